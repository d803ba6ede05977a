"""A round goes on when the work of its phase is done: published, reviewed, decided; or it ends with a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Proposition, Round
from groundswell.propositions.proposing import actions as proposing
from groundswell.propositions.proposing import tasks
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.tests.conftest import part, publish, send
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.letter import RoundLines
from groundswell.propositions.rounds.panels import DeskRounds
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.propositions.rounds.sweeps import rounds as sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(alice: Person) -> Round:
    """Return a round that waits for its proposition."""
    made = actions.prepare_round(by=alice, prepared=Prepared("Reviews"))
    return actions.open_round(by=alice, found=made)


def decide(by: Person, proposition: Proposition, outcome: Outcome = Outcome.YES) -> None:
    for each in proposition.parts.all():
        if not each.decisions.exclude(outcome=Outcome.LATER).exists():
            proposing.decide_part(
                by=by,
                part=each,
                outcome=outcome,
                reason="It costs little.",
                decider=by,
                review_on=clock.today() + timedelta(days=28),
            )


def in_phase(found: Round, phase: Phase, proposition: Proposition | None = None) -> Round:
    Round.objects.filter(id=found.id).update(phase=phase, proposition=proposition.id if proposition else None)
    found.refresh_from_db()
    return found


def past(found: Round, noon: time_machine.Traveller, days: int = 1) -> None:
    assert found.closes_on is not None
    noon.shift(found.closes_on - clock.today() + timedelta(days=days))
    sweep()
    found.refresh_from_db()


def test_a_round_goes_its_whole_way_with_a_proposition_that_is_published_reviewed_and_decided(
    alice: Person, found: Round, proposition: Proposition, noon: time_machine.Traveller
) -> None:
    with pytest.raises(Refused, match="Note the published proposition"):
        actions.move_round(by=alice, found=found, seen=Phase.PROPOSITION)
    with pytest.raises(Refused, match="that are listed"):
        actions.follow_round(by=alice, found=found, proposition=found.id)
    actions.follow_round(by=alice, found=found, proposition=proposition.id)
    with pytest.raises(Refused, match="Note the published proposition"):
        actions.move_round(by=alice, found=found, seen=Phase.PROPOSITION)
    publish(alice, proposition)
    actions.move_round(by=alice, found=found, seen=Phase.PROPOSITION)
    review = send(alice, proposition)
    with pytest.raises(Refused, match=r"is open\. When it closes, the round goes on by itself"):
        actions.move_round(by=alice, found=found, seen=Phase.REVIEW)
    noon.shift(review.deadline - clock.today() + timedelta(days=1))
    tasks.reviews()
    sweep()
    found.refresh_from_db()
    assert found.phase == Phase.DECISION
    with pytest.raises(Refused, match="Decide every part"):
        actions.move_round(by=alice, found=found, seen=Phase.DECISION)
    decide(alice, proposition, Outcome.LATER)
    with pytest.raises(Refused, match="Decide every part"):
        actions.move_round(by=alice, found=found, seen=Phase.DECISION)
    decide(alice, proposition)
    actions.move_round(by=alice, found=found, seen=Phase.DECISION)
    actions.move_round(by=alice, found=found, seen=Phase.FOLLOW_UP)
    assert (found.phase, found.ended_in) == (Phase.ENDED, "")


def test_one_part_that_is_open_holds_the_decision_of_a_round(
    alice: Person, found: Round, proposition: Proposition
) -> None:
    part(alice, proposition, "Pair", "Pair for an hour.")
    publish(alice, proposition)
    in_phase(found, Phase.DECISION, proposition)
    first, second = proposition.parts.all()
    for each in (first, second):
        assert queries.missing_of(found) is Missing.DECISION
        proposing.decide_part(
            by=alice,
            part=each,
            outcome=Outcome.NO,
            reason="It costs too much.",
            decider=alice,
            review_on=clock.today() + timedelta(days=28),
        )
    assert queries.missing_of(found) is None


def test_the_clock_moves_no_round_on_whose_review_is_open_and_the_desk_says_why(
    alice: Person, bob: Person, found: Round, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    in_phase(found, Phase.REVIEW, published_one)
    send(alice, published_one, days=20)
    past(found, noon)
    assert found.phase == Phase.REVIEW
    assert queries.stalled(clock.today()) == {found: Missing.REVIEW}
    panel = DeskRounds().panel_for(alice, is_open=True)
    assert panel is not None
    assert str(panel.lines[0].about).startswith("The review of its proposition is open.")
    assert "waits for you" not in str(panel.lines[0].about)
    told = list(RoundLines().lines(alice, None, clock.today()))[-1]
    assert "is past its last day. The review of its proposition is open" in told
    assert "advocates" not in told
    assert not list(RoundLines().lines(bob, None, clock.today()))


@pytest.mark.parametrize("phase", [Phase.SIDES, Phase.REVIEW])
def test_the_clock_moves_no_round_on_without_a_proposition_and_after_three_days_all_read_why(
    bob: Person, found: Round, phase: Phase, noon: time_machine.Traveller, client_of: Callable[[Person], Client]
) -> None:
    Round.objects.filter(id=found.id).update(template=Template.FULL)
    in_phase(found, phase)
    past(found, noon)
    assert found.phase == phase
    address = reverse("rounds:round", args=[found.id])
    assert "is past its last day" not in client_of(bob).get(address).text
    past(found, noon, days=8)
    page = client_of(bob).get(address).text
    assert "waits for the advocates. No published proposition is noted here yet." in page


def test_a_review_that_was_not_sent_is_passed_by_an_advocate_and_not_by_the_clock(
    alice: Person, found: Round, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    in_phase(found, Phase.REVIEW, published_one)
    past(found, noon)
    assert queries.stalled(clock.today()) == {found: Missing.SENDING}
    actions.move_round(by=alice, found=found, seen=Phase.REVIEW)
    assert found.phase == Phase.DECISION


def test_both_sides_go_on_by_the_clock_once_the_proposition_is_there(
    found: Round, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    Round.objects.filter(id=found.id).update(template=Template.FULL)
    in_phase(found, Phase.SIDES, published_one)
    past(found, noon)
    assert found.phase == Phase.REVIEW
    assert queries.stalled(clock.today()) == {}


def test_of_two_advocates_at_once_the_later_is_told(alice: Person, found: Round, published_one: Proposition) -> None:
    in_phase(found, Phase.PROPOSITION, published_one)
    seen_by_another = Round.objects.get(id=found.id)
    actions.move_round(by=alice, found=found, seen=Phase.PROPOSITION)
    with pytest.raises(Refused, match="Somebody else has moved this round on: it is in the phase “review” now"):
        actions.move_round(by=alice, found=seen_by_another, seen=Phase.PROPOSITION)
    with pytest.raises(Refused, match="Somebody else has moved this round on"):
        actions.end_round(by=alice, found=seen_by_another, seen=Phase.PROPOSITION, reason="Nothing came of it.")
    found.refresh_from_db()
    assert (found.phase, found.ended_in) == (Phase.REVIEW, "")


def test_what_many_rounds_lack_takes_as_many_queries_as_what_one_lacks(
    alice: Person, found: Round, published_one: Proposition
) -> None:
    in_phase(found, Phase.DECISION, published_one)
    with CaptureQueriesContext(connection) as one:
        queries.missing_in([found])
    more = [actions.prepare_round(by=alice, prepared=Prepared(f"More {number}")) for number in range(3)]
    for each in more:
        in_phase(each, Phase.DECISION, published_one)
    with CaptureQueriesContext(connection) as four:
        assert set(queries.missing_in([found, *more]).values()) == {Missing.DECISION}
    assert len(one) == len(four) == 3


# --- Ended early -----------------------------------------------------------------------------------------------------


def test_a_round_ends_early_with_a_reason_that_everybody_reads(
    alice: Person, bob: Person, found: Round, client_of: Callable[[Person], Client]
) -> None:
    desk, path = client_of(alice), reverse("rounds:end", args=[found.id])
    page = reverse("rounds:round", args=[found.id])
    assert path in desk.get(page).text
    assert path not in client_of(bob).get(page).text
    long = "We wait for the client. " * 30
    refused = desk.post(path, {"seen": "proposition", "reason": long})
    assert (refused.status_code, long.strip() in refused.text) == (422, True)
    assert "Say in a sentence why it ends" in desk.post(path, {"seen": "proposition", "reason": " "}).text
    assert desk.post(path, {"seen": "proposition", "reason": "The client left."}).status_code == 303
    told = client_of(bob).get(page).text
    assert "Ended in the phase “proposition”" in told
    assert "The client left." in told
    assert path not in desk.get(page).text
    found.refresh_from_db()
    assert (found.phase, found.closes_on) == (Phase.ENDED, None)
    assert not any(each.is_reached for each in queries.steps_of(found)), "no phase was passed"


@pytest.mark.parametrize(
    ("seen", "reason", "sentence"),
    [
        (Phase.IDEAS, "No.", "Nobody closes this phase by hand"),
        (Phase.VOTES, "No.", "Nobody closes this phase by hand"),
        (Phase.PROPOSITION, "  ", "why it ends"),
        (Phase.PREPARE, "No.", "in another phase now"),
        (Phase.ENDED, "No.", "in another phase now"),
    ],
)
def test_no_round_ends_in_a_silent_phase_or_in_silence(
    alice: Person, found: Round, seen: Phase, reason: str, sentence: str
) -> None:
    in_phase(found, seen)
    with pytest.raises(Refused, match=sentence):
        actions.end_round(by=alice, found=found, seen=seen, reason=reason)


def test_the_database_keeps_no_early_end_without_its_reason(found: Round) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(id=found.id).update(ended_in=Phase.REVIEW)


@pytest.mark.slow
def test_the_page_of_a_round_begins_its_proposition_and_is_noted_there_at_once(
    alice: Person, found: Round, client: Client
) -> None:
    client.force_login(alice)
    page, begin = reverse("rounds:round", args=[found.id]), reverse("propositions:begin")
    assert f'href="{begin}?round={found.id}"' in client.get(page).text
    shown = client.get(f"{begin}?round={found.id}").text
    assert "It comes of the round “Reviews”" in shown
    assert client.get(f"{begin}?round=none").status_code == 200
    refused = client.post(begin, {"title": "", "round": str(found.id)})
    assert refused.status_code == 422
    assert "It comes of the round “Reviews”" in refused.text, "a form that comes back keeps its round"
    client.post(begin, {"title": "A day for reviews", "round": str(found.id)})
    found.refresh_from_db()
    begun = Proposition.objects.get()
    assert (found.proposition, begun.title) == (begun.id, "A day for reviews")
    assert f"{begin}?round=" not in client.get(page).text
    client.post(begin, {"title": "Another", "round": str(found.id)})
    found.refresh_from_db()
    assert found.proposition == begun.id, "what came of it stays what it is"


@pytest.mark.slow
def test_a_review_is_proposed_for_the_days_and_minutes_that_its_round_has_planned(
    alice: Person, found: Round, published_one: Proposition, client: Client
) -> None:
    client.force_login(alice)
    address = reverse("propositions:send", args=[published_one.id])
    end = f'value="{people.sprint_now().last}"'
    assert end in client.get(address).text, "without a round it is the end of the sprint"
    actions.follow_round(by=alice, found=found, proposition=published_one.id)
    shown = client.get(address).text
    assert 'value="2026-12-01"' in shown, "two days of its phase, and three of the review"
    Round.objects.filter(id=found.id).update(template=Template.FULL)
    assert 'name="minutes" value="5"' in client.get(address).text
    Round.objects.filter(id=found.id).update(phase=Phase.REVIEW, closes_on=clock.today())
    assert 'value="2026-11-26"' in client.get(address).text, "a day that has passed is no day to answer on"
    Round.objects.filter(id=found.id).update(phase=Phase.FOLLOW_UP)
    assert end in client.get(address).text


@pytest.mark.slow
def test_the_page_of_a_round_says_on_which_days_its_phases_end(
    alice: Person, bob: Person, found: Round, client: Client
) -> None:
    client.force_login(bob)
    page = client.get(reverse("rounds:round", args=[found.id])).text
    assert 'decision <span class="quiet"><time datetime="2026-12-03">' in page
    assert "if none is put off" in page
    client.force_login(alice)
    assert (
        "Empty: Friday (in 2 days), as the template plans it."
        in client.get(reverse("rounds:round", args=[found.id])).text
    )
    chosen = client.get(reverse("rounds:prepare")).text
    assert "Proposition → review → decision. Opened today, it is decided by" in chosen
    found = in_phase(found, Phase.ENDED)
    assert "if none is put off" not in client.get(reverse("rounds:round", args=[found.id])).text
