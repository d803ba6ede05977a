"""The nightly rewrite: after it, nothing in the files tells in which order sealed things were written.

PostgreSQL keeps the order in `ctid` (where a row lies) and `xmin` (which transaction wrote it). SQLite's tables without
row numbers keep none, but what does not fit beside its key (more than a thousand bytes) spills over to pages that are
taken one after the other. Order within the day therefore stays in the files until the night, and the promise page
says so.
"""

from collections.abc import Sequence
from datetime import date

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from groundswell.kit import clock
from groundswell.kit.sqlite import gone
from groundswell.kit.sqlite.unordered import unordered_models

LOCK_SECONDS = 3
# Few are awake. An installation that was off at that hour does it when it is on again.
HOUR = 3
COMMENT = "rewritten on "


class RowsChanged(RuntimeError):
    """A table did not keep its rows while it was rewritten; nothing of the rewrite is kept."""


def nightly() -> None:
    """Rewrite every database once a day, from three o'clock on; what others prevented is tried at the next call."""
    moment = clock.local()
    if moment.hour < HOUR:
        return
    for using in connections:
        if rewritten_on(connections[using]) != moment.date() and shuffle(using):
            _note_rewritten(connections[using], moment.date())


def shuffle(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Rewrite what `Unordered` tables keep in a database's files; False when others were in the way.

    Writers wait meanwhile: less than a second for a hundred megabytes. Raises TransactionManagementError inside a
    transaction.
    """
    connection = connections[using]
    connection.validate_no_atomic_block()
    if connection.vendor == "sqlite":
        return gone.erase_now(using, patience=LOCK_SECONDS)
    try:
        return rewrite_tables(_marked(using), using) and gone.erase_now(using, patience=LOCK_SECONDS)
    except OperationalError:
        return False


def rewritten_on(connection: BaseDatabaseWrapper) -> date | None:
    """Return the day of the last rewrite: in the file's free number on SQLite, in a comment on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
            ordinal = int(cursor.fetchone()[0])
            return date.fromordinal(ordinal) if ordinal else None
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [_table_with_the_day(connection)])
        comment = cursor.fetchone()[0] or ""
    return date.fromisoformat(comment.removeprefix(COMMENT)) if comment.startswith(COMMENT) else None


def _marked(using: str) -> list[type[Model]]:
    return [model for model in unordered_models() if router.allow_migrate_model(using, model)]


def _note_rewritten(connection: BaseDatabaseWrapper, day: date) -> None:
    table = _table_with_the_day(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA user_version = {day.toordinal()}")
        elif table is not None:
            cursor.execute(f"COMMENT ON TABLE {table} IS '{COMMENT}{day.isoformat()}'")


def _table_with_the_day(connection: BaseDatabaseWrapper) -> str | None:
    names = [model._meta.db_table for model in _marked(connection.alias)]  # noqa: SLF001 - Django's documented access
    return connection.ops.quote_name(names[0]) if names else None


def rewrite_tables(models: Sequence[type[Model]], using: str) -> bool:
    """Write PostgreSQL tables anew, in random order, in one transaction, so that all rows share one `xmin`.

    TRUNCATE gives a table fresh files, so no dead row with its old `xmin` stays behind, as UPDATE and CLUSTER would
    leave. Whatever refers to these tables must be among them. OperationalError: others held a table for too long.
    """
    connection = connections[using]
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]  # noqa: SLF001 - Django's documented access
    if not tables:
        return True
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        kept = []
        for number, table in enumerate(tables):
            cursor.execute(f"CREATE TEMPORARY TABLE kept_{number} ON COMMIT DROP AS SELECT * FROM {table}")  # noqa: S608 - a name from the schema
            kept.append(cursor.rowcount)
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for number, (model, table) in enumerate(zip(models, tables, strict=True)):
            columns = _columns(model, connection)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{number} ORDER BY gen_random_uuid()"  # noqa: S608 - names from the schema
            )
            if cursor.rowcount != kept[number]:
                raise RowsChanged
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
    return True


def _columns(model: type[Model], connection: BaseDatabaseWrapper) -> str:
    fields = model._meta.local_concrete_fields  # noqa: SLF001 - Django's documented access
    columns = [field.column for field in fields if field.column and not field.generated]
    return ", ".join(connection.ops.quote_name(column) for column in columns)
