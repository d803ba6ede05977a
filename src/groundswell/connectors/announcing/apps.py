"""The application of webhooks that go out."""

from django.apps import AppConfig


class AnnouncingConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.announcing"
    label = "announcing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.connectors.announcing import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
