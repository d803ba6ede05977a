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
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
    if answer != "ok":
        found.append(fault(f"The {alias} database is damaged ({answer}).", "Stop it, and restore the newest backup."))
    return found


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
