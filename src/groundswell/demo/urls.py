"""The demo's own page."""

from django.urls import path

from groundswell.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.chooser, name="chooser"),
    path("<slug:key>/", views.become, name="become"),
]
