"""The routes of the sources that are read live."""

from django.urls import path

from groundswell.connectors.sources import views

app_name = "sources"
urlpatterns = [
    # First of all routes: to be tried after four hundred others cost a delivery half of its time.
    path("in/<uuid:source>/", views.knock, name="knock"),
    path("sources/", views.sources, name="sources"),
    path("sources/new/", views.choose, name="choose"),
    path("sources/new/<slug:kind>/", views.connect, name="connect"),
    path("sources/<uuid:source>/", views.source, name="source"),
    path("sources/<uuid:source>/look/", views.look, name="look"),
    path("sources/<uuid:source>/pause/", views.pause, name="pause"),
    path("sources/<uuid:source>/anew/", views.anew, name="anew"),
]
