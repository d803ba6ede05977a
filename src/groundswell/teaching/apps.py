"""The teaching application."""

from django.apps import AppConfig


class TeachingConfig(AppConfig):
    """Names the application."""

    name = "groundswell.teaching"
    label = "teaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.teaching import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
