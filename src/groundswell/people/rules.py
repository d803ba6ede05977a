"""Decisions about people and time, in plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from unicodedata import category

LONGEST_NAME = 200
# Marks that turn the writing direction: a name with one would rearrange the words around it.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Grant(StrEnum):
    """What a role allows its holder to open, besides what every member may."""

    NONE = ""
    ADVOCATE = "advocate"
    ALTERNATE = "alternate"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"
    REFERRER = "referrer"


class Audience(StrEnum):
    """The ladder from narrow to wide: who can read something. Widening is always an act of its author."""

    ME = "me"
    ADVOCATE = "advocate"
    CELL = "cell"
    ORGANISATION = "organisation"
    PUBLIC = "public"

    def is_wider_than(self, other: "Audience") -> bool:
        """Tell whether more people read this than `other`."""
        ladder = list(Audience)
        return ladder.index(self) > ladder.index(other)


def is_name(text: str) -> bool:
    """Tell whether this can be a name: short, with something to see, and only what people write.

    So it has no control characters, and nothing that turns other words.
    """
    is_written = _TURNING.isdisjoint(text) and all(category(letter) not in {"Cc", "Cs", "Cn"} for letter in text)
    return is_written and len(text) <= LONGEST_NAME and any(category(letter)[0] in "LNPS" for letter in text)


READING = frozenset({Grant.ADVOCATE, Grant.ALTERNATE})


@dataclass(frozen=True, order=True)
class Spell:
    """The days from `first` (included) to `end` (excluded); no end means that it still runs."""

    first: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the spell covers this day."""
        return self.first <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Spell") -> bool:
        """Tell whether the two share a day."""
        return _begins_before_the_end(self, other) and _begins_before_the_end(other, self)

    def cut(self, day: date) -> "Spell | None":
        """Return what is left when it ends on this day at the latest: None when nothing is."""
        if self.first >= day:
            return None
        return Spell(self.first, day if self.end is None else min(self.end, day))


def _begins_before_the_end(one: Spell, other: Spell) -> bool:
    return other.end is None or one.first < other.end


class BackFault(StrEnum):
    """Why days away cannot end on a day."""

    OVER = "over"
    BEFORE = "before"
    LONGER = "longer"
    PAST = "past"


def back_fault(first: date, last: date, to_on: date, today: date) -> BackFault | None:
    """Return why days away from `first` to `last` cannot end on `to_on`, or None. Days past stay as they were."""
    if last < today:
        return BackFault.OVER
    if to_on < first:
        return BackFault.BEFORE
    if to_on > last:
        return BackFault.LONGER
    return BackFault.PAST if to_on < today - timedelta(days=1) else None


def away_until_now(first: date, today: date) -> date | None:
    """Return the last day away of whoever is back today: what is past stays. None: nothing of it is past."""
    return today - timedelta(days=1) if first < today else None


def held_against(grants: Iterable[tuple[Grant, Spell]], wanted: Grant, when: Spell) -> bool:
    """Tell whether somebody would be advocate and alternate on the same day.

    The alternate is who a concern about the advocate goes to, so the two are never one person.
    """
    if wanted not in READING:
        return False
    return any(grant in READING and grant != wanted and spell.overlaps(when) for grant, spell in grants)


def is_vouched_for(address: object, verified: object, trusted_domains: Iterable[str]) -> bool:
    """Tell whether an identity provider answers for an address, by its claims `email` and `email_verified`.

    Silence is no yes, unless the operator trusts the domain; a no is a no everywhere. Some providers write "true".
    """
    if not isinstance(address, str) or "@" not in address:
        return False
    if verified is None:
        return address.rpartition("@")[2].lower() in {domain.lower() for domain in trusted_domains}
    return verified is True or (isinstance(verified, str) and verified.lower() == "true")


def ancestors[Key](cell: Key, parents: Mapping[Key, Key | None]) -> list[Key]:
    """Return the cells around a cell, the nearest first; `parents` maps a cell to the one around it."""
    found: list[Key] = []
    around = parents.get(cell)
    while around is not None and around not in found:
        found.append(around)
        around = parents.get(around)
    return found


