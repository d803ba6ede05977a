"""The database itself refuses to change the level of a voice.

Made after every migration and not inside one: SQLite remakes a table to alter it, and a trigger made once would be
lost without a word.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = (
    """
CREATE TRIGGER IF NOT EXISTS voices_voice_level BEFORE UPDATE OF level ON voices_voice
WHEN NEW.level <> OLD.level BEGIN SELECT RAISE(ABORT, 'the level of a voice never changes'); END
""",
)
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION voices_level_is_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the level of a voice never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    """
CREATE OR REPLACE TRIGGER voices_voice_level BEFORE UPDATE OF level ON voices_voice
FOR EACH ROW WHEN (NEW.level IS DISTINCT FROM OLD.level) EXECUTE FUNCTION voices_level_is_written_once()
""",
)
_MAKE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def make(connection: BaseDatabaseWrapper) -> None:
    """Forbid an UPDATE that changes a level."""
    with connection.cursor() as cursor:
        for statement in _MAKE[connection.vendor]:
            cursor.execute(statement)
