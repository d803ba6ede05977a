"""The register application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Names the application."""

    name = "groundswell.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
