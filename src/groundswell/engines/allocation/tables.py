"""A problem as arrays of half hours: one place for each pair of a member and a ticket that may meet.

Rows stand in an order of their content, never of their ids: so other names, or another order of the file, change
nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from groundswell.engines.allocation.problem import CELL, CLIENT, EXTERNAL, INTERNAL, STREAMS, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

PROMISED = 100
WORTH = {CLIENT: 30, INTERNAL: 26, EXTERNAL: 16, CELL: 12}
LEAST_PRIORITY = 6
WHOLE = 8
EPIC_MOVES = {INTERNAL: 900, EXTERNAL: 150, CLIENT: 60, CELL: 60}
UNFAMILIAR, CHANGED_OWNER, ABOVE_SOFT = 25, 30, 6
SOFT_PERCENT = 85
CHUNK = 4
MOST_OWNERS, MOST_TICKETS = 2, 7
TOUCH = 2
WITHOUT_BUDGET = -1
ROUNDS_OF_COLOURS = 3


@dataclass(frozen=True)
class Touch:
    """An advocate works a little on an accelerated epic: at least so many half hours on these pairs."""

    member: int
    epic: int
    pairs: Ints
    least: int


@dataclass(frozen=True)
class Assignment:
    """Half hours of every pair, and who of the possible reviewers reviews."""

    hours: Ints
    reviews: Flags


class Tables:
    """The arrays; `member_rows[i]` is the place in the problem of the i-th member here."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.member_rows, self.ticket_rows, self.epic_rows = _orders(problem)
        members = [problem.members[row] for row in self.member_rows]
        tickets = [problem.tickets[row] for row in self.ticket_rows]
        epics = [problem.epics[row] for row in self.epic_rows]
        self._place_of_member = {one.id: place for place, one in enumerate(members)}
        self._place_of_epic = {one.id: place for place, one in enumerate(epics)}
        self.place_of_ticket = {one.id: place for place, one in enumerate(tickets)}
        self.capacity = _halves([one.capacity_hours for one in members])
        self.soft = self.capacity * SOFT_PERCENT // 100
        self.is_advocate = np.array([one.advocate for one in members], bool)
        self.remaining = _halves([one.remaining_hours for one in tickets])
        self.review = _halves([one.review_hours for one in tickets])
        self.chunk = np.minimum(CHUNK, self.remaining)
        self.stream = np.array([STREAMS.index(one.stream) for one in tickets], np.int64)
        self.worth = _ints(
            [PROMISED if one.promised else WORTH[one.stream] + LEAST_PRIORITY - one.priority for one in tickets]
        )
        self.is_promised = np.array([one.promised for one in tickets], bool)
        self.is_development = np.array([one.development for one in tickets], bool)
        self.epic = _ints([-1 if one.epic is None else self._place_of_epic[one.epic] for one in tickets])
        self.epic_least = _halves([one.minimum_hours for one in epics])
        self.epic_worth = _ints([EPIC_MOVES[one.stream] for one in epics])
        self.is_accelerated = np.array([one.accelerated for one in epics], bool)
        given = {STREAMS.index(stream): round(2 * hours) for stream, hours in problem.budgets.items()}
        self.budget = _ints([given.get(stream, WITHOUT_BUDGET) for stream in range(len(STREAMS))])
        self.pot_hours = _halves([pot.hours for one in members for pot in one.pots])
        self._pair_up(members, tickets)

    @property
    def members(self) -> int:
        """How many members there are."""
        return len(self.capacity)

    @property
    def tickets(self) -> int:
        """How many tickets there are."""
        return len(self.remaining)

    @property
    def epics(self) -> int:
        """How many epics there are."""
        return len(self.epic_least)

    @property
    def pairs(self) -> int:
        """How many pairs of an owner and a ticket are possible."""
        return len(self.member)

    def place_of_member(self, name: str) -> int | None:
        """Return where somebody stands."""
        return self._place_of_member.get(name)

    def _pair_up(self, members: list[Any], tickets: list[Any]) -> None:
        places = self._place_of_member
        pins = {
            (places[one.member], self.place_of_ticket[one.ticket]): round(2 * one.hours) for one in self.problem.pins
        }
        owners = [(places[name], place) for place, one in enumerate(tickets) for name in one.eligible]
        owners = sorted(set(owners) | pins.keys(), key=lambda pair: (pair[1], pair[0]))
        self.member, self.ticket = _columns(owners)
        self.in_pot, self.pot_pair = self._pots(members)
        self.most = np.minimum(self.remaining[self.ticket], self.capacity[self.member])
        np.minimum.at(self.most, self.pot_pair, self.pot_hours[self.in_pot])
        self.least = np.zeros_like(self.most)
        self.is_pinned = np.zeros(len(owners), bool)
        if pins:
            pinned = [pins.get(pair, -1) for pair in owners]
            self.is_pinned = _ints(pinned) >= 0
            self.most = np.where(self.is_pinned, pinned, self.most)
            self.least = np.where(self.is_pinned, pinned, 0)
        self.most[(self.most < self.chunk[self.ticket]) & ~self.is_pinned] = 0
        self.cost = _ints([self._cost(members[who], tickets[what]) for who, what in owners])
        reviewers = sorted({(place, places[name]) for place, one in enumerate(tickets) for name in one.reviewers})
        self.review_ticket, self.reviewer = _columns(reviewers)

    def _pots(self, members: list[Any]) -> tuple[Ints, Ints]:
        """Return each place of a pair in a pot: the pot, in the order of the members, and the pair."""
        streams = self.stream[self.ticket]
        found: list[tuple[int, int]] = []
        row = 0
        for place, one in enumerate(members):
            for pot in one.pots:
                own = np.isin(streams, [STREAMS.index(stream) for stream in pot.streams]) & (self.member == place)
                found += [(row, int(pair)) for pair in np.flatnonzero(own)]
                row += 1
        return _columns(found)

    @staticmethod
    def _cost(member: Any, ticket: Any) -> int:  # noqa: ANN401 - Member and Ticket
        unfamiliar = UNFAMILIAR if ticket.epic is not None and ticket.epic not in member.familiar_epics else 0
        changed = CHANGED_OWNER if ticket.previous_owner not in {None, member.id} else 0
        return unfamiliar + changed

    @cached_property
    def overlap(self) -> tuple[Ints, Ints]:
        """The pairs, and beside each the possible review, of somebody who may own or review the same ticket."""
        keys = self.ticket * self.members + self.member
        review_keys = self.review_ticket * self.members + self.reviewer
        _, pairs, reviews = np.intersect1d(keys, review_keys, assume_unique=True, return_indices=True)
        return pairs.astype(np.int64), reviews.astype(np.int64)

    @cached_property
    def pairs_of_tickets(self) -> list[Ints]:
        """The pairs of each ticket."""
        return _grouped(self.ticket, self.tickets)

    @cached_property
    def reviews_of_tickets(self) -> list[Ints]:
        """The possible reviews of each ticket."""
        return _grouped(self.review_ticket, self.tickets)

    @cached_property
    def pairs_of_members(self) -> list[Ints]:
        """The pairs of each member."""
        return _grouped(self.member, self.members)

    @cached_property
    def pots_of_pairs(self) -> dict[int, list[int]]:
        """The pots of each pair that is in one."""
        found: dict[int, list[int]] = {}
        for pot, pair in zip(self.in_pot.tolist(), self.pot_pair.tolist(), strict=True):
            found.setdefault(pair, []).append(pot)
        return found

    @cached_property
    def touches(self) -> list[Touch]:
        """Every advocate with every accelerated epic that has work for them."""
        found = []
        for member in np.flatnonzero(self.is_advocate):
            pairs = self.pairs_of_members[member]
            pairs = pairs[(self.most[pairs] > 0) & (self.epic[self.ticket[pairs]] >= 0)]
            for epic in np.unique(self.epic[self.ticket[pairs]]):
                if self.is_accelerated[epic]:
                    own = pairs[self.epic[self.ticket[pairs]] == epic]
                    least = min(TOUCH, int(self.most[own].sum()))
                    found.append(Touch(int(member), int(epic), own, least))
        return found

    def nothing(self) -> Assignment:
        """Return a plan of the pins alone."""
        return Assignment(self.least.copy(), np.zeros(len(self.reviewer), bool))


