"""Two copies of the databases, and what the second tells that the first did not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, router
from django.db.models import Model

type Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Row:
    """One row of a table, each value with its column. `alias`: which database."""

    alias: str
    table: str
    values: Values

    def mentions(self, words: Iterable[str]) -> bool:
        """Tell whether one of these stands in it, as a value or inside one."""
        text = " ".join(_readable(value) for _, value in self.values)
        return any(word in text for word in words)


@dataclass(frozen=True)
class Difference:
    """Rows that were not there before, and rows that are there no more; a changed one is in both."""

    came: tuple[Row, ...]
    went: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return self.came + self.went


def dump() -> frozenset[Row]:
    """Return every row of every table of both databases."""
    return frozenset(_rows())


def difference(before: frozenset[Row], after: frozenset[Row]) -> Difference:
    """Return what came and what went between two copies."""
    return Difference(*(tuple(sorted(each, key=repr)) for each in (after - before, before - after)))


def tables() -> Iterator[tuple[str, type[Model]]]:
    """Yield every table with its database."""
    for alias in connections:
        for model in apps.get_models(include_auto_created=True):
            if router.allow_migrate_model(alias, model):
                yield alias, model


def _rows() -> Iterator[Row]:
    for alias, model in tables():
        name = model._meta.db_table  # noqa: SLF001 - Django's documented access
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(name)}")  # noqa: S608 - a name from the schema
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield Row(alias, name, tuple(zip(columns, map(_plain, row), strict=True)))


def _plain(value: object) -> object:
    """Return a value that is equal to itself whichever driver read it."""
    if isinstance(value, memoryview):
        return bytes(value)
    return repr(value) if isinstance(value, dict | list) else value


def _readable(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value).replace("-", "")
