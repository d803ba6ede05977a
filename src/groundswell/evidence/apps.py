"""The evidence application."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard(sender: AppConfig, using: str, **_rest: object) -> None:
    from groundswell.evidence import triggers  # noqa: PLC0415 - only after a migration
    from groundswell.evidence.models import Finding  # noqa: PLC0415 - models must be loaded first

    if Finding._meta.db_table in connections[using].introspection.table_names():  # noqa: SLF001 - documented access
        triggers.FROZEN.make(connections[using])
    del sender


class EvidenceConfig(AppConfig):
    """Names the application, and keeps the database's guard over what was registered."""

    name = "groundswell.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew the guard after every migration, and name what the log counts."""
        from groundswell.evidence import verbs  # noqa: PLC0415 - not before Django is set up

        post_migrate.connect(_guard, sender=self)
        verbs.say()
