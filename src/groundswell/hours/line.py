"""The audit line of an action about hours."""

from uuid import UUID

from groundswell.kit import audit
from groundswell.people.models import Person


def write(by: Person | None, verb: str, object_id: UUID | str = "", **changes: object) -> None:
    """Add the line. Changes hold ids, days and numbers of what was agreed; of logged time nothing but that it was."""
    audit.record(actor=None if by is None else by.id, verb=verb, context="hours", object_id=object_id, **changes)
