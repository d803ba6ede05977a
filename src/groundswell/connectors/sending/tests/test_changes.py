"""Changes of a handbook, and asks in a chat."""

import json
import re
from base64 import b64decode
from datetime import timedelta

import pytest
import time_machine

from groundswell.connectors.sending import delivering
from groundswell.connectors.sending.models import Sending
from groundswell.connectors.sending.rules import Kind, State, What, marker_of
from groundswell.connectors.sending.tests.conftest import NOON, Named
from groundswell.connectors.sending.tests.outside import Outside
from groundswell.connectors.sending.tests.test_sending import sent, tried
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Part, Proposition, ReviewAsk
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import Answer
from groundswell.propositions.proposing.tests.conftest import reviewed, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORGES = (Kind.GITHUB, Kind.GITLAB)
CHATS = (Kind.SLACK, Kind.MATTERMOST)


@pytest.fixture
def decided(alice: Person, let_out: Proposition) -> Proposition:
    """Return a proposition of which everything is decided, and may leave."""
    reviewed(alice, let_out)
    actions.decide_part(
        by=alice,
        part=Part.objects.get(),
        outcome=Outcome.YES,
        reason="It costs little.",
        decider=alice,
        review_on=clock.today() + timedelta(days=30),
    )
    actions.let_outside(by=alice, proposition=let_out, kept="as it is")
    return Proposition.objects.get()


def prepared(by: Person, named: Named, kind: Kind, about: Proposition) -> Sending:
    place = named(kind, branch="main", folder="handbook")
    return delivering.prepare(by=by, place=place, what=What.HANDBOOK, about=about.id)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORGES)
def test_a_change_holds_what_was_decided_word_for_word_on_a_branch_of_its_own(
    kind: Kind, there: Outside, named: Named, alice: Person, decided: Proposition
) -> None:
    shown = prepared(alice, named, kind, decided)
    assert there.writes == []
    made = sent(alice, shown)
    told = there.writes[0].data | there.writes[1].data
    text = b64decode(told["content"]).decode() if kind is Kind.GITHUB else told["actions"][0]["content"]
    assert "Somebody reviews each day." in text
    assert "It costs little." in text
    assert [each.body.decode() for each in there.writes] == [letter["body"] for letter in shown.letters]
    assert marker_of(shown.id.hex) in there.writes[0].body.decode()
    assert "handbook/review-within-a-day-" in there.writes[0].body.decode() + there.writes[1].path
    now = Proposition.objects.get()
    assert (now.handbook, now.handbook_at) == ("open", made.link)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORGES)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_change_that_broke_off_anywhere_is_finished_and_never_doubled(
    *,
    kind: Kind,
    number: int,
    there: Outside,
    named: Named,
    alice: Person,
    decided: Proposition,
    noon: time_machine.Traveller,
) -> None:
    shown = prepared(alice, named, kind, decided)
    if number >= len(shown.letters):
        return
    there.breaks = [*[""] * number, "lose"]
    assert tried(alice, shown).state == State.UNSURE
    noon.move_to(NOON + timedelta(minutes=3))
    assert sent(alice, Sending.objects.get()).state == State.SENT
    assert len(there.made) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORGES)
def test_a_branch_that_is_there_from_an_earlier_try_is_no_fault(
    *, kind: Kind, there: Outside, named: Named, alice: Person, decided: Proposition, noon: time_machine.Traveller
) -> None:
    shown = prepared(alice, named, kind, decided)
    there.breaks = ["lose"]
    tried(alice, shown)
    noon.move_to(NOON + timedelta(minutes=3))
    there.bodies = {
        "refs": b'{"message": "Reference already exists"}',
        "commits": b'{"message": "A branch already exists"}',
    }
    assert sent(alice, Sending.objects.get()).state == State.SENT


