"""What a key looks like, how long it lives, and what counts as one."""

import re
from datetime import date, timedelta

PREFIX = "gsw_"
SECRET_BYTES = 32
# 32 random bytes in letters that fit into an address and a header.
_SHAPE = re.compile(r"gsw_[A-Za-z0-9_-]{43}")
DAYS_OFFERED = (30, 90, 365)
LONGEST_NAME = 100
MOST_KEYS = 20


def is_shaped(text: str) -> bool:
    """Tell whether a text could be a key at all, so that the database is not asked about anything else."""
    return _SHAPE.fullmatch(text) is not None


def bearer(header: str) -> str:
    """Return what a header Authorization carries as a bearer, or nothing."""
    scheme, _, value = header.partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def expires(today: date, days: int) -> date:
    """Return the first day on which a key no longer opens anything; ValueError for a number that is not offered."""
    if days not in DAYS_OFFERED:
        raise ValueError(days)
    return today + timedelta(days=days)


def is_open(*, expires_on: date, ended_on: date | None, is_active: bool, today: date) -> bool:
    """Tell whether a key opens something today: it was not ended, its days are not over, its owner belongs here."""
    return is_active and ended_on is None and today < expires_on
