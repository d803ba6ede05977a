"""What was committed is on the disk before anybody hears of it, and several commits share one wait for the disk.

With `synchronous = FULL`, SQLite waits for the disk within the commit, while every other writer stands in line: twenty
people who write at once wait for twenty disks, one after another. Here the commit itself does not wait
(`synchronous = NORMAL`, which keeps the order of what is written); the writer leaves the line, and then waits for the
write-ahead log to be on the disk, beside the others: the kernel serves all who wait by one flush.

Only where there is a write-ahead log, and a system that can flush another handle of its file. Elsewhere FULL stays.

The log is carried into the database in small loads by whoever has the time (`carry_over`). SQLite would have the writer
who fills it do so within its commit: a thousand pages in random places, while every other writer stands in line.
"""

import os
import sqlite3

from django.db import connections

LOG = "-wal"
# Where nobody carries the log over, a writer does after all: 40 MB.
LONGEST_LOG_PAGES = 10_000
CAN_FLUSH = hasattr(os, "fdatasync")


def take_over(connection: sqlite3.Connection) -> bool:
    """Tell whether we wait for the disk from now on, and not SQLite within each commit."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if not CAN_FLUSH or mode != "wal":
        return False
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint={LONGEST_LOG_PAGES}")
    return True


def carry_over() -> None:
    """Carry what the logs of all databases hold into them, as far as no reader is in the way; waits for nobody."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def settle(database: str) -> None:
    """Wait until everything committed to a database file is on the disk; raises OSError where the disk fails.

    A log that is not there holds nothing: whoever removed it had written it into the database, and waited for that.
    """
    try:
        handle = os.open(database + LOG, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        os.fdatasync(handle)
    finally:
        os.close(handle)
