"""What people's pages need from contexts that they do not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from groundswell.kit.ports import Port
from groundswell.people.models import Person


@dataclass(frozen=True)
class Ask:
    """One thing that a member is asked to confirm, on the page of everything that waits for them.

    `key` is a name of the source's own; `choices` are pairs of a value and its words, of which none is preselected
    ("later" stands beside them anyway); `minutes` is the honest guess of what reading and answering takes; `url` is
    where more about it stands, and `url_words` what one does there ("Read it first" where the source says nothing).
    `note` says who reads what comes of an answer, and what silence does.
    """

    key: str
    question: str
    text: str = ""
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minutes: int = 1
    url: str = ""
    url_words: str = ""


class WaitingSource(Protocol):
    """A context that asks members to confirm something."""

    name: str

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for this person. A constant number of queries."""
        ...

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more, and Refused with a sentence when it cannot be."""
        ...


class LetterSection(Protocol):
    """A context's part of the weekly letter."""

    order: int

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return lines of plain text about what happened after `since` (None: ever) until `day`; none is fine.

        A line never repeats the words of a voice, and its number of queries is constant.
        """
        ...


class Announcement(Protocol):
    """A context for which the letter starts a period, say the seven days in which an author may object."""

    def announced(self, day: date, *, went_out: date) -> None:
        """Note that this day's letter has gone to everyone, maybe later. Called again after a crash: twice is once."""
        ...


class Farewell(Protocol):
    """A context that loses something when somebody leaves or ends a role."""

    def lost_with(self, person: Person) -> Sequence[str]:
        """Return sentences that say what would be lost, for the page that asks whether to go on."""
        ...


class Departure(Protocol):
    """A context in which something of somebody's ends on the day they leave."""

    def departed(self, person: Person) -> None:
        """End it, inside the transaction that ends their access, or that of a sweep on the day of a planned leave."""
        ...


departures: Port[Departure] = Port()
waiting_sources: Port[WaitingSource] = Port()
letter_sections: Port[LetterSection] = Port()
announcements: Port[Announcement] = Port()
farewells: Port[Farewell] = Port()
