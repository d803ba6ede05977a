"""The propositions application."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard(sender: AppConfig, using: str, **_rest: object) -> None:
    from groundswell.propositions.models import Opinions  # noqa: PLC0415 - models must be loaded first
    from groundswell.propositions.rounds import triggers  # noqa: PLC0415 - only after a migration

    if Opinions._meta.db_table in connections[using].introspection.table_names():  # noqa: SLF001 - documented access
        triggers.FROZEN.make(connections[using])
    del sender


class PropositionsConfig(AppConfig):
    """Names the application, and keeps the database's guard over what is published."""

    name = "groundswell.propositions"
    label = "propositions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew the guard after every migration, and name what the log counts."""
        from groundswell.propositions import verbs  # noqa: PLC0415 - not before Django is set up

        post_migrate.connect(_guard, sender=self)
        verbs.say()
