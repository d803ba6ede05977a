"""The two indexes: FTS5 on SQLite, a tsvector on PostgreSQL. Both hold the words of `words.py`, and nothing else.

A word that every document holds would cost a ranking of all of them; so the newest `RANKED` that match are ranked.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from groundswell.kit.search.words import token_of, tokens

RANKED = 500
_POSITIONS = 16_383


class Engine(Protocol):
    """What a database must be able to do."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the index."""
        ...

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the index."""
        ...

    def put(self, connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Index documents: id, title, body, audience."""
        ...

    def remove(self, connection: BaseDatabaseWrapper, ids: Sequence[int]) -> None:
        """Forget documents."""
        ...

    def purge(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the words of forgotten documents from the index, in the caller's transaction where that can be."""
        ...

    def find(self, connection: BaseDatabaseWrapper, words: list[str], audiences: list[str], limit: int) -> list[int]:
        """Return the ids of documents for these audiences that hold all these words, best first."""
        ...


class Fts5:
    """A table of its own beside the documents, with the document's id as its row number.

    It holds its own copy of the words: the external-content form needs triggers, which Django loses when it remakes
    a table.
    """

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the table."""
        options = "tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3 4', detail = full"
        editor.execute(f"CREATE VIRTUAL TABLE search_words USING fts5 (title, body, audience, {options})")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the table."""
        editor.execute("DROP TABLE search_words")

    def put(self, connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Replace the words of these documents."""
        self.remove(connection, [number for number, *_ in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, body, audience) VALUES (%s, %s, %s, %s)",
                [
                    (number, " ".join(tokens(title)), " ".join(tokens(body)), token_of(audience))
                    for number, title, body, audience in rows
                ],
            )

    def remove(self, connection: BaseDatabaseWrapper, ids: Sequence[int]) -> None:
        """Delete the rows of these documents."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(number,) for number in ids])

    def purge(self, connection: BaseDatabaseWrapper) -> None:
        """Merge the segments: until then a deleted row is noted beside its words. A tenth of a second for 5,000."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")

    def find(self, connection: BaseDatabaseWrapper, words: list[str], audiences: list[str], limit: int) -> list[int]:
        """Ask for the words and the audience in one match; the join is there should two audiences share a token."""
        everyone = " OR ".join(f'"{token_of(audience)}"' for audience in audiences)
        terms = " AND ".join(f'{{title body}} : "{word}" *' for word in words)
        places = ", ".join(["%s"] * len(audiences))
        match = (
            "SELECT rowid AS number, bm25(search_words, 4.0, 1.0, 0.0) AS place FROM search_words"
            " WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT d.id FROM ({match}) AS found JOIN search_document AS d ON d.id = found.number"  # noqa: S608 - placeholders alone
                f" WHERE d.audience IN ({places}) ORDER BY found.place, d.id DESC LIMIT %s",
                [f"(audience : ({everyone})) AND {terms}", RANKED, *audiences, limit],
            )
            return [number for (number,) in cursor.fetchall()]


class TextSearch:
    """A column beside the document, written as positions and weights, so that no parser of PostgreSQL has a say."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Add the column and its index."""
        editor.execute("ALTER TABLE search_document ADD COLUMN words tsvector")
        editor.execute("CREATE INDEX search_words ON search_document USING gin (words)")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove both."""
        editor.execute("ALTER TABLE search_document DROP COLUMN words")

    def put(self, connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Write the words of these documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_document SET words = %s::tsvector WHERE id = %s",
                [(_vector(title, body), number) for number, title, body, _audience in rows],
            )

    def remove(self, connection: BaseDatabaseWrapper, ids: Sequence[int]) -> None:
        """Do nothing: the words go with the row."""

    def purge(self, connection: BaseDatabaseWrapper) -> None:
        """Do nothing: PostgreSQL writes an index anew outside transactions alone, and `gone.erase` does."""

    def find(self, connection: BaseDatabaseWrapper, words: list[str], audiences: list[str], limit: int) -> list[int]:
        """Rank the newest that match."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM ("
                " SELECT id, words FROM search_document WHERE words @@ %s::tsquery AND audience = ANY(%s)"
                " ORDER BY id DESC LIMIT %s"
                ") AS found ORDER BY ts_rank('{0, 0, 0.25, 1}', words, %s::tsquery, 1) DESC, id DESC LIMIT %s",
                [query := " & ".join(f"'{word}':*" for word in words), audiences, RANKED, query, limit],
            )
            return [number for (number,) in cursor.fetchall()]


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    """Return the index of this database."""
    return Fts5() if connection.vendor == "sqlite" else TextSearch()


def _vector(title: str, body: str) -> str:
    placed = [(word, "A") for word in tokens(title)] + [(word, "B") for word in tokens(body)]
    return " ".join(f"'{word}':{place}{weight}" for place, (word, weight) in enumerate(placed[:_POSITIONS], start=1))
