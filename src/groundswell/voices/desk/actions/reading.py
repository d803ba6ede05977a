"""A reader opens words: counted in the log that members can see, and nothing else is kept of it."""

from django.db import transaction

from groundswell.kit import audit
from groundswell.voices.desk.unlocked import Unlocked


@transaction.atomic
def read(*, unlocked: Unlocked, count: int) -> None:
    """Add a line to the log for each voice that is opened. Which one it was would lead from the log to a dialogue."""
    for _ in range(count):
        audit.record(actor=unlocked.reader.pk, verb="read", context="voices")
