"""Why a ticket is not planned, as far as it shows without a solver: each sentence is true of the plan as it stands."""

from collections.abc import Iterator

import numpy as np

from groundswell.engines.allocation.problem import STREAMS
from groundswell.engines.allocation.score import Sums, sums
from groundswell.engines.allocation.tables import (
    ABOVE_SOFT,
    CHANGED_OWNER,
    MOST_OWNERS,
    MOST_TICKETS,
    Assignment,
    Ints,
    Tables,
)

MOST_NAMED = 4


def hours(halves: float) -> str:
    """Return half hours as hours."""
    return f"{halves / 2:g} h"


class Blockers:
    """One plan, added up once for all the questions."""

    def __init__(self, tables: Tables, plan: Assignment) -> None:
        self.tables, self.plan = tables, plan
        self.of: Sums = sums(tables, plan)
        self.room: Ints = tables.capacity - self.of.load

    def name(self, member: int) -> str:
        """Return the id of a member."""
        return self.tables.problem.members[self.tables.member_rows[member]].id

    def is_impossible(self, ticket: int) -> bool:
        """Whether no plan of this problem has the ticket whole, whatever else gives way."""
        return bool(self._never(ticket))

    def of_ticket(self, ticket: int) -> str:
        """Return why not, in one sentence or two."""
        if never := self._never(ticket):
            return never
        left = int(self.tables.remaining[ticket] - self.of.planned[ticket])
        said = [*self._of_hours(ticket, left), *self._of_review(ticket)] if left else [*self._of_review(ticket)]
        planned = f"{hours(self.of.planned[ticket])} are planned; " if self.of.planned[ticket] else ""
        if not said:
            said = ["it has room, and is worth less than what would give way"]
        sentence = planned + "; ".join(said)
        return sentence[0].upper() + sentence[1:] + "."

    def _never(self, ticket: int) -> str:  # noqa: PLR0911 - one line for each reason
        tables = self.tables
        pairs, reviews = tables.pairs_of_tickets[ticket], tables.reviews_of_tickets[ticket]
        able = pairs[tables.most[pairs] > 0]
        if not pairs.size:
            return "Nobody is eligible for it."
        if not able.size:
            if tables.is_pinned[pairs].all():
                return "Everybody who is eligible has opted out of it."
            return f"Nobody who is eligible has the {hours(tables.chunk[ticket])} that it takes at least."
        if not reviews.size:
            return self._with_part(ticket, "Nobody is named who may review it")
        only = set(tables.reviewer[reviews].tolist())
        if len(only) == 1 and set(tables.member[able].tolist()) == only:
            return self._with_part(
                ticket, f"{self.name(only.pop())} is the only owner it could have, and the only reviewer"
            )
        # How many hours somebody has is theirs to tell: a reason names who has too few, and not how many.
        if self._largest(able) < tables.remaining[ticket]:
            return self._with_part(ticket, f"No {MOST_OWNERS} who are eligible have the hours for all of it together")
        budget = tables.budget[tables.stream[ticket]]
        if 0 <= budget < tables.remaining[ticket]:
            stream = STREAMS[tables.stream[ticket]]
            return self._with_part(
                ticket, f"The {stream} budget is {hours(budget)}, and it takes {hours(tables.remaining[ticket])}"
            )
        return ""

    def _largest(self, able: Ints) -> int:
        return int(np.sort(self.tables.most[able])[-MOST_OWNERS:].sum())

    def _with_part(self, ticket: int, sentence: str) -> str:
        planned = self.of.planned[ticket]
        return f"{sentence}; {hours(planned)} of it are planned." if planned else f"{sentence}."

    def _of_hours(self, ticket: int, left: int) -> Iterator[str]:
        tables = self.tables
        stream = tables.stream[ticket]
        budget = tables.budget[stream]
        if budget >= 0 and (rest := budget - self.of.of_streams[stream]) < left:
            has = f"{hours(rest)} left, and {hours(left)} are missing"
            yield f"the {STREAMS[stream]} budget of {hours(budget)} has {has}"
        if self.of.owners[ticket] >= MOST_OWNERS:
            yield f"it has its {MOST_OWNERS} owners, and they have no more hours for it"
            return
        yield from self._of_people(ticket, left)

    def _of_people(self, ticket: int, left: int) -> Iterator[str]:
        """Say of each who is eligible what stands in the way, alike ones together."""
        why: dict[str, list[str]] = {}
        for pair in self.tables.pairs_of_tickets[ticket].tolist():
            name = self.name(int(self.tables.member[pair]))
            why.setdefault(self._of_person(pair, ticket, left), []).append(name)
        for reason, names in why.items():
            if reason:
                more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
                yield reason.format(", ".join(names[:MOST_NAMED]) + more)

    def _of_person(self, pair: int, ticket: int, left: int) -> str:  # noqa: PLR0911 - as above
        tables = self.tables
        member, room = int(tables.member[pair]), int(self.room[tables.member[pair]])
        if tables.is_pinned[pair]:
            return "what {} does of it is pinned" if tables.most[pair] else "opted out: {}"
        least = 1 if self.plan.hours[pair] else int(tables.chunk[ticket])
        if not tables.most[pair] or room < least:
            return "full: {}"
        room = min(room, self._in_pots(pair))
        if room < least:
            return f"no hours left for {STREAMS[tables.stream[ticket]]} work: {{}}"
        if not self.plan.hours[pair] and self.of.owned[member] >= MOST_TICKETS:
            return f"already with {MOST_TICKETS} tickets: {{}}"
        if left < least:
            return f"only {hours(left)} are left of it, too little for another owner ({{}})"
        if self._unbalances(member, ticket, least):
            return "at least half of an advocate's hours are development: {}"
        if room < left:
            return "room for a part of it: {}"
        return self._not_worth(pair, ticket, left)

    def _in_pots(self, pair: int) -> int:
        """Return what is left in the fullest pot of a pair."""
        pots = self.tables.pots_of_pairs.get(pair)
        return int((self.tables.pot_hours - self.of.of_pots)[pots].min()) if pots else int(self.tables.capacity.max())

    def _unbalances(self, member: int, ticket: int, least: int) -> bool:
        tables = self.tables
        is_other = bool(tables.is_advocate[member] and not tables.is_development[ticket])
        return is_other and bool(self.of.balance[member] < least)

    def _not_worth(self, pair: int, ticket: int, left: int) -> str:
        cost = int(self.tables.cost[pair])
        above = ABOVE_SOFT * left
        if int(self.tables.worth[ticket]) * left > cost + above:
            return ""
        return f"worth less than {'a changed owner' if cost >= CHANGED_OWNER else 'a new owner'} costs: {{}}"

    def _of_review(self, ticket: int) -> Iterator[str]:
        tables = self.tables
        reviews = tables.reviews_of_tickets[ticket]
        owners = {int(tables.member[pair]) for pair in tables.pairs_of_tickets[ticket] if self.plan.hours[pair]}
        free = [int(who) for who in tables.reviewer[reviews] if int(who) not in owners]
        if not free:
            yield f"whoever may review it is its owner ({', '.join(self.name(one) for one in sorted(owners))})"
        elif all(self.room[who] < tables.review[ticket] for who in free):
            names = ", ".join(self.name(one) for one in free[:MOST_NAMED])
            yield f"the review takes {hours(tables.review[ticket])}, and no reviewer has them left ({names})"
