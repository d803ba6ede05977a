"""The route of the link."""

from django.urls import path

from groundswell.connectors.mailbox import views

app_name = "mailbox"
urlpatterns = [path("<str:token>/", views.confirm, name="confirm")]
