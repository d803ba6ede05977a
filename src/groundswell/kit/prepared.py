"""Questions that are asked on every page, and so are put into SQL once.

Django builds and compiles each query anew: about a millisecond of processor time, several times what the database
needs to answer. A prepared question is built once, with names where values will be, and asked with values ever after::

    @prepared
    def _held(given: Given) -> QuerySet[Role, str]:
        return Role.objects.filter(person=given.person, id__among=given.roles).values_list("grant", flat=True)

    for grant in _held(person=person.id, roles=some):
        ...

`among` is `in` for a list of any length, in one statement. Whatever a query set gives can be prepared, but for
`prefetch_related`. What stands in the question itself never changes: today's date, say, has to be given. `insert`
stores rows by a statement that is compiled once.
"""

import copy
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True)
class _Place:
    """Where a value goes among the parameters of a statement."""

    name: str
    is_list: bool = False


class Later(Expression):
    """A value that has a name when a question is prepared, and is given when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=Field())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return a place for it."""
        del compiler, connection
        return "%s", (_Place(self.name),)


class Given:
    """The values that a question will be asked with, each by its name."""

    def __getattr__(self, name: str) -> Later:
        """Return a place for the value of this name."""
        return Later(name)


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup[Any]):
    """`column IN (…)` with the whole list as one parameter."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the condition for this database."""
        column, parameters = self.process_lhs(compiler, connection)
        listed = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
        return f"{column} {listed}", (*parameters, _Place(self.rhs.name, is_list=True))


@dataclass(frozen=True)
class _Statement:
    """A question as one database is asked it, with the compiler that knows how to read the answer."""

    sql: str
    parameters: Sequence[Any]
    compiler: SQLCompiler

    def bound(self, connection: BaseDatabaseWrapper, values: Mapping[str, object]) -> SQLCompiler:
        """Return a compiler with nothing left to compile."""
        bound = copy.copy(self.compiler)
        parameters = tuple(
            _filled(each, values, connection) if isinstance(each, _Place) else each for each in self.parameters
        )
        bound.connection = connection
        bound.as_sql = lambda *_, **__: (self.sql, parameters)  # type: ignore[method-assign,assignment]  # the whole point
        return bound


class Prepared[Row]:
    """A question that is asked by calling it with its values; the answer is a list, read to its end."""

    def __init__(self, build: Callable[[Given], "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._statements: dict[str, _Statement] = {}

    def __call__(self, using: str = "", /, **values: object) -> list[Row]:
        """Ask (the database that the router names). KeyError where a value that the question names is not given."""
        asked = self._question
        database = using or asked.db
        compiler = self._statement(database).bound(connections[database], values)
        # What a query set's rows are made by wants to know no more of it than this.
        as_asked = SimpleNamespace(
            model=asked.model,
            db=database,
            query=SimpleNamespace(get_compiler=lambda *_, **__: compiler),
            _fetch_mode=asked._fetch_mode,  # noqa: SLF001 - as Django's own iterables take it
            _known_related_objects={},
        )
        return list(asked._iterable_class(as_asked))  # noqa: SLF001 - the rows are made by Django's own hands

    @cached_property
    def _question(self) -> Any:  # noqa: ANN401 - a query set, with its inside
        return self._build(Given())

    def _statement(self, database: str) -> _Statement:
        if database not in self._statements:
            compiler = self._question.query.clone().get_compiler(connection=connections[database])
            sql, parameters = compiler.as_sql()
            compiler.connection = None  # a connection belongs to one thread
            self._statements[database] = _Statement(sql, parameters, compiler)
        return self._statements[database]


def prepared[Row](build: Callable[[Given], "QuerySet[Any, Row]"]) -> Prepared[Row]:
    """Prepare a question: `build` says it once, with the names of its values."""
    return Prepared(build)


def insert(rows: Sequence[Model], *, unless_there: bool = False, using: str = "") -> None:
    """Store new rows of one model, as `bulk_create` would, with no signals sent.

    Their keys are known, or all of them are numbers that the database gives; those are not told.
    IntegrityError where one is there already; `unless_there` leaves such a one as it is.
    """
    if not rows:
        return
    model = type(rows[0])
    alias = using or router.db_for_write(model)
    connection = connections[alias]
    is_numbered = rows[0].pk is None
    statement = _inserting(model, alias, unless_there, is_numbered)
    fields = _written(model, is_numbered)
    values = [[each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        else:
            cursor.executemany(statement, values)
    for row in rows:
        row._state.adding, row._state.db = False, alias  # noqa: SLF001 - as above


@cache
def _written(model: type[Model], is_numbered: bool) -> "list[Field[Any, Any]]":  # noqa: FBT001 - of `insert` alone
    options = model._meta  # noqa: SLF001 - Django's documented access
    return [each for each in options.concrete_fields if not (is_numbered and each is options.auto_field)]


@cache
def _inserting(model: type[Model], alias: str, unless_there: bool, is_numbered: bool) -> str:  # noqa: FBT001 - as above
    inserting = InsertQuery(model, on_conflict=OnConflict.IGNORE if unless_there else None)
    inserting.insert_values(_written(model, is_numbered), [model()])
    [(sql, _)] = inserting.get_compiler(alias).as_sql()
    return str(sql)


def _filled(place: _Place, values: Mapping[str, object], connection: BaseDatabaseWrapper) -> object:
    value = values[place.name]
    if not place.is_list:
        return _plain(value, connection)
    listed = [_plain(each, connection) for each in cast("Iterable[object]", value)]
    return json.dumps(listed) if connection.vendor == "sqlite" else listed


def _plain(value: object, connection: BaseDatabaseWrapper) -> object:
    """Return a value as the database takes it. A str that is an Enum is its value."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, Model):
        return _plain(value.pk, connection)
    return str(value) if isinstance(value, str) else value
