"""What the register needs of other contexts."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port
from groundswell.people.models import Person


class Cases(Protocol):
    """A context that knows cases of a concern: what somebody outside asked."""

    def cases_of(self, concern: UUID, person: Person) -> Sequence[tuple[str, str]]:
        """Return what each is called now, and its page, of those that this person may read. One query."""
        ...


cases_outside: Port[Cases] = Port()
