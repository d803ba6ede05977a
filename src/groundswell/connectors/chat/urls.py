"""The routes of chats."""

from django.urls import path

from groundswell.connectors.chat import doors, views

app_name = "chat"
urlpatterns = [
    path("", views.chat, name="chat"),
    path("accounts/<uuid:account>/part/", views.part, name="part"),
    path("doors/", views.doors, name="doors"),
    path("doors/<uuid:door>/end/", views.end, name="end"),
    path("doors/<uuid:door>/command/", doors.command, name="command"),
    path("doors/<uuid:door>/events/", doors.events, name="events"),
]
