"""Django's SQLite backend, with writers that queue, and tables that keep no order of submission."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any

from django.db import IntegrityError, OperationalError
from django.db.backends.sqlite3 import base, schema
from django.db.models import Model

from groundswell.kit.sqlite import disk
from groundswell.kit.sqlite.queue import NoQueue, Queue, QueueTimeout, queue_for
from groundswell.kit.sqlite.unordered import Unordered

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|VACUUM)\b", re.IGNORECASE)
WAITING_MODES = {"IMMEDIATE", "EXCLUSIVE"}
DEFAULT_TIMEOUT = 5.0


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Creates the tables of `Unordered` models without SQLite's hidden, ascending row number."""

    def table_sql(self, model: type[Model]) -> tuple[str, list[object]]:
        """Return the CREATE TABLE statement."""
        sql, params = super().table_sql(model)
        return (f"{sql} WITHOUT ROWID", params) if issubclass(model, Unordered) else (sql, params)


class QueueingCursor(base.SQLiteCursorWrapper):
    """A cursor whose single writing statements, outside a transaction, wait for their turn as transactions do."""

    def __init__(
        self, queue: Queue, leave: Callable[[], None], settle: Callable[[], None], connection: sqlite3.Connection
    ) -> None:
        super().__init__(connection)
        self._queue, self._leave, self._settle = queue, leave, settle
        self._has_turn = False

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> "QueueingCursor":  # type: ignore[override]  # as Django's
        """Run a statement."""
        with self._turn(query):
            super().execute(query, params)
        return self

    def executemany(self, query: str, param_list: Iterable[Any]) -> "QueueingCursor":
        """Run a statement once for each set of parameters."""
        with self._turn(query):
            super().executemany(query, param_list)
        return self

    def close(self) -> None:
        """Close the cursor, which ends a statement whose rows were not all fetched."""
        super().close()
        self._end_turn(wrote=True)

    def __del__(self) -> None:
        self._end_turn()

    @contextmanager
    def _turn(self, query: str) -> Iterator[None]:
        """Hold the turn for one statement; one that returns rows (RETURNING) is done when the cursor closes."""
        self._end_turn()
        if not self.connection.in_transaction and not self._queue.is_held and WRITES.match(query):
            self._queue.enter()
            self._has_turn = True
        try:
            yield
        except BaseException:
            self._end_turn()
            raise
        if self.description is None:
            self._end_turn(wrote=True)

    def _end_turn(self, *, wrote: bool = False) -> None:
        if self._has_turn:
            self._has_turn = False
            self._leave()
            if wrote:
                self._settle()


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend that `ENGINE` names."""

    SchemaEditorClass = SchemaEditor
    _waits_for_the_disk = False
    transaction_mode: str | None

    @cached_property
    def queue(self) -> Queue:
        """The line of writers before this database's file."""
        file = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or file.startswith("file:"):
            return NoQueue()
        timeout = self.settings_dict.get("OPTIONS", {}).get("timeout", DEFAULT_TIMEOUT)
        return queue_for(file, name=self.alias, timeout=timeout)

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Return a connection whose commits are waited for outside the line of writers, where that can be."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        self._waits_for_the_disk = disk.take_over(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> QueueingCursor:
        """Return a cursor whose writes queue."""
        del name
        cursor: QueueingCursor = self.connection.cursor(
            factory=partial(QueueingCursor, self.queue, self._leave_queue_when_done, self._settle)
        )
        return cursor

    def check_constraints(self, table_names: Iterable[str] | None = None) -> None:
        """Raise IntegrityError where a row refers to one that does not exist.

        Django's own looks the row up by its row number, which our tables do not have, and puts its values into the
        message, where words of members must not stand.
        """
        with self.cursor() as cursor:
            broken: set[tuple[str, str]] = set()
            for table in [None] if table_names is None else table_names:
                named = "" if table is None else f"({self.ops.quote_name(table)})"
                cursor.execute(f"PRAGMA foreign_key_check{named}")
                broken |= {(row[0], row[2]) for row in cursor.fetchall()}
        if broken:
            faults = "; ".join(
                f"{table} refers to rows of {other} that do not exist" for table, other in sorted(broken)
            )
            raise IntegrityError(faults)

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode in WAITING_MODES:
            self._enter_queue()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's, which the stubs leave out
        finally:
            self._leave_queue_when_done()

    def _enter_queue(self) -> None:
        try:
            self.queue.enter()
        except QueueTimeout:
            raise OperationalError("database is locked") from None

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # Django's, which the stubs leave out
        finally:
            self._leave_queue_when_done()
        self._settle()

    def _settle(self) -> None:
        """Wait for the disk; raises OSError where it fails, and then nobody may take the write for done."""
        if self._waits_for_the_disk:
            disk.settle(str(self.settings_dict["NAME"]))

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's, which the stubs leave out
        finally:
            self._leave_queue_when_done()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's, which the stubs leave out
        finally:
            self.queue.close()

    def _leave_queue_when_done(self) -> None:
        """Leave once no transaction is open: a commit that failed leaves it open until the rollback."""
        if self.queue.is_held and (self.connection is None or not self.connection.in_transaction):
            self.queue.leave()
