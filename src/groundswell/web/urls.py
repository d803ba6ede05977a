"""The front doors."""

from django.urls import path

from groundswell.web import views
from groundswell.web.promise import columns, promise
from groundswell.web.search import search

urlpatterns = [
    path("", views.start, name="start"),
    path("search/", search, name="search"),
    path("promise/", promise, name="promise"),
    path("promise/columns/", columns, name="promise_columns"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
]
