"""Rows by the thousand: one statement for many on SQLite, COPY on PostgreSQL. Values are plain, numbers known."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

# What a column may hold is any type.
type Row = Sequence[Any]


def next_ids(connection: BaseDatabaseWrapper, model: type[Model], count: int) -> list[int]:
    """Take so many numbers for new rows. On SQLite in a transaction that writes: nobody else takes the same."""
    table = _table(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [number for (number,) in cursor.fetchall()]


def insert(connection: BaseDatabaseWrapper, model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Store new rows; what is not among the columns must have a value by itself in the database, or may be null."""
    if not rows:
        return
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f'INSERT INTO "{_table(model)}" ({named}) VALUES ({places})',  # noqa: S608 - names of our own columns
                _for_sqlite(rows),
            )
            return
        with cursor.copy(f'COPY "{_table(model)}" ({named}) FROM STDIN') as copy:  # psycopg's
            for row in rows:
                copy.write_row([_for_postgresql(value) for value in row])


def update(connection: BaseDatabaseWrapper, model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Change rows: the values of the columns, and last the id of the row."""
    if not rows:
        return
    changed = ", ".join(f'"{column}" = %s' for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{_table(model)}" SET {changed} WHERE id = %s',  # noqa: S608 - names of our own columns
            _for_sqlite(rows) if connection.vendor == "sqlite" else [[_for_postgresql(v) for v in row] for row in rows],
        )


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's documented access


def _for_sqlite(rows: Iterable[Row]) -> list[list[Any]]:
    return [[_plain(value) if type(value) in _FOREIGN else value for value in row] for row in rows]


_FOREIGN = frozenset({datetime, UUID, list, dict})


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    if isinstance(value, UUID):
        return value.hex
    return json.dumps(value)


def _for_postgresql(value: object) -> Any:  # noqa: ANN401 - as above
    return json.dumps(value) if isinstance(value, list | dict) else value
