"""Random lives of the register: nothing that was said is ever without an answer that the page would not miss."""

from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import About, Proposition, Response, Version
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import PartWords, Uncovered
from groundswell.propositions.proposing.closed import mark_of
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.register import actions as register
from groundswell.register.models import Concern, Fit, Idea, Item, Measure, Merge, Perspective

SCENE: dict[str, Person] = {}


def said_about(proposition: Proposition) -> dict[UUID, Item]:
    """Return, one after the other and without the product's query, what hangs on the concerns of a proposition."""
    found: dict[UUID, Item] = {}
    for about in About.objects.filter(proposition=proposition):
        root = Concern.objects.get(id=about.concern)
        while merge := Merge.objects.filter(duplicate=root).first():
            root = merge.survivor
        found[root.id] = root
        for each in Concern.objects.all():
            end = each
            while merge := Merge.objects.filter(duplicate=end).first():
                end = merge.survivor
            if end == root:
                hanging: list[Item] = [fit.idea for fit in Fit.objects.filter(concern=each)]
                hanging += [*Perspective.objects.filter(concern=each), *Measure.objects.filter(concern=each)]
                found |= {item.id: item for item in hanging if item.audience != Audience.ME}
    return found


class Walk(RuleBasedStateMachine):
    """An advocate who merges, splits, edits, adds, parts, answers and publishes in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.alice, self.bob = SCENE["alice"], SCENE["bob"]
        concerns = [self._concern() for _ in range(3)]
        self.made = actions.begin_proposition(by=self.alice, title="Review within a day", concerns=[concerns[0].id])
        self._part("First")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(data=st.data(), kind=st.sampled_from(["idea", "view", "measure"]), at_me=st.booleans())
    def somebody_says_something(self, data: st.DataObject, kind: str, *, at_me: bool) -> None:
        concern = self._some_concern(data)
        audience = Audience.ME if at_me else Audience.ADVOCATE
        try:
            if kind == "idea":
                register.note_idea(by=self.alice, concern=concern, title="Pair on it", audience=audience)
            elif kind == "view":
                register.note_perspective(by=self.alice, concern=concern, position="It depends.", audience=audience)
            else:
                register.note_measure(by=self.alice, concern=concern, text="A rota.", audience=audience)
        except Refused:
            assert concern.root_id is not None or Merge.objects.filter(duplicate=concern).exists()

    @rule(data=st.data())
    def merges(self, data: st.DataObject) -> None:
        one, other = self._some_concern(data), self._some_concern(data)
        try:
            register.merge_concerns(by=self.alice, duplicate=one, survivor=other, reason="The same queue.")
        except Refused:
            return

    @precondition(lambda _self: Merge.objects.exists())
    @rule(data=st.data())
    def unmerges(self, data: st.DataObject) -> None:
        merges = list(Merge.objects.select_related("duplicate").order_by("duplicate"))
        register.undo_merge(by=self.alice, duplicate=data.draw(st.sampled_from(merges)).duplicate)

    @precondition(lambda _self: Idea.objects.exists())
    @rule(data=st.data(), title=st.sampled_from(["Pair on it", "Pair for an hour", "Pair at noon"]))
    def edits_an_idea(self, data: st.DataObject, title: str) -> None:
        ideas = list(Idea.objects.order_by("id"))
        register.edit_idea(by=self.alice, idea=data.draw(st.sampled_from(ideas)), title=title, text="")

    @precondition(lambda _self: Fit.objects.exists())
    @rule(data=st.data())
    def parts_an_idea(self, data: st.DataObject) -> None:
        fit = data.draw(
            st.sampled_from(list(Fit.objects.select_related("idea", "concern").order_by("idea", "concern")))
        )
        try:
            register.part_idea(by=self.alice, idea=fit.idea, concern=fit.concern)
        except Refused:
            return

    @precondition(lambda _self: Perspective.objects.exists())
    @rule(data=st.data())
    def something_is_taken_back(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(list(Perspective.objects.order_by("id"))))
        gone.delete()
        actions.forget_answers_to_nothing()

    @rule(data=st.data())
    def takes_up_a_concern(self, data: st.DataObject) -> None:
        actions.link_concern(by=self.alice, proposition=self.made, concerns=[self._some_concern(data).id])

    @rule(data=st.data(), fate=st.sampled_from(Fate))
    def answers_something(self, data: st.DataObject, fate: Fate) -> None:
        items = sorted(coverage_of(self.made).items)
        item, target = data.draw(st.sampled_from(items)), data.draw(st.sampled_from(items))
        self._answer(item, fate, target)

    @rule()
    def answers_everything(self) -> None:
        for item in coverage_of(self.made).missing:
            self._answer(item, Fate.ACCEPTED, None)

    @rule(data=st.data())
    def splits_a_part(self, data: st.DataObject) -> None:
        parts = list(self.made.parts.all())
        if len(parts) > 4:
            return
        part = data.draw(st.sampled_from(parts))
        items = list(Response.objects.filter(part=part).order_by("item").values_list("item", flat=True))
        moved = data.draw(st.sets(st.sampled_from(items))) if items else set()
        words = PartWords(title="Half", text="Half of it.")
        actions.split_part(by=self.alice, part=part, stays=words, goes=words, answers=moved)

    @rule(data=st.data())
    def removes_a_part(self, data: st.DataObject) -> None:
        try:
            actions.remove_part(by=self.alice, part=data.draw(st.sampled_from(list(self.made.parts.all()))))
        except Refused:
            assert Response.objects.exists()
        if not self.made.parts.exists():
            self._part("Again")

    @rule()
    def publishes(self) -> None:
        missing = self._missing()
        revision = Proposition.objects.get(id=self.made.id).revision
        before = Version.objects.count()
        try:
            actions.publish_proposition(by=self.alice, proposition=self.made, revision=revision)
        except Uncovered as refused:
            assert missing
            assert set(refused.coverage.missing) >= missing  # noqa: PT017 - as above
        except Refused:
            assert Version.objects.count() == before
        else:
            assert not missing, "it went out, and somebody has no answer"

    @invariant()
    def what_is_missing_is_shown_and_nothing_else_is_answered(self) -> None:
        known = coverage_of(self.made)
        assert set(known.items) == set(said_about(self.made))
        assert set(known.missing) == self._missing()
        assert known.is_whole == (not self._missing())

    @invariant()
    def no_answer_points_to_nothing(self) -> None:
        there = {
            item
            for model in (Concern, Idea, Perspective, Measure)
            for item in model.objects.values_list("id", flat=True)
        }
        assert set(Response.objects.values_list("item", flat=True)) <= there

    def _missing(self) -> set[UUID]:
        said = said_about(self.made)
        return {item for item in said if not self._ends_well(item, said, set())}

    def _ends_well(self, item: UUID, said: dict[UUID, Item], seen: set[UUID]) -> bool:
        response = Response.objects.filter(proposition=self.made, item=item).first()
        if item in seen or item not in said or response is None or bytes(response.words) != mark_of(said[item].said):
            return False
        return response.same_as is None or self._ends_well(response.same_as, said, seen | {item})

    def _answer(self, item: UUID, fate: Fate, target: UUID | None) -> None:
        try:
            actions.answer_item(
                by=self.alice,
                proposition=self.made,
                item=item,
                fate=fate,
                reason="It is what this part does.",
                part=self.made.parts.first(),
                same_as=target,
            )
        except Refused:
            assert fate is Fate.SAME_AS

    def _concern(self) -> Concern:
        return register.raise_concern(by=self.alice, title="Reviews wait", audience=Audience.ADVOCATE)

    def _some_concern(self, data: st.DataObject) -> Concern:
        return data.draw(st.sampled_from(list(Concern.objects.order_by("id"))))

    def _part(self, title: str) -> None:
        actions.add_part(by=self.alice, proposition=self.made, words=PartWords(title=title, text="A rota."))


@pytest.mark.slow
@pytest.mark.django_db
def test_under_random_merges_splits_edits_and_deletions_nothing_that_was_said_is_lost(
    alice: Person, bob: Person
) -> None:
    SCENE.update(alice=alice, bob=bob)
    walks = settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Walk, settings=walks)
