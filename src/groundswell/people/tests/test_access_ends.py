"""G15: whatever happens to somebody, in whatever order, what is open to them is what an independent reckoning says."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from groundswell.people import actions, policy
from groundswell.people.models import Person, RoleAssignment, Session
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.people.sessions import SessionStore
from groundswell.web.access import Access

MONDAY = date(2026, 11, 2)
NAMES = ("Bob", "Dana")
GRANTS = (Grant.ADVOCATE, Grant.ALTERNATE, Grant.ADMINISTRATOR, Grant.NONE)

names = st.sampled_from(NAMES)
offsets = st.integers(0, 3)


@dataclass
class Known:
    """What the reckoning knows of one person: for each day, one answer, kept as plain sets of days."""

    here: set[date] = field(default_factory=set)
    cell: dict[date, int] = field(default_factory=dict)
    grants: dict[date, list[tuple[int, Grant]]] = field(default_factory=dict)
    is_signed_in: bool = False
    has_left: bool = False


HORIZON = [MONDAY + timedelta(days=offset) for offset in range(120)]


class Sequence(RuleBasedStateMachine):
    """Joins, moves, roles, leaves, returns and days that pass, in any order."""

    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.day = MONDAY
        self.clock = time_machine.travel(datetime.combine(self.day, datetime.min.time()), tick=False)
        self.clock.start()
        self.cells = [actions.open_cell(by=None, name=name) for name in ("Cell One", "Cell Two")]
        self.roles = {grant: actions.make_role(by=None, name=f"role {grant}", grant=grant) for grant in GRANTS}
        ada = actions.add_person(by=None, name="Ada", email="ada@example.org")
        actions.assign_role(by=None, role=self.roles[Grant.ADMINISTRATOR], person=ada)
        self.people: dict[str, Person] = {}
        self.known: dict[str, Known] = {}
        self.assignments: dict[int, tuple[str, RoleAssignment]] = {}
        self.count = 0
        self.join("Bob")

    def teardown(self) -> None:
        if hasattr(self, "clock"):
            self.clock.stop()
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def join(self, name: str) -> None:
        self.people[name] = actions.add_person(by=None, name=name, email=f"{name}@example.org")
        self.known[name] = Known(here={day for day in HORIZON if day >= self.day})

    @rule()
    @precondition(lambda self: "Dana" not in self.people)
    def dana_joins(self) -> None:
        self.join("Dana")

    @rule(name=names)
    def sign_in(self, name: str) -> None:
        if name in self.people and self.day in self.known[name].here:
            store = SessionStore()
            store[SESSION_KEY] = str(self.people[name].id)
            store.save()
            self.known[name].is_signed_in = True

    @rule(name=names, index=st.integers(0, 2))
    def move(self, name: str, index: int) -> None:
        if name not in self.people or self.day not in self.known[name].here:
            return
        cell = (*self.cells, None)[index]
        actions.move_to_cell(by=None, person=self._fresh(name), cell=cell)
        known = self.known[name]
        known.cell = {day: cell for day, cell in known.cell.items() if day < self.day}
        if cell is not None:
            known.cell |= {day: index for day in known.here if day >= self.day}

    @rule(name=names, grant=st.sampled_from(GRANTS), wait=offsets, length=st.none() | st.integers(1, 4))
    def assign(self, name: str, grant: Grant, wait: int, length: int | None) -> None:
        if name not in self.people:
            return
        first = self.day + timedelta(days=wait)
        end = None if length is None else first + timedelta(days=length)
        known = self.known[name]
        days = [day for day in HORIZON if first <= day and (end is None or day < end) and day in known.here]
        held = {grant for day in days for _, grant in known.grants.get(day, [])}
        clash = {Grant.ADVOCATE: Grant.ALTERNATE, Grant.ALTERNATE: Grant.ADVOCATE}.get(grant)
        try:
            made = actions.assign_role(
                by=None, role=self.roles[grant], person=self._fresh(name), from_on=first, until_on=end
            )
        except Refused:
            assert not days or grant in held or clash in held
            return
        assert days
        assert grant not in held
        assert clash not in held
        self.count += 1
        self.assignments[self.count] = (name, made)
        for day in days:
            known.grants.setdefault(day, []).append((self.count, grant))

    @rule(choice=st.integers(0, 50))
    @precondition(lambda self: bool(self.assignments))
    def end_role(self, choice: int) -> None:
        key = sorted(self.assignments)[choice % len(self.assignments)]
        name, made = self.assignments[key]
        known = self.known[name]
        assignment = RoleAssignment.objects.filter(id=made.id).select_related("role", "person").first()
        still = [day for day, held in known.grants.items() if key in dict(held)]
        assert (assignment is None) == (not still)
        if assignment is None:
            del self.assignments[key]
            return
        actions.end_role(by=None, assignment=assignment)
        if assignment.role.grant in {Grant.ADVOCATE, Grant.ALTERNATE}:
            known.is_signed_in = False
        for day in still:
            if day >= self.day:
                known.grants[day] = [(each, grant) for each, grant in known.grants[day] if each != key]
        del self.assignments[key]

    @rule(name=names, wait=offsets)
    def leave(self, name: str, wait: int) -> None:
        if name not in self.people:
            return
        known, day = self.known[name], self.day + timedelta(days=wait)
        try:
            actions.leave(by=None, person=self._fresh(name), day=day)
        except Refused:
            assert known.has_left
            assert self.day not in known.here
            return
        known.has_left = True
        known.here = {each for each in known.here if each < day} | {each for each in HORIZON if self.day <= each < day}
        known.cell = {each: cell for each, cell in known.cell.items() if each < day}
        known.grants = {each: held for each, held in known.grants.items() if each < day}
        if wait == 0:
            known.is_signed_in = False

    @rule(name=names)
    def rejoin(self, name: str) -> None:
        if name not in self.people:
            return
        known = self.known[name]
        try:
            actions.rejoin(by=None, person=self._fresh(name))
        except Refused:
            assert not known.has_left or self.day in known.here
            return
        known.has_left = False
        known.here |= {day for day in HORIZON if day >= self.day}

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.clock.stop()
        self.clock = time_machine.travel(datetime.combine(self.day, datetime.min.time()), tick=False)
        self.clock.start()

    @invariant()
    def what_is_open_is_what_the_reckoning_says(self) -> None:
        for name in getattr(self, "people", {}):
            person, known = self._fresh(name), self.known[name]
            is_here = self.day in known.here
            grants = {grant for _, grant in known.grants.get(self.day, [])} if is_here else set()
            assert person.may_open(Access.MEMBER) is is_here
            assert person.may_open(Access.READER) is bool(grants & {Grant.ADVOCATE, Grant.ALTERNATE})
            assert person.may_open(Access.ADVOCATE) is (Grant.ADVOCATE in grants)
            assert person.may_open(Access.ADMINISTRATOR) is (Grant.ADMINISTRATOR in grants)
            assert policy.audiences_of(person) == self._audiences(person, known, grants, is_here=is_here)

    @invariant()
    def nobody_who_left_has_a_session(self) -> None:
        for name in getattr(self, "people", {}):
            assert Session.objects.filter(person=self.people[name]).exists() is self.known[name].is_signed_in

    def _audiences(self, person: Person, known: Known, grants: set[Grant], *, is_here: bool) -> set[str]:
        if not is_here:
            return {"public"}
        expected = {"public", "organisation", f"person:{person.id}"}
        if self.day in known.cell:
            expected.add(f"cell:{self.cells[known.cell[self.day]].id}")
        return expected | ({"advocate"} if Grant.ADVOCATE in grants else set())

    def _fresh(self, name: str) -> Person:
        return Person.objects.get(id=self.people[name].id)


@pytest.mark.slow
@pytest.mark.django_db
def test_after_any_sequence_of_events_what_is_open_is_what_it_should_be() -> None:
    run_state_machine_as_test(
        Sequence,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )
