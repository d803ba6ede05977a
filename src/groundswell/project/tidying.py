"""What nobody needs any more is removed, and what the database knows of its own tables is kept fresh."""

from datetime import datetime, timedelta

from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult

from groundswell.kit import clock
from groundswell.people.models import Session

EVERY = timedelta(hours=1)
KEEP_TASKS = timedelta(days=1)


class Tidying:
    """A sweep: once an hour, removes ended sessions, and tasks that were done a day ago with what they were given."""

    def __init__(self) -> None:
        self._due: datetime | None = None

    def __call__(self) -> None:
        """Tidy when an hour has passed, and when the worker has just begun."""
        now = clock.now()
        if self._due is not None and now < self._due:
            return
        self._due = now + EVERY
        DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS).delete()
        Session.objects.filter(expire_date__lt=now).delete()
        for alias in connections:
            _refresh_statistics(alias)


def _refresh_statistics(alias: str) -> None:
    """Let SQLite learn which index to choose; PostgreSQL does so by itself."""
    if connections[alias].vendor == "sqlite":
        # By itself it reads first and then wants to write: whoever wrote between the two made it fail.
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA optimize")
