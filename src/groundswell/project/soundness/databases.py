"""Databases: they answer, are whole, and are of this version."""

import sqlite3

from django.db import DatabaseError, OperationalError, connections

from groundswell.kit import clock
from groundswell.project.faults import Fault
from groundswell.project.preparation import pending
from groundswell.project.soundness.finding import Finding, fault

OLDEST_SQLITE = (3, 37)
OLDEST_POSTGRESQL = 150000
MOST_SECONDS_APART = 5


def inspect(alias: str) -> list[Finding]:
    """Look at one database; the others are looked at even when this one does not answer."""
    try:
        needed = pending(alias)
        found = _sqlite(alias) if connections[alias].vendor == "sqlite" else _postgresql(alias)
    except Fault as refused:
        return [fault(str(refused), "Start the database, or name another in GROUNDSWELL_DATABASE_URL.")]
    except (DatabaseError, OperationalError) as error:
        return [
            fault(f"The {alias} database cannot be read: {error}.", "Restore it from a backup: groundswell restore.")
        ]
    if needed:
        count = len(needed)
        steps = f"{count} step{'s' if count > 1 else ''} behind this version (the first is {needed[0]})"
        found.append(
            fault(f"The {alias} database is {steps}.", "`groundswell serve` upgrades it, with a backup first.")
        )
    return found


def _sqlite(alias: str) -> list[Finding]:
    found = []
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        remedy = "Use a Python with a newer SQLite, or PostgreSQL."
        found.append(fault(f"SQLite {sqlite3.sqlite_version} is too old.", remedy))
    answer = next(iter(damage(alias)), None)
    if answer is not None:
        found.append(fault(f"The {alias} database is damaged ({answer}).", "Stop it, and restore the newest backup."))
    return found


def damage(alias: str, pragma: str = "quick_check") -> list[str]:
    """Return what SQLite finds damaged in a database, each sentence once; `pragma` may also be "integrity_check".

    SQLite 3.40 calls every row of a table without rowid empty whose key is not its first column: a query disproves it.
    """
    with connections[alias].cursor() as cursor:
        # Without a limit of its own it stops after 100 sentences, and false ones would hide true ones.
        cursor.execute(f"PRAGMA {pragma}({_ALL})")
        said = dict.fromkeys(str(row[0]) for row in cursor if row[0] != "ok")
    return [sentence for sentence in said if not (sentence.startswith(_EMPTY) and _is_full(alias, sentence))]


_ALL = 2**31 - 1
_EMPTY = "NULL value in "


def _is_full(alias: str, sentence: str) -> bool:
    table, column = sentence.removeprefix(_EMPTY).rsplit(".", 1)
    with connections[alias].cursor() as cursor:
        quote = connections[alias].ops.quote_name
        # A column that may not be empty answers from its declaration; `+` makes SQLite look at the rows.
        where = f"typeof(+{quote(column)}) = 'null'"
        cursor.execute(f"SELECT NOT EXISTS (SELECT 1 FROM {quote(table)} WHERE {where})")  # noqa: S608 - our own names
        return bool(cursor.fetchone()[0])


def _postgresql(alias: str) -> list[Finding]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, now()")
        version, moment = cursor.fetchone()
    found = []
    if version < OLDEST_POSTGRESQL:
        found.append(fault(f"PostgreSQL {version // 10000} is too old.", "Use PostgreSQL 15 or newer."))
    apart = abs((clock.now() - moment).total_seconds())
    if apart > MOST_SECONDS_APART:
        remedy = "Let both machines ask the same time server."
        found.append(fault(f"This machine's clock and the database's differ by {apart:.0f} seconds.", remedy))
    return found
