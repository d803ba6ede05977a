"""Whoever said "yes, this helped", or "not fixed", may say otherwise; counts follow, and nothing tells who."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.register.models import Answer, Change, Concern
from groundswell.register.outcomes import Outcomes
from groundswell.register.policy import reading_of
from groundswell.register.queries.concern import sources_of
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import Desks, move
from groundswell.voices import actions
from groundswell.voices.ports import Outcome
from groundswell.voices.tests.conftest import opened, say, sign
from groundswell.voices.tests.test_thread_page import fill, open_by, receipt_of

pytestmark = pytest.mark.django_db
type Raise = Callable[..., Concern]
type Browser = Callable[[Person], Client]


def outcome(voice: UUID) -> Outcome:
    (found,) = Outcomes().outcomes_of([voice])[voice]
    return found


def state_of(concern: Concern) -> str:
    return Concern.objects.get(id=concern.id).state


def answer(voice: UUID, concern: Concern, *, helped: bool) -> None:
    Outcomes().confirm(voice, concern.id, helped=helped)


@pytest.fixture
def fixed(desks: Desks, alice: Person, raised: Raise) -> tuple[Concern, UUID, UUID]:
    """Return a concern that is fixed, and the two voices behind it."""
    one, other = say(desks).voice, say(desks, "Something else").voice
    return move(raised(voices=(one, other)), State.FIXED, by=alice), one, other


def test_a_yes_becomes_not_fixed_and_the_concern_opens_again(fixed: tuple[Concern, UUID, UUID]) -> None:
    concern, one, _other = fixed
    answer(one, concern, helped=True)
    assert (outcome(one).may_confirm, outcome(one).said) == (False, True)
    answer(one, concern, helped=False)
    assert state_of(concern) == State.LOOKED_AT
    assert outcome(one).said is False
    assert Answer.objects.count() == 1


def test_not_fixed_becomes_a_yes_and_the_concern_is_confirmed(fixed: tuple[Concern, UUID, UUID]) -> None:
    concern, one, other = fixed
    answer(one, concern, helped=False)
    answer(one, concern, helped=True)
    assert state_of(concern) == State.CONFIRMED
    assert (outcome(other).may_confirm, outcome(other).said) == (True, None)


def test_it_stays_open_while_anybody_else_says_not_fixed(fixed: tuple[Concern, UUID, UUID]) -> None:
    concern, one, other = fixed
    answer(one, concern, helped=True)
    answer(other, concern, helped=False)
    answer(one, concern, helped=False)
    answer(other, concern, helped=True)
    assert state_of(concern) == State.LOOKED_AT
    answer(one, concern, helped=True)
    assert state_of(concern) == State.CONFIRMED


def test_who_said_nothing_while_it_was_fixed_closes_nothing_that_is_open_again(
    fixed: tuple[Concern, UUID, UUID],
) -> None:
    concern, one, other = fixed
    answer(one, concern, helped=False)
    answer(other, concern, helped=True)
    assert state_of(concern) == State.LOOKED_AT
    assert (outcome(other).may_confirm, outcome(other).said) == (False, None)
    assert Answer.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("on", [State.DECIDED, State.BEING_FIXED, State.NOT_OURS])
def test_once_its_keeper_has_moved_it_on_nobody_says_otherwise_of_the_old_fix(
    fixed: tuple[Concern, UUID, UUID], alice: Person, on: State
) -> None:
    concern, one, _other = fixed
    answer(one, concern, helped=False)
    move(Concern.objects.get(id=concern.id), on, by=alice)
    assert outcome(one).said is None
    answer(one, concern, helped=True)
    assert state_of(concern) == on


@pytest.mark.slow
def test_what_its_keeper_opened_again_is_not_closed_by_an_answer(
    fixed: tuple[Concern, UUID, UUID], alice: Person
) -> None:
    concern, one, _other = fixed
    answer(one, concern, helped=True)
    move(Concern.objects.get(id=concern.id), State.LOOKED_AT, by=alice)
    assert outcome(one).said is None
    answer(one, concern, helped=True)
    assert state_of(concern) == State.LOOKED_AT


def test_a_change_of_mind_names_nobody_and_leaves_no_line_in_the_log(fixed: tuple[Concern, UUID, UUID]) -> None:
    concern, one, _other = fixed
    lines = Entry.objects.count()
    for helped in (True, False, True, True):
        answer(one, concern, helped=helped)
    assert Entry.objects.count() == lines
    history = Change.objects.filter(item=concern.id).order_by("number")
    told = [(State(each.after), each.by_id) for each in history]
    assert told[2:] == [(State.CONFIRMED, None), (State.LOOKED_AT, None), (State.CONFIRMED, None)]


@pytest.mark.slow
def test_it_is_one_click_on_the_page_of_what_i_said_and_the_desk_reads_nothing_of_it(
    desks: Desks, client_of: Browser, alice: Person, bob: Person, raised: Raise
) -> None:
    voice = sign(bob, desks)
    concern = move(raised(voices=(voice,)), State.FIXED, by=alice)
    browser, page = client_of(bob), reverse("mine_one", args=[voice])
    said = {True: "You said: yes, this helped.", False: "You said: not fixed."}
    for helped in (True, False, True):
        sent = {"about": concern.id, "helped": "yes" if helped else "no"}
        assert browser.post(reverse("mine_confirm", args=[voice]), sent).status_code == 303
        shown = browser.get(page).content.decode()
        assert said[helped] in shown
        assert said[not helped] not in shown
    desk = client_of(alice)
    desk.post(reverse("desk_unlock"), {"passphrase": "lamp otter seven gravel"})
    read = desk.post(reverse("desk_voice_read", args=[voice]), follow=True).content.decode()
    assert "What became of it" in read
    assert "You said" not in read
    assert "it helped after all" not in read


@pytest.mark.slow
def test_it_is_one_click_by_receipt_too(desks: Desks, client: Client, alice: Person, raised: Raise) -> None:
    spoken = say(desks)
    concern = move(raised(voices=(spoken.voice,)), State.FIXED, by=alice)
    page = open_by(client, receipt_of(spoken))
    for helped, words in (("no", "You said: not fixed."), ("yes", "You said: yes, this helped.")):
        page = fill(client, page.form("helped"), helped=helped)
        assert page.status == 200
        page = open_by(client, receipt_of(spoken))
        assert words in page.words
    assert state_of(concern) == State.CONFIRMED


def test_a_voice_that_is_taken_back_confirms_nothing_any_more(desks: Desks, alice: Person, raised: Raise) -> None:
    one, other = say(desks), say(desks, "Something else")
    concern = move(raised(voices=(one.voice, other.voice)), State.FIXED, by=alice)
    answer(one.voice, concern, helped=True)
    assert state_of(concern) == State.CONFIRMED
    assert [each.exactly for each in sources_of([concern.id], concern, reading_of(alice))] == [2]
    actions.withdraw(thread=opened(one))
    assert state_of(concern) == State.FIXED
    assert not Answer.objects.exists()
    assert [each.exactly for each in sources_of([concern.id], concern, reading_of(alice))] == [1]
    assert outcome(other.voice).may_confirm


def test_what_another_confirmed_stays_confirmed(desks: Desks, alice: Person, raised: Raise) -> None:
    one, other = say(desks), say(desks, "Something else")
    concern = move(raised(voices=(one.voice, other.voice)), State.FIXED, by=alice)
    answer(one.voice, concern, helped=True)
    answer(other.voice, concern, helped=True)
    actions.withdraw(thread=opened(one))
    assert state_of(concern) == State.CONFIRMED


def test_what_its_keeper_moved_on_stays_where_it_is(desks: Desks, alice: Person, raised: Raise) -> None:
    one = say(desks)
    concern = move(raised(voices=(one.voice,)), State.FIXED, by=alice)
    answer(one.voice, concern, helped=False)
    move(Concern.objects.get(id=concern.id), State.DECIDED, by=alice)
    actions.withdraw(thread=opened(one))
    assert state_of(concern) == State.DECIDED
