"""The epics application."""

from django.apps import AppConfig


class EpicsConfig(AppConfig):
    """Names the application."""

    name = "groundswell.epics"
    label = "epics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.epics import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
