"""The application of reading by machine: it keeps who gave which key, and nothing of what was read."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.connectors.api import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
