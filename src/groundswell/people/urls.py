"""The organisation, what waits for me, and the log."""

from django.urls import path

from groundswell.people.waiting.views import waiting

urlpatterns = [
    path("waiting/", waiting, name="waiting"),
]
