"""A plan in words: why each line, why not each of the rest, and what could not be held."""

from collections.abc import Iterator

import numpy as np

from groundswell.engines.allocation.blockers import Blockers, hours
from groundswell.engines.allocation.plan import Line, Plan, Review, WhyNot
from groundswell.engines.allocation.prices import Price, Prices
from groundswell.engines.allocation.problem import Problem
from groundswell.engines.allocation.relaxation import Relaxed
from groundswell.engines.allocation.score import Sums, missed, value
from groundswell.engines.allocation.tables import MOST_TICKETS, TOUCH, Assignment, Tables

# Prices are asked of so many tickets: each takes a solver some milliseconds.
MOST_PRICED = 100
MOST_PAIRS_PRICED = 4_000


def explained(tables: Tables, plan: Assignment, *, bound: int, seconds: float, relaxed: Relaxed | None = None) -> Plan:
    """Return the plan with its reasons, in the order of the problem."""
    blockers = Blockers(tables, plan)
    is_priced = relaxed is not None and tables.pairs <= MOST_PAIRS_PRICED
    return Plan(
        lines=_lines(tables, plan, blockers.of),
        reviews=_reviews(tables, plan),
        unplanned=_unplanned(tables, blockers, is_priced=is_priced),
        value=value(tables, plan, blockers.of),
        bound=bound,
        seconds=round(seconds, 3),
        notes=tuple(_notes(tables, plan, blockers)),
    )


def _lines(tables: Tables, plan: Assignment, of: Sums) -> tuple[Line, ...]:
    used = np.flatnonzero(plan.hours)
    problem = tables.problem
    lines = [
        (tables.ticket_rows[tables.ticket[pair]], tables.member_rows[tables.member[pair]], int(pair)) for pair in used
    ]
    return tuple(
        Line(
            problem.members[member].id,
            problem.tickets[ticket].id,
            int(plan.hours[pair]) / 2,
            ", ".join(_reasons(tables, plan, of, pair)).capitalize() + ".",
        )
        for ticket, member, pair in sorted(lines)
    )


def _reasons(tables: Tables, plan: Assignment, of: Sums, pair: int) -> Iterator[str]:
    problem, member, ticket = tables.problem, int(tables.member[pair]), int(tables.ticket[pair])
    what = problem.tickets[tables.ticket_rows[ticket]]
    who = problem.members[tables.member_rows[member]]
    if tables.is_pinned[pair]:
        yield "pinned"
    yield (
        "promised to a client"
        if what.promised and what.stream == "client"
        else ("promised" if what.promised else f"{what.stream} work of priority {what.priority}")
    )
    if of.reviewed[ticket]:
        yield "planned whole and reviewed"
    if what.previous_owner == who.id:
        yield "goes on with it"
    elif what.epic is not None and what.epic in who.familiar_epics:
        yield "knows the epic"
    yield from _of_epic(tables, plan, of, pair)


def _of_epic(tables: Tables, plan: Assignment, of: Sums, pair: int) -> Iterator[str]:
    member, epic = int(tables.member[pair]), int(tables.epic[tables.ticket[pair]])
    if epic < 0:
        return
    own = int(plan.hours[pair])
    if tables.is_advocate[member] and tables.is_accelerated[epic]:
        rest = sum(
            int(plan.hours[other])
            for other in tables.pairs_of_members[member]
            if tables.epic[tables.ticket[other]] == epic and other != pair
        )
        if rest < TOUCH:
            yield "keeps an accelerated epic in touch"
    if of.of_epics[epic] - own < tables.epic_least[epic] <= of.of_epics[epic]:
        yield "the epic moves by it"


def _reviews(tables: Tables, plan: Assignment) -> tuple[Review, ...]:
    problem = tables.problem
    found = [
        (tables.ticket_rows[tables.review_ticket[each]], tables.member_rows[tables.reviewer[each]])
        for each in np.flatnonzero(plan.reviews)
    ]
    return tuple(Review(problem.members[who].id, problem.tickets[what].id) for what, who in sorted(found))


def _unplanned(tables: Tables, blockers: Blockers, *, is_priced: bool) -> tuple[WhyNot, ...]:
    of, problem = blockers.of, tables.problem
    open_ones = [place for place in np.flatnonzero(tables.remaining > 0).tolist() if not of.reviewed[place]]
    prices = Prices(tables) if is_priced and open_ones else None
    priced, found = 0, []
    for place in open_ones:
        why = blockers.of_ticket(place)
        if prices is not None and priced < MOST_PRICED and not blockers.is_impossible(place):
            priced += 1
            why = f"{why} {in_words(problem, tables, prices.of(place))}"
        row = tables.ticket_rows[place]
        found.append((row, WhyNot(problem.tickets[row].id, why, int(of.planned[place]) / 2)))
    return tuple(why for _, why in sorted(found, key=lambda one: one[0]))


def in_words(problem: Problem, tables: Tables, price: Price) -> str:
    """Say what planning it whole would cost."""
    if price.points is None:
        return "Planned whole, the limits could not all be held."
    if not price.points:
        return "Planned whole, the best conceivable plan would lose next to nothing: a close call."
    said = f"Planned whole, the best conceivable plan would lose at least {price.points:,} points"
    giving = [
        f"{hours(round(halves))} of {problem.tickets[tables.ticket_rows[what]].id}" for what, halves in price.giving
    ]
    return f"{said}; {' and '.join(giving)} would give way." if giving else f"{said}."


def _notes(tables: Tables, plan: Assignment, blockers: Blockers) -> Iterator[str]:
    if not missed(tables, plan):
        return
    of_epics = tables.problem.epics
    for touch in tables.touches:
        if int(plan.hours[touch.pairs].sum()) < touch.least:
            name, epic = blockers.name(touch.member), of_epics[tables.epic_rows[touch.epic]].id
            why = _why_untouched(blockers, touch.member)
            yield f"{name} cannot work on the accelerated epic {epic}: {why}."


def _why_untouched(blockers: Blockers, member: int) -> str:
    if blockers.of.owned[member] >= MOST_TICKETS:
        return "seven tickets are the most"
    return f"{hours(int(blockers.room[member]))} are free, and hours, budgets or development do not allow more"
