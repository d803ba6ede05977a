"""The database itself refuses to change or remove an entry.

They are made after every migration and not inside one: SQLite remakes a table to alter it, and a trigger made once
would be lost without a word.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS audit_entry_no_{lower} BEFORE {upper} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()
"""
_POSTGRESQL_TRUNCATE = """
CREATE OR REPLACE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()
"""
_DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS audit_entry_no_update", "DROP TRIGGER IF EXISTS audit_entry_no_delete"),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry",
    ),
}
_MAKE = {
    "sqlite": tuple(_SQLITE.format(lower=verb, upper=verb.upper()) for verb in ("update", "delete")),
    "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL, _POSTGRESQL_TRUNCATE),
}


def make(connection: BaseDatabaseWrapper) -> None:
    """Forbid UPDATE, DELETE and TRUNCATE on the entries."""
    _run(connection, _MAKE[connection.vendor])


def drop(connection: BaseDatabaseWrapper) -> None:
    """Allow them again: for tests, which empty their tables, and for whoever tries how tampering is found."""
    _run(connection, _DROP[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
