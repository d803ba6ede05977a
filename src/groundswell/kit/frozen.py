"""Tables whose rows the database itself refuses to change or remove.

The triggers are made after every migration and not inside one: SQLite remakes a table to alter it, and a trigger made
once would be lost without a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {app}_{table}_no_{lower} BEFORE {upper} ON {app}_{table}
BEGIN SELECT RAISE(ABORT, 'what {once} is frozen'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION {app}_{name}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what {once} is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {app}_{table}_frozen BEFORE UPDATE OR DELETE ON {app}_{table}
FOR EACH ROW EXECUTE FUNCTION {app}_{name}_is_frozen()
"""


@dataclass(frozen=True)
class Frozen:
    """Tables of an application, by their names without it. What `once` ("is published") is said in the refusal."""

    app: str
    tables: Sequence[str]
    once: str

    def make(self, connection: BaseDatabaseWrapper) -> None:
        """Forbid UPDATE and DELETE."""
        with connection.cursor() as cursor:
            for statement in self._sqlite() if connection.vendor == "sqlite" else self._postgresql():
                cursor.execute(statement)

    def _sqlite(self) -> list[str]:
        return [
            _SQLITE.format(app=self.app, table=table, once=self.once, lower=verb, upper=verb.upper())
            for table in self.tables
            for verb in ("update", "delete")
        ]

    def _postgresql(self) -> list[str]:
        name = self.once.rpartition(" ")[2]
        function = _FUNCTION.format(app=self.app, name=name, once=self.once)
        return [function, *(_POSTGRESQL.format(app=self.app, table=table, name=name) for table in self.tables)]
