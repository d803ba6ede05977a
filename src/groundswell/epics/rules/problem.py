"""From members, tickets and epics to the instance of a plan, in the format that `groundswell plan` reads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

type Instance = dict[str, object]

# As every plan has them: nobody takes less of a ticket than two hours, or what is left of it.
CHUNK = 4
MOST_OWNERS = 2
MOST_TICKETS = 7


class Stream(StrEnum):
    """Whom work is for: who pays is another question, and what kind of work it is a third."""

    CLIENT = "client"
    INTERNAL = "internal"
    EXTERNAL = "external"
    CELL = "cell"


@dataclass(frozen=True)
class Pot:
    """Half hours that somebody has at most for these streams together: what was granted, what a limit allows."""

    streams: frozenset[Stream]
    halves: int


def fits_pots(pots: Iterable[Pot], had: Mapping[Stream, int], stream: Stream, halves: int) -> bool:
    """Tell whether so much more of a stream fits what somebody has for it, beside what they have of each stream."""
    return all(
        sum(had.get(each, 0) for each in pot.streams) + halves <= pot.halves for pot in pots if stream in pot.streams
    )


@dataclass(frozen=True)
class Member:
    """Somebody who can take tickets; half hours."""

    id: str
    cell: str | None
    halves: int
    is_advocate: bool = False
    skills: frozenset[str] = frozenset()
    familiar: frozenset[str] = frozenset()
    # Epics and tickets that they do not want to be planned for. No reason is asked.
    not_me: frozenset[str] = frozenset()
    pots: tuple[Pot, ...] = ()


@dataclass(frozen=True)
class Work:
    """A ticket; half hours. Without an epic it is a small tool."""

    id: str
    epic: str | None
    stream: Stream
    cell: str | None
    remaining: int
    review: int
    is_development: bool
    priority: int
    is_promised: bool
    skills: frozenset[str] = frozenset()
    previous: str | None = None
    # Who has accepted it already: nobody else is planned for it.
    holder: str | None = None


@dataclass(frozen=True)
class Body:
    """An epic: which cells help, and in which it is on hold."""

    id: str
    stream: Stream
    is_accelerated: bool
    minimum: int
    cells: frozenset[str] = frozenset()
    held_in: frozenset[str] = frozenset()
    is_held: bool = False
    owner: str | None = None


@dataclass(frozen=True)
class Pin:
    """Half hours of a ticket that somebody is to have, whatever else is planned."""

    member: str
    ticket: str
    halves: int
    # They said yes to it: nothing else may contradict that.
    is_accepted: bool = False


@dataclass(frozen=True)
class Reviewing:
    """Somebody said yes to review a ticket: nobody else is asked to. Half hours of this sprint; 0 of an earlier one."""

    member: str
    ticket: str
    halves: int


@dataclass(frozen=True)
class Asked:
    """Everything that a plan is made from. A budget that is missing is none: those hours are not limited here."""

    members: Sequence[Member]
    work: Sequence[Work]
    bodies: Sequence[Body]
    budgets: Mapping[Stream, int] = field(default_factory=dict)
    pins: Sequence[Pin] = ()
    reviews: Sequence[Reviewing] = ()


@dataclass(frozen=True)
class Wishes:
    """What if: half hours somebody is away, half hours more in a stream, tickets that are promised."""

    away: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[Stream, int] = field(default_factory=dict)
    promised: Collection[str] = ()

    @property
    def are_none(self) -> bool:
        """Whether nothing is wished."""
        return not (self.away or self.more or self.promised)


def wished(asked: Asked, wishes: Wishes) -> Asked:
    """Return what a plan would be made from if it were so. Hours in a stream come to the advocates who fill it."""
    advocates = [each.id for each in asked.members if each.is_advocate]
    more: dict[str, dict[Stream, int]] = {
        who: {
            stream: halves // len(advocates) + (n < halves % len(advocates)) for stream, halves in wishes.more.items()
        }
        for n, who in enumerate(advocates)
    }
    members = [_changed(each, more.get(each.id, {}), wishes.away.get(each.id, 0)) for each in asked.members]
    work = [_promised(each) if each.id in wishes.promised else each for each in asked.work]
    budgets = {stream: halves + wishes.more.get(stream, 0) for stream, halves in asked.budgets.items()}
    return Asked(members, work, asked.bodies, budgets, asked.pins, asked.reviews)


def may_own(member: Member, work: Work, body: Body | None) -> bool:
    """Tell whether a ticket can be planned for somebody.

    Client work stays in its cell. Elsewhere it is for advocates, for the owner of the epic, and for the cells that help
    and do not hold it; what is on hold everywhere is for nobody. Whoever said "not me" is left out, and so is who lacks
    a skill that the ticket names.
    """
    if work.holder is not None:
        return work.holder == member.id
    if body is not None and body.is_held:
        return False
    if {work.id, work.epic} & member.not_me or not work.skills <= member.skills:
        return False
    if work.cell is not None and (work.stream is Stream.CLIENT or not member.is_advocate):
        return member.cell == work.cell and not _is_held(member, body)
    return member.is_advocate or (body is not None and _helps(member, body))


def may_review(member: Member, work: Work) -> bool:
    """Tell whether somebody can review a ticket: who has its skills, in its cell where it belongs to one."""
    fits_cell = work.stream is not Stream.CLIENT or member.cell == work.cell
    return fits_cell and work.skills <= member.skills and work.id not in member.not_me


def instance_of(asked: Asked) -> Instance:
    """Return the instance."""
    bodies = {each.id: each for each in asked.bodies}
    work = {each.id: each for each in asked.work if each.remaining > 0}
    pins = _pins(asked, work)
    agreed = [each for each in pins if each.is_accepted]
    return {
        "members": [_member(each, _accepted(each, agreed, work), asked.reviews) for each in asked.members],
        "tickets": [_ticket(each, asked, bodies.get(each.epic or ""), agreed) for each in work.values()],
        "epics": [_epic(each) for each in asked.bodies],
        "budgets": {
            stream.value: _hours(max(halves, _sum(pin for pin in agreed if work[pin.ticket].stream is stream)))
            for stream, halves in asked.budgets.items()
        },
        "pins": [{"member": each.member, "ticket": each.ticket, "hours": _hours(each.halves)} for each in pins],
    }


def _pins(asked: Asked, work: Mapping[str, Work]) -> list[Pin]:
    """Return the pins of what is there, what was accepted first, and that as far as any plan can hold it.

    A yes is a fact: a ticket that became smaller, a cell that holds the epic now, or hours that nobody entered must not
    make every plan impossible. What somebody who plans pins may contradict itself, and then it is said.
    """
    known = {each.id for each in asked.members}
    there = [each for each in asked.pins if each.member in known and each.ticket in work]
    kept: list[Pin] = []
    for pin in _once(each for each in there if each.is_accepted):
        ticket = work[pin.ticket]
        others = [each for each in kept if each.ticket == pin.ticket]
        left = ticket.remaining - _sum(others)
        halves = min(max(pin.halves, min(CHUNK, ticket.remaining)), left)
        has = sum(each.member == pin.member for each in kept)
        if halves >= min(CHUNK, ticket.remaining) and len(others) < MOST_OWNERS and has < MOST_TICKETS:
            kept.append(replace(pin, halves=halves))
    said = {(each.member, each.ticket) for each in kept}
    return kept + [each for each in there if not each.is_accepted and (each.member, each.ticket) not in said]


def _once(pins: Iterable[Pin]) -> list[Pin]:
    """Return one pin for a member and a ticket, with the hours of all: two offers can be of one ticket."""
    found: dict[tuple[str, str], Pin] = {}
    for pin in pins:
        first = found.get((pin.member, pin.ticket))
        found[pin.member, pin.ticket] = replace(pin, halves=pin.halves + (first.halves if first else 0))
    return list(found.values())


def _sum(pins: Iterable[Pin | Reviewing]) -> int:
    return sum(each.halves for each in pins)


def _accepted(member: Member, agreed: Sequence[Pin], work: Mapping[str, Work]) -> Mapping[Stream, int]:
    """Return the half hours that a member said yes to, by stream."""
    found = dict.fromkeys(Stream, 0)
    for pin in agreed:
        if pin.member == member.id:
            found[work[pin.ticket].stream] += pin.halves
    return found


def _member(member: Member, accepted: Mapping[Stream, int], reviews: Sequence[Reviewing]) -> dict[str, object]:
    to_review = _sum(each for each in reviews if each.member == member.id)
    return {
        "id": member.id,
        "cell": member.cell,
        "capacity_hours": _hours(max(member.halves - to_review, sum(accepted.values()))),
        "advocate": member.is_advocate,
        "familiar_epics": sorted(member.familiar),
        "pots": [
            {
                "streams": sorted(each.value for each in pot.streams),
                "hours": _hours(max(pot.halves, sum(accepted[each] for each in pot.streams))),
            }
            for pot in member.pots
        ],
    }


def _ticket(work: Work, asked: Asked, body: Body | None, agreed: Sequence[Pin]) -> dict[str, object]:
    said_yes = {each.member for each in agreed if each.ticket == work.id}
    # Hours to review that somebody has taken are off their capacity already.
    reviews = [each for each in asked.reviews if each.ticket == work.id]
    fixed = {each.member for each in reviews} & {each.id for each in asked.members} - said_yes
    is_reserved = any(each.halves and each.member in fixed for each in reviews)
    return {
        "id": work.id,
        "epic": work.epic,
        "stream": work.stream.value,
        "cell": work.cell,
        "remaining_hours": _hours(work.remaining),
        "review_hours": _hours(0 if is_reserved else work.review),
        "development": work.is_development,
        "priority": work.priority,
        "promised": work.is_promised,
        "previous_owner": work.previous if work.previous in {each.id for each in asked.members} else None,
        "eligible": [
            each.id
            for each in asked.members
            if each.id in said_yes or (each.id not in fixed and may_own(each, work, body))
        ],
        "reviewers": [each.id for each in asked.members if (each.id in fixed if fixed else may_review(each, work))],
    }


def _epic(body: Body) -> dict[str, object]:
    return {
        "id": body.id,
        "stream": body.stream.value,
        "accelerated": body.is_accelerated,
        "minimum_hours": _hours(body.minimum),
    }


def _helps(member: Member, body: Body) -> bool:
    return (body.owner == member.id or member.cell in body.cells) and not _is_held(member, body)


def _is_held(member: Member, body: Body | None) -> bool:
    return body is not None and not member.is_advocate and member.cell in body.held_in


def _changed(member: Member, more: Mapping[Stream, int], away: int) -> Member:
    pots = [replace(pot, halves=pot.halves + sum(more.get(each, 0) for each in pot.streams)) for pot in member.pots]
    return replace(member, halves=max(member.halves + sum(more.values()) - away, 0), pots=tuple(pots))


def _promised(work: Work) -> Work:
    return replace(work, priority=1, is_promised=True)


def _hours(halves: int) -> float:
    return halves / 2
