"""The application of chats as a door."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.chat"
    label = "chat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.connectors.chat import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
