"""Pins that cannot be held together: the fewest that contradict each other, and the limit that they meet, in words."""

from collections.abc import Callable, Iterator, Sequence

from groundswell.engines.allocation.problem import Member, Pin, Problem, Ticket
from groundswell.engines.allocation.tables import CHUNK, MOST_OWNERS, MOST_TICKETS

Pins = Sequence[tuple[int, Pin]]


class Conflict(ValueError):
    """What people asked for cannot all be done; the sentence names the fewest wishes that contradict each other.

    How many hours somebody has is theirs to tell: it names who has too few, and not how many.
    """

    def __init__(self, sentence: str, pins: Sequence[int]) -> None:
        super().__init__(sentence)
        self.pins = tuple(pins)


def check_pins(problem: Problem) -> None:
    """Raise Conflict where pins cannot be held.

    Whatever is not pinned may be nothing, so pins meet a limit among themselves or not at all; an advocate's
    development is the one limit that other hours can widen.
    """
    asked = [(row, pin) for row, pin in enumerate(problem.pins) if pin.hours]
    members = {one.id: one for one in problem.members}
    tickets = {one.id: one for one in problem.tickets}
    for row, pin in asked:
        if sentence := _alone(pin, members[pin.member], tickets[pin.ticket]):
            raise Conflict(f"pins[{row}]: {sentence}", [row])
    for clash in _together(problem, asked, members, tickets):
        raise clash


def unbalanced(problem: Problem, advocates: Sequence[int]) -> Conflict:
    """Return the conflict of advocates whose other work is pinned, and for whom no development fits beside it."""
    tickets = {one.id: one for one in problem.tickets}
    names = [problem.members[row].id for row in advocates]
    pins = [
        (row, pin)
        for row, pin in enumerate(problem.pins)
        if pin.hours and pin.member in names and not tickets[pin.ticket].development
    ]
    who = ", ".join(names)
    return _conflict(pins, f"at least half of an advocate's hours are development, and not enough of it fits ({who})")


def _alone(pin: Pin, member: Member, ticket: Ticket) -> str:
    least = min(CHUNK / 2, ticket.remaining_hours)
    if member.id not in ticket.eligible:
        return f"{member.id} is pinned to {ticket.id} and may not do it."
    if pin.hours > ticket.remaining_hours:
        return f"{pin.hours:g} h of {ticket.id} are pinned, and {ticket.remaining_hours:g} h of it remain."
    if pin.hours < least:
        return f"{pin.hours:g} h of {ticket.id} are pinned, and nobody takes less of it than {least:g} h."
    if pin.hours > member.capacity_hours:
        return f"{pin.hours:g} h are pinned to {member.id}, who has fewer."
    for pot in member.pots:
        if ticket.stream in pot.streams and pin.hours > pot.hours:
            streams = " and ".join(pot.streams)
            return f"{pin.hours:g} h of {ticket.id} are pinned to {member.id}, who has fewer for {streams} work."
    return ""


def _together(
    problem: Problem, asked: Pins, members: dict[str, Member], tickets: dict[str, Ticket]
) -> Iterator[Conflict]:
    for name, member in members.items():
        own = [each for each in asked if each[1].member == name]
        yield from _beyond(own, _hours, member.capacity_hours, f"{name} has fewer hours")
        yield from _beyond(own, len, MOST_TICKETS, f"nobody has more than {MOST_TICKETS} tickets in a sprint")
        for pot in member.pots:
            within = [each for each in own if tickets[each[1].ticket].stream in pot.streams]
            streams = " and ".join(pot.streams)
            yield from _beyond(within, _hours, pot.hours, f"{name} has fewer hours for {streams} work")
        if member.advocate:
            yield from _unbalanced(problem, member, own, tickets)
    for name, ticket in tickets.items():
        own = [each for each in asked if each[1].ticket == name]
        yield from _beyond(own, _hours, ticket.remaining_hours, f"{ticket.remaining_hours:g} h of {name} remain")
        yield from _beyond(own, len, MOST_OWNERS, f"a ticket has at most {MOST_OWNERS} owners")
    for stream, hours in problem.budgets.items():
        own = [each for each in asked if tickets[each[1].ticket].stream == stream]
        yield from _beyond(own, _hours, hours, f"the {stream} budget is {hours:g} h")


def _hours(pins: Pins) -> float:
    return sum(pin.hours for _, pin in pins)


def _beyond(own: Pins, measure: Callable[[Pins], float], most: float, limit: str) -> Iterator[Conflict]:
    if measure(own) > most:
        fewest = _fewest(own, lambda pins: measure(pins) > most)
        yield _conflict(fewest, limit)


def _fewest(pins: Pins, is_too_much: Callable[[Pins], bool]) -> Pins:
    """Leave out each pin without which the rest still clashes: every one that stays is needed."""
    kept = sorted(pins, key=lambda one: one[1].hours)
    for one in list(kept):
        rest = [each for each in kept if each is not one]
        kept = rest if is_too_much(rest) else kept
    return kept


def _unbalanced(problem: Problem, member: Member, own: Pins, tickets: dict[str, Ticket]) -> Iterator[Conflict]:
    """Half of an advocate's hours are development: compare what is pinned with the most development there could be."""

    def is_too_much(pins: Pins) -> bool:
        other = sum(pin.hours for _, pin in pins if not tickets[pin.ticket].development)
        return other > _most_development(problem, member, pins, tickets)

    if is_too_much(own):
        fewest = _fewest(own, is_too_much)
        yield _conflict(fewest, f"at least half of the hours of {member.id}, who is an advocate, are development")


def _most_development(problem: Problem, member: Member, pins: Pins, tickets: dict[str, Ticket]) -> float:
    """Return the most development that fits beside an advocate's pins, largest tickets first; never too little."""
    pinned = {pin.ticket for _, pin in pins}
    has = sum(pin.hours for _, pin in pins if tickets[pin.ticket].development)
    refused = {pin.ticket for pin in problem.pins if pin.member == member.id and not pin.hours}
    free = [
        one.remaining_hours
        for one in problem.tickets
        if one.development and member.id in one.eligible and one.id not in pinned | refused
    ]
    more = sum(sorted(free, reverse=True)[: MOST_TICKETS - len(pins)])
    return min(has + more, member.capacity_hours - _hours(pins) + has)


def _conflict(pins: Pins, limit: str) -> Conflict:
    said = [
        f"{pin.hours:g} h of {pin.ticket} for {pin.member} (pins[{row}])"
        for row, pin in sorted(pins, key=lambda one: one[0])[:5]
    ]
    more = f" and {len(pins) - 5} more" if len(pins) > 5 else ""  # noqa: PLR2004 - a sentence has an end
    return Conflict(
        f"These pins cannot be held together: {', '.join(said)}{more}: {limit}. Each alone could be let go.",
        sorted(row for row, _ in pins),
    )