def makes_a_cycle[Key](cell: Key, parent: Key | None, parents: Mapping[Key, Key | None]) -> bool:
    """Tell whether putting `cell` into `parent` would put it into itself."""
    return parent is not None and (parent == cell or cell in ancestors(parent, parents))


@dataclass(frozen=True)
class Milestone:
    """A named day of every sprint; day 1 is the first."""

    name: str
    day: int


@dataclass(frozen=True)
class Sprint:
    """One sprint: its days `first` to `last` (both included) and its milestones with their dates, in order."""

    number: int
    first: date
    last: date
    milestones: tuple[tuple[str, date], ...] = ()

    @property
    def days(self) -> int:
        """Return the length in days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, order=True)
class Stretch:
    """Sprints of one length from a day on. A new stretch begins a new sprint, and may cut the running one short."""

    first: date
    days: int
    number: int


@dataclass(frozen=True)
class Calendar:
    """The organisation's sprints: stretches in order of their first day, and the milestones of every sprint."""

    stretches: Sequence[Stretch]
    milestones: Sequence[Milestone] = ()

    def sprint_of(self, day: date) -> Sprint:
        """Return the sprint that holds this day. Days before the first stretch are counted backwards in its length."""
        stretch = max((stretch for stretch in self.stretches if stretch.first <= day), default=min(self.stretches))
        count = (day - stretch.first).days // stretch.days
        first = stretch.first + timedelta(days=count * stretch.days)
        last = first + timedelta(days=stretch.days - 1)
        follower = min((other.first for other in self.stretches if other.first > day), default=None)
        if follower is not None and stretch.first <= day:
            last = min(last, follower - timedelta(days=1))
        return Sprint(stretch.number + count, first, last, self._milestones_between(first, last))

    def after(self, sprint: Sprint) -> Sprint:
        """Return the next sprint."""
        return self.sprint_of(sprint.last + timedelta(days=1))

    def before(self, sprint: Sprint) -> Sprint:
        """Return the previous sprint."""
        return self.sprint_of(sprint.first - timedelta(days=1))

    def with_stretch(self, first: date, days: int) -> Stretch:
        """Return the stretch that lets sprints of `days` days begin on `first`, numbered on from what runs before."""
        earlier = Calendar([stretch for stretch in self.stretches if stretch.first < first] or self.stretches)
        running = earlier.sprint_of(first - timedelta(days=1))
        return Stretch(first, days, running.number + 1)

    def _milestones_between(self, first: date, last: date) -> tuple[tuple[str, date], ...]:
        # A sprint cut short keeps all its milestones: those past its end fall on its last day.
        ordered = sorted(self.milestones, key=lambda milestone: milestone.day)
        return tuple((each.name, min(first + timedelta(days=each.day - 1), last)) for each in ordered)


STANDARD_MILESTONES = (
    Milestone("mid-sprint update", 7),
    Milestone("ticket cut-off", 9),
    Milestone("end-of-sprint update", 14),
)
# A Monday, so that an installation that has not chosen yet still has sprints.
STANDARD_STRETCH = Stretch(date(2024, 1, 1), 14, 1)
SHORTEST_SPRINT_DAYS = 5
LONGEST_SPRINT_DAYS = 42


@dataclass(frozen=True)
class Attention:
    """The minutes asked of a member within a sprint, held against the cap."""

    asked: int
    cap: int

    @property
    def left(self) -> int:
        """Return the minutes that may still be asked without a reason."""
        return max(self.cap - self.asked, 0)

    @property
    def is_over(self) -> bool:
        """Tell whether more than the cap is asked."""
        return self.asked > self.cap


def attention(minutes_asked: int, cap: int) -> Attention:
    """Hold the minutes asked in a sprint against the cap of the organisation."""
    return Attention(minutes_asked, cap)


def needs_a_reason(asked: int, minutes: int, cap: int) -> bool:
    """Tell whether asking `minutes` more of everybody goes past the cap, so that a person must say why."""
    return asked + minutes > cap
