"""Random lives of talks: nothing ends without its member, every point ends in one of four ways, nothing vanishes."""

from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from groundswell.kit.seal.boxes import new_secret
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.rules.items import Kind
from groundswell.talks import actions, queries
from groundswell.talks.models import Point
from groundswell.talks.rules import points as rules
from groundswell.talks.rules.points import Outcome, Standing, TalkState
from groundswell.talks.tests.conftest import Desks, booked, thread_of

outcomes = st.sampled_from(Outcome)


class Talking(RuleBasedStateMachine):
    """A member, a reader, and the points of one talk; a model remembers what the member said."""

    points = Bundle("points")

    def __init__(self) -> None:
        super().__init__()
        self.standing: dict[int, Standing] = {}
        # What the member said last of each point, and nothing that anybody else did.
        self.said: dict[int, Outcome] = {}
        self.carried: set[int] = set()
        self.said_nothing = False

    @rule(target=points, by_member=st.booleans())
    def note(self, *, by_member: bool) -> Any:  # noqa: ANN401 - as Hypothesis declares it
        if not by_member and not rules.may_reader_add(said_nothing=self.said_nothing):
            return multiple()
        number = len(self.standing)
        self.standing[number] = Standing()
        return number

    @rule(point=points, outcome=outcomes)
    def suggest(self, point: int, outcome: Outcome) -> None:
        self._put(point, rules.suggest(self.standing[point], outcome))

    @rule(point=points, outcome=outcomes)
    def agree(self, point: int, outcome: Outcome) -> None:
        if self._put(point, rules.agree(self.standing[point], outcome)):
            self.said[point] = outcome

    @rule(point=points)
    def carry(self, point: int) -> None:
        if self._put(point, rules.carry(self.standing[point])):
            assert self.said[point] in {Outcome.PUBLISHED, Outcome.ANONYMISED}
            self.carried.add(point)

    @rule()
    def say_nothing_to_publish(self) -> None:
        ended = rules.nothing_to_publish(self.standing.values())
        self.said = {**dict.fromkeys(self.standing, Outcome.NOTHING), **self.said}
        self.standing = dict(zip(self.standing, ended, strict=True))
        self.said_nothing = True

    @invariant()
    def every_point_ended_as_its_member_said_and_in_no_other_way(self) -> None:
        assert {point: each.outcome for point, each in self.standing.items() if each.outcome} == self.said

    @invariant()
    def what_was_carried_was_let_out_and_stays_so(self) -> None:
        assert {point for point, each in self.standing.items() if each.is_carried} == self.carried
        assert all(self.standing[point].leaves_the_room for point in self.carried)

    @invariant()
    def nothing_vanishes(self) -> None:
        assert sorted(self.standing) == list(range(len(self.standing)))
        settled = rules.is_settled(self.standing.values(), state=TalkState.HELD, said_nothing=self.said_nothing)
        assert settled == (set(self.said) == set(self.standing) and bool(self.standing or self.said_nothing))

    def _put(self, point: int, decided: Standing | rules.PointFault) -> bool:
        if not isinstance(decided, Standing):
            return False
        self.standing[point] = decided
        return True


TestTalking = pytest.mark.slow(Talking.TestCase)
TestTalking.settings = settings(max_examples=200, stateful_step_count=50)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_random_acts_of_both_sides_end_each_point_as_its_member_said(
    seed: int, desks: Desks, alice: Person, bob: Person
) -> None:
    dice, talk = Random(seed), booked(bob, alice)
    thread, said, texts = thread_of(bob, talk), dict[UUID, Outcome](), dict[UUID, str]()

    def known() -> Point:
        return Point.objects.get(id=dice.choice(list(texts)))

    def note() -> None:
        text = f"Point {len(texts)}."
        made = actions.note_point(thread=thread, talk=talk, text=text, nonce=new_secret()[:16])
        texts[made] = text

    def note_at_the_desk() -> None:
        text = f"Point {len(texts)}."
        texts[actions.note_point_at_the_desk(unlocked=desks.alice, talk=talk, text=text)] = text

    def agree() -> None:
        point, outcome = known(), dice.choice(list(Outcome))
        actions.agree(thread=thread, point=point.id, outcome=outcome)
        said[point.id] = outcome

    def say_nothing() -> None:
        actions.say_nothing_to_publish(thread=thread, talk=talk)
        said.update(dict.fromkeys(texts.keys() - said.keys(), Outcome.NOTHING))

    def suggest() -> None:
        actions.suggest_outcome(unlocked=desks.alice, point=known(), outcome=dice.choice(list(Outcome)))

    def carry() -> None:
        actions.carry_point(unlocked=desks.alice, point=known(), kind=Kind.CONCERN, title="It waits")

    note()
    acts = [note, note_at_the_desk, agree, agree, suggest, suggest, carry, *([say_nothing] if seed % 2 else [])]
    for act in dice.choices(acts, k=40):
        with suppress(Refused):
            act()
        stored = dict(Point.objects.values_list("id", "outcome"))
        assert stored == {point: said.get(point, "") for point in texts}
    shown = queries.points_for_member(thread, [talk])[talk.id]
    assert {each.id: each.entry.text for each in shown} == texts
