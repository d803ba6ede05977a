"""Keeps item keys, and nothing else, in the keyring database."""

from django.db.models import Model

# What the database of the item keys is called, and the app that alone has a table in it.
KEYRING = "keyring"


class KeyringRouter:
    """Django's database router."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """Send item keys to the keyring."""
        return KEYRING if model._meta.app_label == KEYRING else None  # noqa: SLF001 - Django's documented access

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        """Put the keyring's table into the keyring, and every other table elsewhere."""
        return (db == KEYRING) == (app_label == KEYRING)
