"""Every route: one line a context."""

from django.urls import include, path

urlpatterns = [
    path("", include("groundswell.web.urls")),
    path("accounts/", include("allauth.urls")),
]
