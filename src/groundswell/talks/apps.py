"""The talks application."""

from django.apps import AppConfig


class TalksConfig(AppConfig):
    """Names the application."""

    name = "groundswell.talks"
    label = "talks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.talks import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
