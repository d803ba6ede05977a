"""Deleted means gone: from the database's files too, and not only from its tables.

On SQLite four things keep what was deleted: freed pages (overwritten, because `secure_delete` is on), gaps between the
rows of a page, where copies stay behind when pages split (`secure_delete` does not reach them: one deleted text in a
few hundred was found there), the segments of the full-text index (until `optimize`), and the write-ahead log (until a
truncating checkpoint, for which no reader may be in the way). So the indexes are optimised, the file is written anew,
and the log is truncated. On PostgreSQL a vacuum does it, in its own time, and the nightly `shuffle` for sealed tables.
"""

import logging
import time
from functools import partial

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PATIENCE = 2.0
TRY_MILLISECONDS = 100
# Writing anew takes about half a second for so much, and other writers wait meanwhile.
REWRITE_BYTES = 64 * 1024 * 1024

logger = logging.getLogger(__name__)


def erase(using: str = DEFAULT_DB_ALIAS, *, was_indexed: bool = True, rewrite_bytes: int = REWRITE_BYTES) -> None:
    """Make what this transaction deletes gone from the files, once it is committed (at once when there is none).

    `was_indexed`: whether words were readable, in a table or in the search index. Of sealed things whose keys are
    shredded only noise can be left, and truncating the log is enough. A larger database than `rewrite_bytes` is
    written anew in the night only, and a reader in the way is waited for, two seconds at most.
    """
    act = partial(_erase_or_log, using, was_indexed=was_indexed, rewrite_bytes=rewrite_bytes)
    transaction.on_commit(act, using=using, robust=True)


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
        return True
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
