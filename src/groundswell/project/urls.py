"""Every route: one line a context."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