def _orders(problem: Problem) -> tuple[list[int], list[int], list[int]]:
    """Return the rows of members, tickets and epics by what they are and what they are linked with."""
    place = {one.id: row for row, one in enumerate(problem.members)}
    epic_place = {one.id: row for row, one in enumerate(problem.epics)}
    cells = [one.cell for one in problem.members]
    sizes = {cell: cells.count(cell) for cell in set(cells)}
    pots = [tuple(sorted((pot.hours, tuple(sorted(pot.streams))) for pot in one.pots)) for one in problem.members]
    members = _colours(
        [
            (one.capacity_hours, one.advocate, sizes[one.cell], has)
            for one, has in zip(problem.members, pots, strict=True)
        ]
    )
    epics = _colours([(one.stream, one.accelerated, one.minimum_hours) for one in problem.epics])
    tickets = _colours([_what(one) for one in problem.tickets])
    links = [
        _links(problem, lambda one: [place[name] for name in one.eligible], 3),
        _links(problem, lambda one: [place[name] for name in one.reviewers], 5),
        _links(problem, lambda one: [place[one.previous_owner]] if one.previous_owner in place else [], 7),
    ]
    of_epics = _links(problem, lambda one: [epic_place[one.epic]] if one.epic is not None else [], 11)
    knows = _ints([(row, epic_place[name]) for row, one in enumerate(problem.members) for name in one.familiar_epics])
    knows = knows.reshape(-1, 2)
    pinned = {one.id: row for row, one in enumerate(problem.tickets)}
    pins = _ints([(pinned[one.ticket], place[one.member], round(2 * one.hours)) for one in problem.pins]).reshape(-1, 3)
    for _ in range(ROUNDS_OF_COLOURS):
        old = members.copy(), tickets.copy(), epics.copy()
        for what, who, salt in links:
            _mix(members, who, old[1][what], salt)
            _mix(tickets, what, old[0][who], salt)
        _mix(tickets, of_epics[0], old[2][of_epics[1]], 11)
        _mix(epics, of_epics[1], old[1][of_epics[0]], 11)
        _mix(members, knows[:, 0], old[2][knows[:, 1]], 13)
        _mix(epics, knows[:, 1], old[0][knows[:, 0]], 13)
        _mix(members, pins[:, 1], old[1][pins[:, 0]] + pins[:, 2].astype(np.uint64), 17)
        _mix(tickets, pins[:, 0], old[0][pins[:, 1]] + pins[:, 2].astype(np.uint64), 17)
    return _sorted(members), _sorted(tickets), _sorted(epics)


