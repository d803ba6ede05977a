"""Random walks through a check-in: whoever comes, goes, answers, and tries again, each counts once and nobody twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.checkins import actions, queries, sealing
from groundswell.checkins.models import Answer, Ballot, Period, RosterEntry
from groundswell.checkins.refusals import NotCounted
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.periods import RATING, PeriodState
from groundswell.checkins.sweeps import check_ins
from groundswell.checkins.tests.stage import Desks, link_of, on, opened, people_of
from groundswell.people import actions as people
from groundswell.people.models import Person
from tests.cast import Cast

ACTS = ("answer", "answer", "answer", "again", "join", "leave", "sweep", "look")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(1, 10)), max_size=30)


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is done inside, so that every walk begins at the same place."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Walk:
    """One check-in, and what must be true of it at every step."""

    def __init__(self, period: Period, everybody: list[Person]) -> None:
        self.period, self.everybody = period, everybody
        self.links = {person.id: link_of(period, person) for person in everybody}
        self.counted: dict[object, bytes] = {}
        self.gone: set[object] = set()
        self.forms = 0

    def step(self, act: str, number: int, rating: int) -> None:
        person = self.everybody[number % len(self.everybody)]
        getattr(self, act)(person, rating)
        used = self.counted.keys() | self.gone
        assert Answer.objects.count() == len(self.counted)
        assert Ballot.objects.count() == RosterEntry.objects.count() - len(used)
        assert queries.releases() == []

    def answer(self, person: Person, rating: int) -> None:
        self.forms += 1
        nonce = self.forms.to_bytes(16, "big")
        may = person.id in self.links and person.id not in self.counted and person.id not in self.gone
        if self._sent(person, rating, nonce):
            assert may
            self.counted[person.id] = nonce
        else:
            assert not may

    def again(self, person: Person, rating: int) -> None:
        """Send the form that was counted once more: it is counted still, and once."""
        if person.id in self.counted:
            assert self._sent(person, rating, self.counted[person.id])

    def _sent(self, person: Person, rating: int, nonce: bytes) -> bool:
        if person.id not in self.links:
            return False
        link, known = actions.require_link(self.links[person.id])
        identity = sealing.answer_id(nonce, link.code)
        try:
            actions.answer(known=known, said=Said(rating), identity=identity)
        except NotCounted:
            return False
        return True

    def join(self, _person: Person, rating: int) -> None:
        name = f"New {len(self.everybody)}"
        fresh = people.add_person(by=None, name=name, email=f"new{len(self.everybody)}.{rating}@example.org")
        self.everybody.append(fresh)
        self.sweep(fresh, rating)
        self.links[fresh.id] = link_of(self.period, fresh)

    def leave(self, person: Person, _rating: int) -> None:
        # The last administrator cannot go, and without two readers nothing could be opened.
        if person.is_active and person.name not in {"Ada", "Alice", "Otto"}:
            people.leave(by=None, person=person)
            self.gone |= {person.id} - self.counted.keys()

    def sweep(self, _person: Person, _rating: int) -> None:
        check_ins()

    def look(self, person: Person, _rating: int) -> None:
        actions.require_link(self.links[person.id])


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_each_counts_once_whatever_happens_and_what_is_published_counts_exactly_them(
    steps: list[tuple[str, int, int]], organisation: Cast, desks: Desks
) -> None:
    with taken_back():
        everybody = [
            *(getattr(organisation, name) for name in ("alice", "otto", "bob", "charlie", "dana", "mo", "ada")),
            *people_of(organisation.cell_one, 6, "one"),
        ]
        for person in everybody:
            person.refresh_from_db()
        period = opened()
        with on(period.opened_on):
            walk = Walk(period, everybody)
            for act, number, rating in steps:
                walk.step(act, number, rating)
        with on(period.closes_on + timedelta(days=1)):
            check_ins()
            period.refresh_from_db()
            assert period.state == PeriodState.CLOSED
            assert not Ballot.objects.exists()
            actions.release_check_in(unlocked=desks.alice, sprint=period.sprint)
        published = queries.releases()[0]
        share = round(100 * len(walk.counted) / RosterEntry.objects.count(), 9)
        assert published.participation is not None
        assert abs(published.participation - share) <= 5 + 1e-6
        for figure in published.questions[RATING].figures:
            assert all(len(each.people) >= period.k for each in figure.counted)
        assert not Answer.objects.exists()
