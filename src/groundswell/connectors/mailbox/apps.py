"""The mailbox application: it keeps which mails wait for a click, and nothing of what they say."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.mailbox"
    label = "mailbox"
    default_auto_field = "django.db.models.BigAutoField"
