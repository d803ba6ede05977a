"""What a plan is worth, and whether it holds every limit."""

from dataclasses import dataclass

import numpy as np

from groundswell.engines.allocation.tables import (
    ABOVE_SOFT,
    MOST_OWNERS,
    MOST_TICKETS,
    WHOLE,
    Assignment,
    Ints,
    Tables,
)

# More than anything that an hour of an advocate could be worth elsewhere: touches come first.
MISSED_TOUCH = 20_000


@dataclass(frozen=True)
class Sums:
    """A plan, added up by whatever has a limit."""

    load: Ints
    planned: Ints
    owners: Ints
    owned: Ints
    reviewed: Ints
    of_epics: Ints
    of_streams: Ints
    of_pots: Ints
    balance: Ints


def sums(tables: Tables, plan: Assignment) -> Sums:
    """Add a plan up; `balance`: development minus other half hours of each member."""
    members, tickets = tables.members, tables.tickets
    is_used = (plan.hours > 0).astype(np.int64)
    reviews = plan.reviews * tables.review[tables.review_ticket]
    planned = _added(tables.ticket, plan.hours, tickets)
    has_epic = tables.epic >= 0
    signs = np.where(tables.is_development[tables.ticket], 1, -1)
    return Sums(
        load=_added(tables.member, plan.hours, members) + _added(tables.reviewer, reviews, members),
        planned=planned,
        owners=_added(tables.ticket, is_used, tickets),
        owned=_added(tables.member, is_used, members),
        reviewed=_added(tables.review_ticket, plan.reviews.astype(np.int64), tickets),
        of_epics=_added(tables.epic[has_epic], planned[has_epic], tables.epics),
        of_streams=_added(tables.stream, planned, len(tables.budget)),
        of_pots=_added(tables.in_pot, plan.hours[tables.pot_pair], len(tables.pot_hours)),
        balance=_added(tables.member, signs * plan.hours, members),
    )


def _added(where: Ints, what: Ints, size: int) -> Ints:
    return np.bincount(where, what, size).astype(np.int64)


def value(tables: Tables, plan: Assignment, of: Sums | None = None) -> int:
    """Return what a plan is worth."""
    of = of or sums(tables, plan)
    whole = of.reviewed > 0
    return int(
        (tables.worth * of.planned).sum()
        + WHOLE * tables.remaining[whole].sum()
        + tables.epic_worth[of.of_epics >= tables.epic_least].sum()
        - tables.cost[plan.hours > 0].sum()
        - ABOVE_SOFT * np.maximum(0, of.load - tables.soft).sum()
    )


def missed(tables: Tables, plan: Assignment) -> int:
    """Return how many accelerated epics are not touched by an advocate who could."""
    return sum(int(plan.hours[touch.pairs].sum()) < touch.least for touch in tables.touches)


def merit(tables: Tables, plan: Assignment) -> int:
    """Return what plans are compared by: touches first, then value."""
    return value(tables, plan) - MISSED_TOUCH * missed(tables, plan)


def is_sound(tables: Tables, plan: Assignment) -> bool:
    """Say whether a plan holds every limit."""
    of = sums(tables, plan)
    used = plan.hours > 0
    pairs, reviews = tables.overlap
    chunk = np.where(tables.is_pinned, tables.least, np.minimum(tables.chunk[tables.ticket], tables.most))
    has_budget = tables.budget >= 0
    return bool(
        (plan.hours >= tables.least).all()
        and (plan.hours <= tables.most).all()
        and (plan.hours[used] >= chunk[used]).all()
        and (of.load <= tables.capacity).all()
        and (of.planned <= tables.remaining).all()
        and (of.owners <= MOST_OWNERS).all()
        and (of.owned <= MOST_TICKETS).all()
        and (of.reviewed <= 1).all()
        and (of.planned[of.reviewed > 0] == tables.remaining[of.reviewed > 0]).all()
        and not (used[pairs] & plan.reviews[reviews]).any()
        and (of.of_streams[has_budget] <= tables.budget[has_budget]).all()
        and (of.of_pots <= tables.pot_hours).all()
        and (of.balance[tables.is_advocate] >= 0).all()
    )
