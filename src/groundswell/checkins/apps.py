"""The check-ins application."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _guard(sender: AppConfig, using: str, **_rest: object) -> None:
    from groundswell.checkins import triggers  # noqa: PLC0415 - only after a migration
    from groundswell.checkins.models import Release  # noqa: PLC0415 - models must be loaded first

    if Release._meta.db_table in connections[using].introspection.table_names():  # noqa: SLF001 - documented access
        triggers.FROZEN.make(connections[using])
    del sender


def _lay_down(sender: AppConfig, using: str, **_rest: object) -> None:
    from groundswell.checkins.instruments import shelf  # noqa: PLC0415 - models must be loaded first
    from groundswell.checkins.models import Instrument  # noqa: PLC0415 - as above

    table = Instrument._meta.db_table  # noqa: SLF001 - documented access
    if using == "default" and table in connections[using].introspection.table_names():
        shelf.lay_down()
    del sender


class CheckInsConfig(AppConfig):
    """Names the application, and keeps the database's guard over what is published."""

    name = "groundswell.checkins"
    label = "checkins"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew the guard after every migration, and name what the log counts."""
        from groundswell.checkins import verbs  # noqa: PLC0415 - not before Django is set up

        post_migrate.connect(_guard, sender=self)
        post_migrate.connect(_lay_down, sender=self)
        verbs.say()
