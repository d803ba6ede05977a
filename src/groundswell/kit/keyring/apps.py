"""The keyring application."""

from django.apps import AppConfig


class KeyringConfig(AppConfig):
    """Names the application."""

    name = "groundswell.kit.keyring"
    label = "keyring"
    default_auto_field = "django.db.models.BigAutoField"
