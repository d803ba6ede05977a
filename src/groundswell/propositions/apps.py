"""The propositions application."""

from django.apps import AppConfig


class PropositionsConfig(AppConfig):
    """Names the application."""

    name = "groundswell.propositions"
    label = "propositions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.propositions import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
