"""The front doors."""

from django.urls import path

from groundswell.web import views
from groundswell.web.promise import promise
from groundswell.web.search import search

urlpatterns = [
    path("", views.start, name="start"),
    path("search/", search, name="search"),
    path("promise/", promise, name="promise"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
]
