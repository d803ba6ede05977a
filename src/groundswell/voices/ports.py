"""What the voices need from contexts that they do not know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port
from groundswell.people.models import Person
from groundswell.web.ports import Words


@dataclass(frozen=True)
class Outcome:
    """What became of a voice in one place: a concern, say, with its state and the reason for it in plain words.

    `state` is a word of the register ("being fixed"); `station` how far it is on the way from said to helped; `url`
    leads to a page that this author may open, or is empty; `may_confirm`: it is fixed, and the author has not said yet
    whether that helped; `said`: what they said, where they may still say otherwise. It is for the author alone.
    """

    about: UUID
    title: str
    state: str
    reason: str
    day: date
    station: str = "heard"
    url: str = ""
    may_confirm: bool = False
    said: bool | None = None


class OutcomeSource(Protocol):
    """A context that says what became of voices."""

    def outcomes_of(self, voices: Collection[UUID]) -> Mapping[UUID, Sequence[Outcome]]:
        """Return, for each of these voices, what became of it. A constant number of queries."""
        ...

    def confirm(self, voice: UUID, about: UUID, *, helped: bool) -> None:
        """Record that the author of a voice says: this helped, or: not fixed. Saying it twice is saying it once."""
        ...


@dataclass(frozen=True)
class OpenConcern:
    """A concern that somebody can add themselves to."""

    id: UUID
    title: str
    about: str = ""


class CountSource(Protocol):
    """A context whose open concerns can be counted into: "me too", anonymous, one click, never a vote."""

    def open_concerns(self, person: Person) -> Sequence[OpenConcern]:
        """Return the concerns that this person may read and is not counted in yet. A constant number of queries."""
        ...

    def count_me_in(self, person: Person, concern: UUID) -> None:
        """Count one more; a person twice is once, and nobody can read who. LookupError: it is not open to them."""
        ...


class Published(Protocol):
    """A context that shows words because of voices. It also asks `may_publish` whenever it shows them."""

    def voice_withdrawn(self, voice: UUID) -> None:
        """Take out of search and pages whatever leaned on this voice. Called inside the withdrawal's transaction."""
        ...

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Look again whether the words about this may still be shown. Called inside the answer's transaction."""
        ...


class KeyedItems(Protocol):
    """A context that seals things of its own under item keys: without it, a sweep would take those for left over."""

    @property
    def tables(self) -> Sequence[str]:
        """The tables in which they are: nobody stores into them while the sweep looks."""
        ...

    def needed(self, items: Collection[UUID]) -> Collection[UUID]:
        """Return which of these items are stored. A constant number of queries."""
        ...


class SealedToKeys(Protocol):
    """A context that seals things of its own to desk keys: without it, a retired key would be taken for spent."""

    def needs(self, key: UUID) -> bool:
        """Tell whether something is sealed to this key."""
        ...


class SpokenAbout(Protocol):
    """A context in which authors are promised that nothing goes out without their yes."""

    def needs_a_yes(self, voice: UUID) -> bool:
        """Tell whether that was promised to the author of this voice. One query."""
        ...


@dataclass(frozen=True)
class WayByReceipt:
    """Something else that a receipt opens: words of a link, and the route without cookies that asks for the receipt.

    A link, because a form with a receipt goes to the address of its own page alone.
    """

    words: Words
    route: str


outcome_sources: Port[OutcomeSource] = Port()
ways_by_receipt: Port[WayByReceipt] = Port()
count_sources: Port[CountSource] = Port()
published: Port[Published] = Port()
spoken_about: Port[SpokenAbout] = Port()
keyed_items: Port[KeyedItems] = Port()
sealed_to_keys: Port[SealedToKeys] = Port()
