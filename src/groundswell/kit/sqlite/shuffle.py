"""The nightly rewrite: after it, nothing in the files tells in which order sealed things were written.

PostgreSQL keeps the order in `ctid` (where a row lies) and `xmin` (which transaction wrote it). SQLite's tables without
row numbers keep none, but what does not fit beside its key (more than a thousand bytes) spills over to pages that are
taken one after the other. Order within the day therefore stays in the files until the night, and the promise page
says so.
"""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from groundswell.kit.sqlite import gone
from groundswell.kit.sqlite.unordered import unordered_models

LOCK_SECONDS = 3


class RowsChanged(RuntimeError):
    """A table did not keep its rows while it was rewritten; nothing of the rewrite is kept."""


def shuffle(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Rewrite every `Unordered` table of a database; False when others were in the way, and nothing was done.

    Call it at a quiet hour: writers wait meanwhile (a few seconds for a hundred thousand rows). Raises
    TransactionManagementError inside a transaction.
    """
    connection = connections[using]
    connection.validate_no_atomic_block()
    try:
        if connection.vendor == "sqlite":
            gone.rewrite(connection)
            return gone.erase_now(using, was_indexed=False, patience=LOCK_SECONDS)
        models = [model for model in unordered_models() if router.allow_migrate_model(using, model)]
        return rewrite_tables(models, using)
    except OperationalError:
        return False


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
