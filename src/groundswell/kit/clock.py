"""The one clock: every context asks here, so that a test, or the telling of a demo's past, can hold time still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC; without settings too, for commands that need no installation."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """Return the present day of the installation's time zone."""
    return timezone.localdate(now())


def midnight(day: date) -> datetime:
    """Return the moment at which a day of the installation's time zone begins."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def local() -> datetime:
    """Return the present moment in the installation's time zone: for what is due at an hour of its day."""
    return timezone.localtime(now())


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let it be this moment (aware) for what runs inside, in this thread alone."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
