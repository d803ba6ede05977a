"""The web application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the application."""

    name = "groundswell.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
