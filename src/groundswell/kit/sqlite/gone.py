"""Deleted means gone: from the database's files too, and not only from its tables.

On SQLite four things keep what was deleted: freed pages (overwritten, because `secure_delete` is on), gaps between the
rows of a page, where copies stay behind when pages split (`secure_delete` does not reach them: one deleted text in a
few hundred was found there), the segments of the full-text index (until `optimize`), and the write-ahead log (until a
truncating checkpoint, for which no reader may be in the way). So the indexes are optimised, the file is written anew,
and the log is truncated.

On PostgreSQL a vacuum removes dead rows in its own time, but an inverted index keeps every word it ever held (tried on
15). So tables of readable words say so (`holds_words`), and are written anew with their indexes; sealed tables are by
the nightly `shuffle`. A rewrite keeps dead rows that its own snapshot reaches back to, and that is whatever runs in any
database of the server: so they are vacuumed away first, for which only this database's readers may be in the way.
"""

import logging
import time
from functools import partial

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

PATIENCE = 2.0
TRY_MILLISECONDS = 100
# Writing anew takes about half a second for so much, and other writers wait meanwhile.
REWRITE_BYTES = 64 * 1024 * 1024

logger = logging.getLogger(__name__)
_tables_of_words: dict[str, None] = {}


def holds_words(table: str) -> None:
    """Name a table whose index keeps words that people can read: on PostgreSQL it is written anew after deletions."""
    _tables_of_words[table] = None


def erase(using: str = DEFAULT_DB_ALIAS, *, was_indexed: bool = True, rewrite_bytes: int = REWRITE_BYTES) -> None:
    """Make what this transaction deletes gone from the files, once it is committed (at once when there is none).

    `was_indexed`: whether words were readable, in a table or in the search index. Of sealed things whose keys are
    shredded only noise can be left, and truncating the log is enough. A larger database than `rewrite_bytes` is
    written anew in the night only, and a reader in the way is waited for, two seconds at most.
    """
    act = partial(_erase_or_log, using, was_indexed=was_indexed, rewrite_bytes=rewrite_bytes)
    if not _is_planned(act, using):
        transaction.on_commit(act, using=using, robust=True)


def _is_planned(act: "partial[None]", using: str) -> bool:
    """Tell whether this transaction erases already: deleting ten things writes the file anew once."""
    planned = (each[1] for each in connections[using].run_on_commit)
    return any(isinstance(each, partial) and (each.func, each.keywords) == (act.func, act.keywords) for each in planned)


def _erase_or_log(using: str, *, was_indexed: bool, rewrite_bytes: int) -> None:
    if not erase_now(using, was_indexed=was_indexed, rewrite_bytes=rewrite_bytes):
        logger.warning("What was deleted from database %s stays in its files until the night.", using)


def erase_now(
    using: str = DEFAULT_DB_ALIAS,
    *,
    was_indexed: bool = True,
    rewrite_bytes: int | None = None,
    patience: float = PATIENCE,
) -> bool:
    """Do what `erase` does, now, outside a transaction; without `rewrite_bytes` for a database of any size.

    `patience` is how long to wait for readers, in seconds. False: others were in the way, or the database is large, and
    something is left.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return not was_indexed or _are_rewritten(connection, rewrite_bytes, patience)
    try:
        is_rewritten = not was_indexed or _is_rewritten(connection, rewrite_bytes)
    except OperationalError:
        is_rewritten = False
    return _is_truncated_within(connection, patience) and is_rewritten


def _is_rewritten(connection: BaseDatabaseWrapper, rewrite_bytes: int | None) -> bool:
    _optimize_indexes(connection)
    if rewrite_bytes is not None and _size(connection) > rewrite_bytes:
        return False
    rewrite(connection)
    return True


def _are_rewritten(connection: BaseDatabaseWrapper, rewrite_bytes: int | None, patience: float) -> bool:
    """Write PostgreSQL's tables of words anew, with their indexes; large ones in the night only."""
    deadline = time.monotonic() + patience
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (now,) = cursor.fetchone()
        cursor.execute(f"SET lock_timeout = '{int(patience * 1000) or 1}ms'")
        try:
            done = [_is_written_anew(cursor, table, now, rewrite_bytes, deadline) for table in _tables_of_words]
            return all(done)
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")


def _is_written_anew(cursor: CursorWrapper, table: str, now: str, rewrite_bytes: int | None, deadline: float) -> bool:
    """Write a table anew without any row deleted before the transaction `now`; False when readers keep one too long."""
    cursor.execute("SELECT pg_total_relation_size(to_regclass(%s))", [table])
    (size,) = cursor.fetchone()
    if size is None:
        return True
    if rewrite_bytes is not None and size > rewrite_bytes:
        return False
    while not _is_vacuumed(cursor, table, now):
        if time.monotonic() > deadline:
            return False
        time.sleep(TRY_MILLISECONDS / 1000)
    # The bytes of the rows, and their words in an inverted index, stay until both are written anew.
    cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
    return True


def _is_vacuumed(cursor: CursorWrapper, table: str, now: str) -> bool:
    """Remove dead rows; tell whether every one deleted before the transaction `now` was.

    Frozen whole, a table says in `relfrozenxid` from which transaction on somebody may still see its dead rows
    (PostgreSQL's `OldestXmin`).
    """
    cursor.execute(f'VACUUM (FREEZE, DISABLE_PAGE_SKIPPING) "{table}"')
    cursor.execute(
        "SELECT age(relfrozenxid) <= age(%s::xid8::xid) FROM pg_class WHERE oid = to_regclass(%s)", [now, table]
    )
    return bool(cursor.fetchone()[0])


def _optimize_indexes(connection: BaseDatabaseWrapper) -> None:
    """Merge the segments of every full-text index, which drops the words of deleted rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%%USING fts5%%'", [])
        for (name,) in cursor.fetchall():
            table = connection.ops.quote_name(name)
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - a name from the schema


def _size(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def rewrite(connection: BaseDatabaseWrapper) -> None:
    """Write a SQLite database anew, in the order of its keys; raises OperationalError when others hold it too long."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store")
        (before,) = cursor.fetchone()
        # The copy is as large as the database: on disk (in a file that has lost its name), not in a worker's memory.
        cursor.execute("PRAGMA temp_store = FILE")
        try:
            cursor.execute("VACUUM")
        finally:
            cursor.execute(f"PRAGMA temp_store = {before}")


def _is_truncated_within(connection: BaseDatabaseWrapper, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not _is_truncated(connection):
        if time.monotonic() > deadline:
            return False
    return True


def _is_truncated(connection: BaseDatabaseWrapper) -> bool:
    """Truncate the log; wait a tenth of a second for readers, whatever the connection's own timeout is."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (before,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {TRY_MILLISECONDS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not is_busy
