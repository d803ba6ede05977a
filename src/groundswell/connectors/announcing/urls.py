"""The routes of webhooks that go out."""

from django.urls import path

from groundswell.connectors.announcing import views

app_name = "announcing"
urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("<uuid:listener>/", views.webhook, name="webhook"),
    path("<uuid:listener>/end/", views.end, name="end"),
    path("<uuid:listener>/again/", views.again, name="again"),
]
