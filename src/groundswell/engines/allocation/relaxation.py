"""The linear relaxation: what the whole plan could be worth at most, and roughly how it would look.

An owner costs in proportion to the part of the ticket; then being the owner needs no column of its own, which leaves
half of the columns and a third of the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.engines.allocation.program import ENDLESS, Option, Program, Solution, solve
from groundswell.engines.allocation.score import MISSED_TOUCH
from groundswell.engines.allocation.tables import ABOVE_SOFT, MOST_OWNERS, MOST_TICKETS, WHOLE, Floats, Ints, Tables


@dataclass(frozen=True)
class Relaxation:
    """The program, and where its columns stand."""

    program: Program
    hours: Ints
    reviews: Ints
    epics: Ints
    above: Ints
    touches: Ints
    ticket_rows: Ints
    whole_rows: Ints


@dataclass(frozen=True)
class Relaxed:
    """Its solution: half hours of pairs, what one would lose, shares of reviews, prices, and a bound that holds."""

    hours: Floats
    loss: Floats
    reviews: Floats
    duals: Floats
    bound: float
    written: Relaxation


def relaxation(tables: Tables, least_missed: int = 0) -> Relaxation:
    """Write the relaxation down."""
    program = Program()
    share = 1 / np.maximum(tables.most, 1)
    used = tables.most > 0
    worth = tables.worth[tables.ticket] - tables.cost * share
    hours = program.add_columns(tables.pairs, worth, tables.least, tables.most, is_whole=False)
    can_be_whole = tables.remaining[tables.review_ticket] > 0
    gain = WHOLE * tables.remaining[tables.review_ticket]
    reviews = program.add_columns(len(tables.reviewer), gain, 0, can_be_whole, is_whole=False)
    epics = program.add_columns(tables.epics, tables.epic_worth, 0, 1, is_whole=False)
    above = program.add_columns(tables.members, -ABOVE_SOFT, 0, tables.capacity - tables.soft, is_whole=False)
    touches = program.add_columns(len(tables.touches), -MISSED_TOUCH, 0, 1, is_whole=False)
    of_ticket, of_reviews = (tables.ticket, hours, 1), (tables.review_ticket, reviews)
    remaining = tables.remaining
    ticket_rows = program.add_rows(tables.tickets, -ENDLESS, remaining, of_ticket)
    whole = (*of_reviews, -remaining[tables.review_ticket])
    whole_rows = program.add_rows(tables.tickets, 0, ENDLESS, of_ticket, whole)
    few = np.flatnonzero(
        np.bincount(tables.ticket, used * share * remaining[tables.ticket], tables.tickets) > MOST_OWNERS
    )
    _add_owners(program, tables, hours, share, few)
    pairs, beside = tables.overlap
    both = np.arange(len(pairs))
    program.add_rows(len(pairs), -ENDLESS, 1, (both, hours[pairs], share[pairs]), (both, reviews[beside], 1))
    load = (tables.member, hours, 1), (tables.reviewer, reviews, tables.review[tables.review_ticket])
    program.add_rows(tables.members, -ENDLESS, tables.soft, *load, (np.arange(tables.members), above, -1))
    program.add_rows(tables.members, -ENDLESS, MOST_TICKETS, (tables.member, hours, share))
    _add_shared(program, tables, hours, epics, touches=touches, least_missed=least_missed)
    return Relaxation(program, hours, reviews, epics, above, touches, ticket_rows, whole_rows)


def _add_owners(program: Program, tables: Tables, hours: Ints, share: Floats, few: Ints) -> None:
    """Limit the owners of the tickets where the hours alone do not."""
    row = np.full(tables.tickets, -1)
    row[few] = np.arange(len(few))
    pairs = np.flatnonzero(row[tables.ticket] >= 0)
    program.add_rows(len(few), -ENDLESS, MOST_OWNERS, (row[tables.ticket[pairs]], hours[pairs], share[pairs]))


def _add_shared(
    program: Program, tables: Tables, hours: Ints, epics: Ints, *, touches: Ints, least_missed: int
) -> None:
    epic = tables.epic[tables.ticket]
    of_epic = np.flatnonzero(epic >= 0)
    moves = np.arange(tables.epics), epics, -tables.epic_least
    program.add_rows(tables.epics, 0, ENDLESS, (epic[of_epic], hours[of_epic], 1), moves)
    for stream in np.flatnonzero(tables.budget >= 0):
        own = np.flatnonzero(tables.stream[tables.ticket] == stream)
        program.add_rows(1, -ENDLESS, tables.budget[stream], (0, hours[own], 1))
    program.add_rows(len(tables.pot_hours), -ENDLESS, tables.pot_hours, (tables.in_pot, hours[tables.pot_pair], 1))
    for member in np.flatnonzero(tables.is_advocate):
        own = tables.pairs_of_members[member]
        sign = np.where(tables.is_development[tables.ticket[own]], 1, -1)
        program.add_rows(1, 0, ENDLESS, (0, hours[own], sign))
    for touch, missing in zip(tables.touches, touches, strict=True):
        touched, untouched = (0, hours[touch.pairs], 1), (0, np.array([missing]), touch.least)
        program.add_rows(1, touch.least, ENDLESS, touched, untouched)
    if least_missed:
        program.add_rows(1, least_missed, ENDLESS, (0, touches, 1))


def relaxed(
    tables: Tables, *, seconds: float, least_missed: int = 0, options: Mapping[str, Option] | None = None
) -> Relaxed | None:
    """Solve the relaxation; None where the time was too short."""
    written = relaxation(tables, least_missed)
    if not written.program.columns:
        return Relaxed(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), 0.0, written)
    found: Solution = solve(written.program, seconds=seconds, is_relaxed=True, options=options)
    if found.values is None or found.is_infeasible or not len(found.duals):
        return None
    bound = written.program.bound(found.duals) + MISSED_TOUCH * least_missed
    loss = np.maximum(0, -written.program.left(found.duals)[written.hours])
    return Relaxed(found.values[written.hours], loss, found.values[written.reviews], found.duals, bound, written)
