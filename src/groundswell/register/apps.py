"""The register application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Names the application."""

    name = "groundswell.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.register import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
