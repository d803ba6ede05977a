"""The hours application."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    """Names the application."""

    name = "groundswell.hours"
    label = "hours"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.hours import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
