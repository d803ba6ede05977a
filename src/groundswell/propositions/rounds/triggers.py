"""The database itself refuses to change or remove what was published of a round, and the rosters that it rests on.

Made after every migration and not inside one: SQLite remakes a table to alter it, and a trigger made once would be
lost without a word.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

FROZEN = ("opinions", "roundrosterentry")
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS propositions_{table}_no_{lower} BEFORE {upper} ON propositions_{table}
BEGIN SELECT RAISE(ABORT, 'what is published is frozen'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION propositions_published_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what is published is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER propositions_{table}_frozen BEFORE UPDATE OR DELETE ON propositions_{table}
FOR EACH ROW EXECUTE FUNCTION propositions_published_is_frozen()
"""
_MAKE = {
    "sqlite": tuple(
        _SQLITE.format(table=table, lower=verb, upper=verb.upper()) for table in FROZEN for verb in ("update", "delete")
    ),
    "postgresql": (_FUNCTION, *(_POSTGRESQL.format(table=table) for table in FROZEN)),
}


def make(connection: BaseDatabaseWrapper) -> None:
    """Forbid UPDATE and DELETE of what is published."""
    with connection.cursor() as cursor:
        for statement in _MAKE[connection.vendor]:
            cursor.execute(statement)
