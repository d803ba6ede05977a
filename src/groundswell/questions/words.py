"""The full-text index of messages: FTS5 over the table on SQLite, a generated tsvector on PostgreSQL.

Triggers would be lost whenever Django makes the table anew, so whoever writes a message says so here.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

# PostgreSQL refuses a vector of more than a megabyte.
_LONGEST = 200_000


def create(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    if editor.connection.vendor == "sqlite":
        options = "content = 'questions_message', content_rowid = 'id', tokenize = 'unicode61', detail = full"
        editor.execute(f"CREATE VIRTUAL TABLE questions_words USING fts5 (text, {options})")
        return
    vector = f"to_tsvector('simple', left(text, {_LONGEST}))"
    editor.execute(f"ALTER TABLE questions_message ADD COLUMN words tsvector GENERATED ALWAYS AS ({vector}) STORED")
    editor.execute("CREATE INDEX questions_words ON questions_message USING gin (words)")


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Remove it."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE questions_words")
    else:
        editor.execute("ALTER TABLE questions_message DROP COLUMN words")


def put(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str]]) -> None:
    """Index messages that are new: id and text."""
    if connection.vendor == "sqlite" and rows:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO questions_words (rowid, text) VALUES (%s, %s)", rows)


def forget(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str]]) -> None:
    """Take messages out of the index: id and the text they were indexed with."""
    if connection.vendor == "sqlite" and rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO questions_words (questions_words, rowid, text) VALUES ('delete', %s, %s)", rows
            )


def items_with(connection: BaseDatabaseWrapper, terms: Sequence[str]) -> RawSQL:
    """Return a subquery of the items in which one message that is still there holds all these words.

    Each may go on: "migrat" finds a migration. At least one word is needed.
    """
    if connection.vendor == "sqlite":
        chosen = "id IN (SELECT rowid FROM questions_words WHERE questions_words MATCH %s)"
    else:
        chosen = "words @@ %s::tsquery"
    said = f"SELECT item_id FROM questions_message WHERE gone_at IS NULL AND {chosen}"  # noqa: S608 - our own two texts
    return RawSQL(said, [_match(connection, terms)])  # noqa: S611 - what is looked for is a parameter


def _match(connection: BaseDatabaseWrapper, terms: Sequence[str]) -> str:
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{term.replace(chr(34), "")}" *' for term in terms)
    return " & ".join(f"'{term.replace(chr(39), '')}':*" for term in terms)


def find(connection: BaseDatabaseWrapper, terms: Sequence[str], limit: int) -> list[int]:
    """Return the ids of the newest messages that hold all these words (each may go on), newest row first."""
    if not terms:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            query = "SELECT rowid FROM questions_words WHERE questions_words MATCH %s ORDER BY rowid DESC LIMIT %s"
        else:
            query = "SELECT id FROM questions_message WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s"
        cursor.execute(query, [_match(connection, terms), limit])
        return [number for (number,) in cursor.fetchall()]
