"""The application of what leaves: which places there are, and what went to them."""

from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.sending"
    label = "sending"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.connectors.sending import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
