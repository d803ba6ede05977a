"""The route of the page, beside the threads at the desk."""

from django.urls import path

from groundswell.connectors.discourse import views

urlpatterns = [path("bring/", views.bring, name="bring_thread")]
