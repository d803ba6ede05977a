"""The people application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the application."""

    name = "groundswell.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to forget what a passkey would tell, and name what the log counts."""
        from groundswell.people import accounts, verbs  # noqa: PLC0415 - models must be loaded first

        accounts.watch()
        verbs.say()
