"""What changed since a plan was computed, as far as the plan no longer fits: nobody is asked for what cannot be."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# As the instance of a plan is kept; hours, in halves.
type Told = Mapping[str, Any]
type Lines = Mapping[tuple[str, str], float]


class Drift(StrEnum):
    """How something that a plan rests on is another now."""

    GONE = "gone"
    SMALLER = "smaller"
    NOT_THEIRS = "not_theirs"
    NO_REVIEW = "no_review"
    FEWER_HOURS = "fewer_hours"
    BUDGET = "budget"


@dataclass(frozen=True)
class Drifted:
    """What changed, and of which ticket, member or stream."""

    drift: Drift
    about: str


def drifted(then: Told, now: Told, lines: Lines, reviews: Collection[tuple[str, str]]) -> list[Drifted]:
    """Return what of a plan fits no longer that fitted when it was computed, each once.

    `then` and `now` are the instances of both moments. What did not fit then either was accepted or pinned so, and is
    no news; hours that came on top are none either.
    """
    before, after = _Moment(then, lines, reviews), _Moment(now, lines, reviews)
    named = dict.fromkeys(ticket for _member, ticket in (*lines, *reviews))
    gone = [each for each in named if each in before.tickets and each not in after.tickets]
    found = [Drifted(Drift.GONE, each) for each in gone]
    found += _left(Drift.NOT_THEIRS, before, after, "eligible", lines)
    found += _left(Drift.NO_REVIEW, before, after, "reviewers", reviews)
    tickets = [each for each in named if each in after.tickets]
    found += _more(Drift.SMALLER, tickets, before.beyond_ticket, after.beyond_ticket)
    members = dict.fromkeys(member for member, _ticket in (*lines, *reviews) if member in after.members)
    found += _more(Drift.FEWER_HOURS, members, before.beyond_member, after.beyond_member)
    return found + _more(Drift.BUDGET, after.budgets, before.beyond_budget, after.beyond_budget)


class _Moment:
    """A plan in the world of one moment: its lines, with what was accepted or pinned by then."""

    def __init__(self, told: Told, lines: Lines, reviews: Collection[tuple[str, str]]) -> None:
        self.members: Mapping[str, Told] = {each["id"]: each for each in told["members"]}
        self.tickets: Mapping[str, Told] = {each["id"]: each for each in told["tickets"]}
        self.budgets: Mapping[str, float] = told["budgets"]
        pins = {(each["member"], each["ticket"]): float(each["hours"]) for each in told["pins"]}
        self.hours = {key: max(lines.get(key, 0.0), pins.get(key, 0.0)) for key in {**lines, **pins}}
        self.reviews = [key for key in reviews if key[1] in self.tickets]

    def beyond_ticket(self, ticket: str) -> float:
        """Return by how many hours the plan gives more of a ticket than it has."""
        given = sum(hours for (_member, of), hours in self.hours.items() if of == ticket)
        return given - float(self.tickets[ticket]["remaining_hours"]) if ticket in self.tickets else 0.0

    def beyond_member(self, member: str) -> float:
        """Return by how many hours the plan gives somebody more than they have, in all or for some streams."""
        if member not in self.members:
            return 0.0
        told = self.members[member]
        own = [(ticket, hours) for (who, ticket), hours in self.hours.items() if who == member]
        reviews = sum(float(self.tickets[ticket]["review_hours"]) for who, ticket in self.reviews if who == member)
        beyond = [sum(hours for _ticket, hours in own) + reviews - float(told["capacity_hours"])]
        for pot in told.get("pots", ()):
            of_pot = sum(hours for ticket, hours in own if self._stream(ticket) in pot["streams"])
            beyond.append(of_pot - float(pot["hours"]))
        return max(beyond)

    def _stream(self, ticket: str) -> str:
        return str(self.tickets[ticket]["stream"]) if ticket in self.tickets else ""

    def beyond_budget(self, stream: str) -> float:
        """Return by how many hours the plan gives a stream more than it may take; without a limit by none."""
        of = {each for each, ticket in self.tickets.items() if ticket["stream"] == stream}
        given = sum(hours for (_member, ticket), hours in self.hours.items() if ticket in of)
        return given - float(self.budgets[stream]) if stream in self.budgets else 0.0

    def may(self, member: str, ticket: str, field: str) -> bool:
        """Tell whether somebody may do, or review, a ticket."""
        return ticket in self.tickets and member in self.tickets[ticket][field]


def _left(drift: Drift, before: _Moment, after: _Moment, field: str, pairs: Iterable[tuple[str, str]]) -> list[Drifted]:
    lost = [
        ticket
        for member, ticket in pairs
        if ticket in after.tickets and before.may(member, ticket, field) and not after.may(member, ticket, field)
    ]
    return [Drifted(drift, each) for each in dict.fromkeys(lost)]


def _more(
    drift: Drift, about: Iterable[str], before: Callable[[str], float], after: Callable[[str], float]
) -> list[Drifted]:
    return [Drifted(drift, each) for each in about if after(each) > max(before(each), 0.0)]
