"""The demo application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Names the application."""

    name = "groundswell.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