def _what(ticket: Any) -> tuple[Any, ...]:  # noqa: ANN401 - Ticket
    size = ticket.remaining_hours, ticket.review_hours
    return ticket.stream, *size, ticket.development, ticket.priority, ticket.promised, ticket.previous_owner is None


def _links(problem: Problem, of: Any, salt: int) -> tuple[Ints, Ints, int]:  # noqa: ANN401 - a function
    pairs = _ints([(row, other) for row, one in enumerate(problem.tickets) for other in of(one)]).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], salt


def _colours(contents: list[Any]) -> npt.NDArray[np.uint64]:
    """Return a number for each content, the same in every process and of every list."""
    kinds = {one: rank for rank, one in enumerate(sorted(set(contents)))}
    return _scrambled(np.array([kinds[one] for one in contents], np.uint64) + np.uint64(1))


def _scrambled(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _mix(into: npt.NDArray[np.uint64], where: Ints, others: npt.NDArray[np.uint64], salt: int) -> None:
    np.add.at(into, where, _scrambled(others * np.uint64(2 * salt + 1)))


def _sorted(colours: npt.NDArray[np.uint64]) -> list[int]:
    return [int(row) for row in np.argsort(_scrambled(colours), kind="stable")]


def _halves(hours: list[float]) -> Ints:
    return np.array([round(2 * each) for each in hours], np.int64)


def _ints(numbers: list[Any]) -> Ints:
    return np.array(numbers, np.int64)


def _columns(pairs: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    both = _ints(pairs).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()


def _grouped(keys: Ints, groups: int) -> list[Ints]:
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.searchsorted(keys[order], np.arange(1, groups))) if groups else []
