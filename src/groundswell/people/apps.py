"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the application."""

    name = "groundswell.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
