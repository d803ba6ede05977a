"""Parts are decided one by one, an objection holds one part up, and somebody looks whether it helped."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision, Helped, Part, Proposition
from groundswell.propositions.proposing import actions, tasks
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.outcomes import Outcomes
from groundswell.propositions.proposing.panels import DeskPropositions
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.decisions import Helped as HelpedKind
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.tests.conftest import (
    Desks,
    Raise,
    answer,
    ask_of,
    begun,
    idea,
    part,
    publish,
    reviewed,
    send,
)
from groundswell.register import actions as register
from groundswell.register.models import Concern, Source
from groundswell.voices.tests.conftest import say

pytestmark = pytest.mark.django_db


def decide(by: Person, part: Part, outcome: Outcome = Outcome.YES, **more: object) -> Decision:
    said: dict[str, object] = {
        "reason": "It costs little.",
        "decider": by,
        "review_on": clock.today() + timedelta(days=28),
    }
    return actions.decide_part(by=by, part=part, outcome=outcome, **(said | more))  # type: ignore[arg-type]


@pytest.fixture
def in_two_parts(alice: Person, concern: Concern) -> Proposition:
    made = begun(alice, concern)
    part(alice, made, "Pair", "Pair for an hour.")
    publish(alice, made)
    return made


@pytest.mark.slow
def test_a_quick_win_is_decided_while_the_rest_waits(
    alice: Person, bob: Person, in_two_parts: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, in_two_parts)
    quick, slow = in_two_parts.parts.all()
    actions.answer_review(
        ask=ask_of(bob, in_two_parts), answer=Answer.OBJECTION, words="An hour is too much.", part=slow
    )
    assert pages.page_for(bob, in_two_parts).step == "in_review"
    noon.shift(timedelta(days=6))
    tasks.reviews()
    decide(alice, quick)
    with pytest.raises(Refused, match="objection stands"):
        decide(alice, slow)
    assert pages.page_for(bob, in_two_parts).step == "reviewed"
    actions.end_objection(ask=ask_of(bob, in_two_parts), ended=Ended.WITHDRAWN)
    decide(alice, slow)
    assert pages.page_for(bob, in_two_parts).step == "decided"


@pytest.mark.slow
def test_an_objection_to_all_of_it_holds_every_part_and_a_concern_none(
    alice: Person, bob: Person, dana: Person, in_two_parts: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, in_two_parts)
    actions.answer_review(ask=ask_of(dana, in_two_parts), answer=Answer.CONCERN, words="It may be much.")
    actions.answer_review(ask=ask_of(bob, in_two_parts), answer=Answer.OBJECTION, words="It is too much.")
    noon.shift(timedelta(days=6))
    for each in in_two_parts.parts.all():
        with pytest.raises(Refused, match="objection stands"):
            decide(alice, each)
    actions.end_objection(ask=ask_of(bob, in_two_parts), ended=Ended.RESOLVED)
    decide(alice, in_two_parts.parts.all()[0])


@pytest.mark.slow
def test_nothing_is_decided_without_outcome_reason_decider_and_a_day_to_look_again(
    alice: Person, in_two_parts: Proposition
) -> None:
    reviewed(alice, in_two_parts)
    first = in_two_parts.parts.all()[0]
    for more, field in (
        ({"reason": " "}, "reason"),
        ({"decider": None}, "decider"),
        ({"review_on": None}, "review_on"),
        ({"review_on": clock.today()}, "review_on"),
    ):
        with pytest.raises(Refused) as refused:
            decide(alice, first, **more)
        assert refused.value.field == field


@pytest.mark.slow
def test_what_is_not_published_or_lacks_an_answer_is_not_decided(
    alice: Person, bob: Person, concern: Concern, in_two_parts: Proposition
) -> None:
    unread = part(alice, in_two_parts, "Unread")
    with pytest.raises(Refused, match="Nobody has read it"):
        decide(alice, unread)
    register.add_own_idea(by=bob, concern=concern, text="Say each morning what waits.")
    with pytest.raises(Refused, match="has no answer"):
        decide(alice, in_two_parts.parts.all()[0])


@pytest.mark.slow
def test_a_decided_part_keeps_its_words_and_one_put_off_is_decided_again(
    alice: Person, in_two_parts: Proposition
) -> None:
    first = in_two_parts.parts.all()[0]
    decide(alice, first, Outcome.LATER)
    decide(alice, first, Outcome.NO)
    with pytest.raises(Refused, match="This part is decided"):
        actions.change_part(by=alice, part=first, words=actions.PartWords(title="Other", text="Other."))
    with pytest.raises(Refused, match="This part is decided"):
        decide(alice, first)
    assert list(Decision.objects.values_list("number", "outcome")) == [(1, "later"), (2, "no")]


@pytest.mark.slow
def test_a_role_is_created_only_with_a_plan_for_the_people_in_it(alice: Person, concern: Concern) -> None:
    made = actions.begin_proposition(by=alice, title="An advocate", concerns=[concern.id])
    new = actions.add_part(
        by=alice, proposition=made, words=actions.PartWords(title="A role", text="Of its own.", creates_role=True)
    )
    publish(alice, made)
    reviewed(alice, made)
    where = {"discussed": "nowhere", "discussed_at": "", "handbook": "merged", "handbook_at": "https://git.example/1"}
    with pytest.raises(Refused, match="transition plan"):
        actions.note_where(by=alice, proposition=made, **where)
    with pytest.raises(Refused) as refused:
        decide(alice, new)
    assert refused.value.field == "transition_at"
    decide(alice, new, transition_at="https://handbook.example/transition")
    actions.note_where(by=alice, proposition=made, **where)
    assert Proposition.objects.get(id=made.id).handbook == "merged"


@pytest.mark.slow
def test_what_is_overdue_and_what_wants_a_look_stand_on_the_desk(
    alice: Person, otto: Person, in_two_parts: Proposition, noon: time_machine.Traveller
) -> None:
    now = Proposition.objects.get(id=in_two_parts.id)
    actions.change_proposition(
        by=alice,
        proposition=now,
        revision=now.revision,
        title=now.title,
        need=now.need,
        decide_by=clock.today() + timedelta(days=3),
        decider=alice,
    )
    reviewed(alice, in_two_parts)
    decide(alice, in_two_parts.parts.all()[0])
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert not panel.lines
    noon.shift(timedelta(days=28))
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert [figure.value for figure in panel.figures] == [1, 0, 1]
    assert [str(line.act_words) for line in panel.lines] == ["Decide", "Look"]
    assert DeskPropositions().panel_for(otto, is_open=False) is None
    decide(alice, in_two_parts.parts.all()[1], Outcome.LATER)
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert panel.figures[0].value == 1, "later is no decision yet"


@pytest.mark.slow
def test_at_the_review_date_those_who_raised_it_are_asked_by_their_receipt_and_the_advocate_looks(
    alice: Person, raised: Raise, desks: Desks, noon: time_machine.Traveller
) -> None:
    spoken, other = say(desks), say(desks)
    found = raised(audience=Audience.ADVOCATE, voices=(spoken.voice,))
    made = begun(alice, found)
    answer(alice, made, found.id)
    assert not Outcomes().outcomes_of([spoken.voice])[spoken.voice], "a draft tells nobody anything"
    actions.publish_proposition(
        by=alice, proposition=made, revision=Proposition.objects.get(id=made.id).revision, originals={}
    )
    told = Outcomes().outcomes_of([spoken.voice])[spoken.voice][0]
    assert (told.title, told.state, told.reason) == (
        "Review within a day",
        "proposed: accepted",
        "It is what this part does.",
    )
    reviewed(alice, made)
    decision = decide(alice, made.parts.get())
    assert not Outcomes().outcomes_of([spoken.voice])[spoken.voice][0].may_confirm
    noon.shift(timedelta(days=28))
    due = Outcomes().outcomes_of([spoken.voice])[spoken.voice][0]
    assert due.may_confirm
    assert due.station == "decided"
    Outcomes().confirm(other.voice, due.about, helped=True)
    assert not Helped.objects.exists(), "somebody answered who did not raise it"
    Outcomes().confirm(spoken.voice, due.about, helped=False)
    again = Outcomes().outcomes_of([spoken.voice])[spoken.voice][0]
    assert (again.may_confirm, again.said, again.about) == (False, False, due.about)
    Outcomes().confirm(spoken.voice, due.about, helped=True)
    assert Outcomes().outcomes_of([spoken.voice])[spoken.voice][0].said is True
    assert pages.helped_in_words(decision) == (True, False)
    Outcomes().confirm(spoken.voice, due.about, helped=False)
    assert pages.helped_in_words(decision) == (False, True)
    with pytest.raises(Refused) as refused:
        actions.look_again(by=alice, decision=decision, helped=HelpedKind.NO, found=" ")
    assert refused.value.field == "found"
    actions.look_again(by=alice, decision=decision, helped=HelpedKind.PARTLY, found="Two of three.")
    assert not pages.to_look_at()


@pytest.mark.slow
def test_whether_it_helped_is_asked_on_its_day_and_once_more_where_somebody_wants_to(
    alice: Person, in_two_parts: Proposition, client: Client, noon: time_machine.Traveller
) -> None:
    reviewed(alice, in_two_parts)
    decision = decide(alice, in_two_parts.parts.all()[0])
    client.force_login(alice)
    at, own = f"/propositions/{in_two_parts.id}/", reverse("propositions:look", args=[decision.id])
    assert own not in client.get(at).text
    assert "Write it down" not in client.get(own).text
    with pytest.raises(Refused, match="day has not come"):
        actions.look_again(by=alice, decision=decision, helped=HelpedKind.YES, found="Too soon.")
    noon.shift(timedelta(days=28))
    client.force_login(alice)
    assert own in client.get(at).text
    later = clock.today() + timedelta(days=28)
    sent = client.post(own, {"helped": "partly", "found": "Two of three.", "review_on": later.isoformat()})
    assert sent.status_code == 303
    assert own not in client.get(at).text
    assert "Two of three." in client.get(at).text
    assert not pages.to_look_at()
    noon.shift(timedelta(days=28))
    client.force_login(alice)
    assert [each.id for each in pages.to_look_at()] == [decision.id]
    assert own in client.get(at).text
    assert client.post(own, {"helped": "yes", "found": "All three."}).status_code == 303
    assert not pages.to_look_at()
    assert "Somebody has looked already" in client.get(own).text


@pytest.mark.slow
def test_each_author_sees_the_fate_of_what_they_said_on_their_own_page(
    alice: Person, bob: Person, desks: Desks, concern: Concern, client: Client
) -> None:
    assert desks.keys
    own = register.add_own_idea(by=bob, concern=concern, text="Say each morning what waits.")
    made = begun(alice, concern)
    answer(alice, made, own.id, Fate.ADAPTED)
    publish(alice, made)
    client.force_login(bob)
    voice = Source.objects.get(item=own.id).source_id
    page = client.get(f"/mine/{voice}/").content.decode()
    assert "Review within a day" in page
    assert "proposed: adapted" in page


@pytest.mark.slow
def test_outcomes_take_as_many_queries_for_one_voice_as_for_three(
    alice: Person, bob: Person, desks: Desks, concern: Concern
) -> None:
    assert desks.keys
    own = [
        register.add_own_idea(by=bob, concern=concern, text=f"Say it {word}.") for word in ("now", "then", "at noon")
    ]
    made = begun(alice, concern)
    publish(alice, made)
    voices = [UUID(Source.objects.get(item=each.id).source_id) for each in own]
    counted = []
    for asked in (voices[:1], voices):
        with CaptureQueriesContext(connection) as captured:
            Outcomes().outcomes_of(asked)
        counted.append(len(captured))
    assert counted[0] == counted[1]


@pytest.mark.slow
def test_the_list_takes_as_many_queries_for_one_row_as_for_three_and_tells_the_pace(
    alice: Person, bob: Person, raised: Raise, client: Client, noon: time_machine.Traveller
) -> None:
    client.force_login(alice)
    counted, made = [], []
    for number in range(3):
        found = raised(f"Reviews wait {'again ' * number}", audience=Audience.ORGANISATION)
        idea(alice, found)
        made.append(begun(alice, found))
        publish(alice, made[-1])
        client.get("/propositions/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/propositions/")
        counted.append(len(captured))
    assert counted[0] == counted[2]
    noon.shift(timedelta(days=9))
    reviewed(alice, made[0])
    decide(alice, made[0].parts.get())
    client.force_login(bob)
    page = client.get("/propositions/").content.decode()
    assert "9 days from first mention to decision" in page
    assert "Open for more than 3 sprints</h2>" not in page
    noon.shift(timedelta(days=56))
    client.force_login(bob)
    assert "Open for more than 3 sprints</h2>" in client.get("/propositions/").content.decode()
    assert "Open for more than 9 sprints</h2>" not in client.get("/propositions/?sprints=9").content.decode()


def test_nothing_is_decided_while_people_are_still_asked(
    alice: Person, bob: Person, in_two_parts: Proposition, noon: time_machine.Traveller
) -> None:
    first = in_two_parts.parts.all()[0]
    send(alice, in_two_parts)
    actions.answer_review(ask=ask_of(bob, in_two_parts), answer=Answer.OBJECTION, words="It doubles the work.")
    with pytest.raises(Refused, match="still asked"):
        decide(alice, first)
    noon.shift(timedelta(days=6))
    with pytest.raises(Refused, match="An objection stands"):
        decide(alice, first)
    actions.end_objection(ask=ask_of(bob, in_two_parts), ended=Ended.WITHDRAWN)
    assert decide(alice, first).outcome == Outcome.YES


@pytest.mark.slow
def test_a_duty_of_a_draft_is_on_no_page_that_everybody_reads(alice: Person, in_two_parts: Proposition) -> None:
    first = in_two_parts.parts.all()[0]
    words = PartWords(title=first.title, text=first.text, duties=["Mentor newcomers"])
    actions.change_part(by=alice, part=first, words=words)
    assert pages.role_map().under_none == ()
    publish(alice, in_two_parts)
    assert pages.role_map().under_none == ("Mentor newcomers",)
