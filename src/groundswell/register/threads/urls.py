"""The routes of threads, at the desk."""

from django.urls import path

from groundswell.register.threads import views

app_name = "threads"
urlpatterns = [
    path("", views.threads, name="threads"),
    path("items/", views.found, name="found"),
    path("<uuid:thread>/", views.thread, name="thread"),
    path("<uuid:thread>/readers/", views.readers, name="readers"),
    path("<uuid:thread>/posts/<uuid:post>/", views.choose, name="choose"),
    path("<uuid:thread>/posts/<uuid:post>/mark/", views.mark, name="mark"),
    path("passages/<uuid:passage>/unmark/", views.unmark, name="unmark"),
]
