"""What questions need from the outside world."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port
from groundswell.questions.records import Batch


class Reader(Protocol):
    """A source that can be read: a file, a folder, or a service over the network."""

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what there is after the cursor `since` ("" for all of it), each batch with its own cursor."""
        ...


class Holder(Protocol):
    """A context that holds words of questions: a draft that quotes them, a ticket that was made of one."""

    def threads(self) -> Collection[UUID]:
        """Return of which questions it holds something: their numbers, as ids. A constant number of queries."""
        ...

    def forget(self, said: Mapping[UUID, tuple[str, tuple[str, ...]]]) -> None:
        """Remove what somebody said in these questions: the title ("" where it is another's), and their messages.

        Inside the transaction that erases them.
        """
        ...


holders: Port[Holder] = Port()


class WayOut(Protocol):
    """Where a question that was handed on can be made a ticket."""

    def way_out(self, hand_off: UUID) -> tuple[str, str]:
        """Return what the link says, and where it leads. No query."""
        ...


ways_out: Port[WayOut] = Port()
