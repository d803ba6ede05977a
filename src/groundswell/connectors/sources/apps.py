"""The application of the sources."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.connectors.sources import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
