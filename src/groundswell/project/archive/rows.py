"""A database as lines of JSON, and back: the same lines from SQLite and PostgreSQL, whatever version wrote them.

The tables are those of the migrations that the database has, not those of the code that reads it: so an upgrade can
back up what it is about to change, and an old archive is loaded as it was and migrated afterwards.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import batched
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connections, models, router, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

from groundswell.project.archive import text
from groundswell.project.faults import Fault

BATCH = 200
# Who is signed in, and which task ran when: neither should live again in another place.
LEFT_OUT = {"people.session", "django_tasks_db.dbtaskresult"}

type Told = Callable[[str, int], None]


def migrations_of(alias: str) -> list[list[str]]:
    """Return the migrations that a database has, as [app, name]."""
    return sorted(list(key) for key in MigrationRecorder(connections[alias]).applied_migrations())


def lines_of(alias: str, told: Told) -> Iterator[str]:
    """Yield a database as lines, as it is at one moment; writers go on meanwhile. `told` hears of each table."""
    applied = migrations_of(alias)
    yield text.line({"database": alias, "migrations": applied})
    with _one_moment(alias) as view:
        for model in _models(_apps(alias, applied), alias):
            yield from _table(model, view, told)
    yield text.line({"end": alias})


def load(alias: str, lines: Iterator[dict[str, Any] | list[Any]], told: Told) -> None:
    """Fill an empty database from the lines that follow its headline, up to its end. Raises Fault."""
    headline = next(lines)
    apps = _made_as(alias, headline["migrations"])  # type: ignore[call-overload]  # a headline is an object
    connection = connections[alias]
    every = list(_models(apps, alias))
    with transaction.atomic(using=alias):
        for model in reversed(every):
            model._base_manager.using(alias).all()._raw_delete(alias)  # noqa: SLF001 - what migrations laid down comes again from the archive
        _load_tables(apps, alias, lines, told)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), every):
                cursor.execute(statement)


@contextmanager
def _one_moment(alias: str) -> Iterator[str]:
    """Yield a second connection that sees the database as it is now, until the end, and holds nobody up."""
    name = f"{alias} at one moment"
    view = connections[alias].copy(alias=name)
    options = view.settings_dict["OPTIONS"]
    if view.vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel  # noqa: PLC0415 - where SQLite is used, it need not be installed

        options.pop("pool", None)
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections[name] = view
    try:
        with transaction.atomic(using=name):
            yield name
    finally:
        view.close()
        del connections[name]


def _apps(alias: str, migrations: list[list[str]]) -> StateApps:
    """Return the tables as a set of migrations made them."""
    loader = MigrationExecutor(connections[alias]).loader
    known = [(app, name) for app, name in migrations if (app, name) in loader.graph.nodes]
    return loader.project_state(known).apps


def _made_as(alias: str, migrations: list[list[str]]) -> StateApps:
    """Make the tables as these migrations make them."""
    executor = MigrationExecutor(connections[alias])
    wanted = [(app, name) for app, name in migrations]
    unknown = [f"{app}.{name}" for app, name in wanted if (app, name) not in executor.loader.disk_migrations]
    if unknown:
        raise Fault(f"This archive is of a newer Groundswell: it has {unknown[0]}. Install that version, then restore.")
    executor.migrate(_newest(wanted, executor))
    return _apps(alias, migrations)


def _newest(wanted: list[tuple[str, str]], executor: MigrationExecutor) -> list[tuple[str, str]]:
    """Return the last migration of each app: naming an earlier one would ask to go back to it."""
    nodes = executor.loader.graph.node_map
    followed = {parent.key for key in wanted for parent in nodes[key].parents if parent.key[0] == key[0]}
    return [key for key in wanted if key not in followed]


def _models(apps: StateApps, alias: str) -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # noqa: SLF001 - Django's documented access
        kept = meta.managed and not meta.proxy and meta.label_lower not in LEFT_OUT
        if kept and router.allow_migrate(alias, meta.app_label, model_name=meta.model_name):
            yield model


def _table(model: type[models.Model], view: str, told: Told) -> Iterator[str]:
    fields = _fields(model)
    rows = model._base_manager.using(view).order_by("pk")  # noqa: SLF001 - Django's documented access
    label = model._meta.label_lower  # noqa: SLF001 - as above
    told(label, 0)
    yield text.line({"table": label, "fields": [field.attname for field in fields], "rows": rows.count()})
    for row in rows.values_list(*(field.attname for field in fields)).iterator(chunk_size=BATCH):
        yield text.line([_plain(field, value) for field, value in zip(fields, row, strict=True)])
        told(label, 1)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    every = model._meta.concrete_fields  # noqa: SLF001 - Django's documented access
    return [field for field in every if not field.generated]


def _load_tables(apps: StateApps, alias: str, lines: Iterator[dict[str, Any] | list[Any]], told: Told) -> None:
    for line in lines:
        if not isinstance(line, dict):
            raise Fault("This archive is damaged: a row stands outside its table.")
        if "end" in line:
            return
        model = apps.get_model(line["table"])
        fields = {field.attname: field for field in _fields(model)}
        ordered = [fields[name] for name in line["fields"]]
        told(line["table"], 0)
        for rows in batched(_some(lines, line["rows"]), BATCH):  # as many as one statement takes
            made = [model(**_values(ordered, row)) for row in rows]
            model._base_manager.using(alias).bulk_create(made, batch_size=BATCH)  # noqa: SLF001 - Django's documented access
            told(line["table"], len(made))


def _some(lines: Iterator[dict[str, Any] | list[Any]], count: int) -> Iterator[list[Any]]:
    for _ in range(count):
        row = next(lines)
        if not isinstance(row, list):
            raise Fault("This archive is damaged: a table has too few rows.")
        yield row


def _values(fields: list[models.Field[Any, Any]], row: list[Any]) -> dict[str, Any]:
    return {field.attname: _typed(field, value) for field, value in zip(fields, row, strict=True)}


def _plain(field: models.Field[Any, Any], value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, bytes | memoryview):
        return text.of_bytes(bytes(value))
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    json.dumps(value)
    return value


def _typed(field: models.Field[Any, Any], value: Any) -> Any:  # noqa: ANN401 - as above
    if value is None or isinstance(field, models.JSONField):
        return value
    return text.to_bytes(value) if isinstance(field, models.BinaryField) else field.to_python(value)
