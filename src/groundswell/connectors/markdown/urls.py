"""The route of the page, beside the threads at the desk."""

from django.urls import path

from groundswell.connectors.markdown import views

urlpatterns = [path("documents/", views.bring, name="bring_documents")]
