"""The route of the page, beside the meetings."""

from django.urls import path

from groundswell.connectors.captions import views

urlpatterns = [path("bring/", views.bring, name="bring_transcript")]
