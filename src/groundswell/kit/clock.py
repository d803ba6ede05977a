"""The one clock: every context asks here, so that a test can hold time still."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the present day of the installation's time zone."""
    return timezone.localdate()


def local() -> datetime:
    """Return the present moment in the installation's time zone: for what is due at an hour of its day."""
    return timezone.localtime()
