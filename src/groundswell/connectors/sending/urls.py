"""The routes of what leaves."""

from django.urls import path

from groundswell.connectors.sending import views

app_name = "sending"
urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/new/", views.new_place, name="new_place"),
    path("places/<uuid:place>/key/", views.new_key, name="new_key"),
    path("places/<uuid:place>/end/", views.end_place, name="end_place"),
    path("propositions/<uuid:proposition>/", views.of_proposition, name="of_proposition"),
    path("tickets/<uuid:ticket>/", views.of_ticket, name="of_ticket"),
    path("hand-offs/<uuid:hand_off>/", views.of_hand_off, name="of_hand_off"),
    path("sent/<uuid:sending>/", views.one, name="one"),
    path("sent/<uuid:sending>/settle/", views.settle, name="settle"),
    path("sent/<uuid:sending>/stands/", views.how_it_stands, name="how_it_stands"),
]
