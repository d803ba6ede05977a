"""The search application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Names the application."""

    name = "groundswell.kit.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
