"""The voices application."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """Names the application."""

    name = "groundswell.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"
