"""The audit application."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard(sender: AppConfig, using: str, **_rest: object) -> None:
    from groundswell.kit.audit import triggers  # noqa: PLC0415 - only after a migration
    from groundswell.kit.audit.models import Entry  # noqa: PLC0415 - models must be loaded first

    if Entry._meta.db_table in connections[using].introspection.table_names():  # noqa: SLF001 - documented access
        triggers.make(connections[using])
    del sender


class AuditConfig(AppConfig):
    """Names the application, and keeps the database's guard over its entries."""

    name = "groundswell.kit.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew the guard after every migration."""
        post_migrate.connect(_guard, sender=self)