@pytest.mark.slow
@pytest.mark.parametrize("stands", ["merged", "closed"])
def test_the_page_says_how_a_change_stands_when_it_is_asked(
    *, stands: str, there: Outside, named: Named, alice: Person, decided: Proposition
) -> None:
    made = sent(alice, prepared(alice, named, Kind.GITLAB, decided))
    there.made[-1]["state"] = stands
    delivering.ask_how_it_stands(by=alice, sending=made)
    assert Proposition.objects.get().handbook == stands


@pytest.mark.slow
def test_a_merged_change_that_creates_a_role_needs_its_transition_plan(
    there: Outside, named: Named, alice: Person, decided: Proposition
) -> None:
    made = sent(alice, prepared(alice, named, Kind.GITLAB, decided))
    Part.objects.update(creates_role=True)
    there.made[-1]["state"] = "merged"
    with pytest.raises(Refused, match="transition plan"):
        delivering.ask_how_it_stands(by=alice, sending=made)
    assert Proposition.objects.get().handbook == "open"
    assert Sending.objects.get().stands == "open"


@pytest.mark.slow
def test_nothing_that_is_not_decided_goes_into_a_handbook(named: Named, alice: Person, let_out: Proposition) -> None:
    with pytest.raises(Refused, match="Nothing of it is decided"):
        prepared(alice, named, Kind.GITLAB, let_out)


@pytest.mark.slow
def test_a_forge_that_does_not_know_its_branch_is_said_before_anything_is_kept(
    there: Outside, named: Named, alice: Person, decided: Proposition
) -> None:
    there.breaks = [404]
    with pytest.raises(Refused, match="main branch"):
        prepared(alice, named, Kind.GITHUB, decided)
    assert Sending.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHATS)
def test_an_ask_in_a_chat_never_says_who_is_asked_nor_who_has_answered(
    kind: Kind, there: Outside, named: Named, organisation: Cast, let_out: Proposition
) -> None:
    send(organisation.alice, let_out, minutes=1)
    asks = ReviewAsk.objects.order_by("id")
    place = named(kind)
    before = delivering.prepare(by=organisation.alice, place=place, what=What.ASK, about=let_out.id)
    first = before.letters
    actions.answer_review(ask=asks[0], answer=Answer.SUPPORT)
    after = delivering.prepare(by=organisation.alice, place=place, what=What.ASK, about=let_out.id)
    assert after.letters == first
    made = sent(organisation.alice, after)
    text = there.writes[0].data.get("text") or there.writes[0].data["message"]
    assert "Review within a day" in text
    assert {each.person.name for each in asks.select_related("person")}.isdisjoint(re.findall(r"\w+", text))
    assert made.link


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHATS)
def test_a_message_whose_answer_was_lost_stands_once(
    *, kind: Kind, there: Outside, named: Named, organisation: Cast, let_out: Proposition, noon: time_machine.Traveller
) -> None:
    send(organisation.alice, let_out, minutes=1)
    shown = delivering.prepare(by=organisation.alice, place=named(kind), what=What.ASK, about=let_out.id)
    there.breaks = ["lose"]
    tried(organisation.alice, shown)
    noon.move_to(NOON + timedelta(minutes=3))
    assert sent(organisation.alice, Sending.objects.get()).state == State.SENT
    assert len(there.made) == 1


@pytest.mark.slow
def test_slack_that_says_no_with_a_good_status_has_said_no(
    there: Outside, named: Named, organisation: Cast, let_out: Proposition
) -> None:
    send(organisation.alice, let_out, minutes=1)
    shown = delivering.prepare(by=organisation.alice, place=named(Kind.SLACK), what=What.ASK, about=let_out.id)
    there.refuses = json.dumps({"ok": False, "error": "not_in_channel"}).encode()
    assert tried(organisation.alice, shown).state == State.REFUSED


@pytest.mark.slow
def test_without_an_open_review_there_is_nothing_to_ask_for(named: Named, alice: Person, let_out: Proposition) -> None:
    with pytest.raises(Refused, match="No review"):
        delivering.prepare(by=alice, place=named(Kind.SLACK), what=What.ASK, about=let_out.id)
