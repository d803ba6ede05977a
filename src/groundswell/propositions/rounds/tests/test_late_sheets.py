"""In the next sprint everybody gets a sheet for late ideas, so that it tells of nobody that they were away."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.checkins.tests.stage import on
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as organisation
from groundswell.people.models import Person
from groundswell.propositions.models import Idea, IdeaSheet, Round, SealedPhase
from groundswell.propositions.rounds import actions, queries, sealing
from groundswell.propositions.rounds.letter import RoundLines
from groundswell.propositions.rounds.panels import OpenRounds
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules.phases import Ending, Phase, SealedState, Template
from groundswell.propositions.rounds.sweeps import rounds
from groundswell.propositions.rounds.tests import stage

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def revealed(alice: Person) -> Round:
    """Return a round whose ideas were revealed in this sprint."""
    found = stage.opened(alice)
    for person in stage.organisation():
        stage.writes(found, person, f"An idea of {person.name}")
    rounds()
    found.refresh_from_db()
    return found


def next_sprint() -> AbstractContextManager[None]:
    return on(organisation.sprint_now().last + timedelta(days=1))


@pytest.mark.slow
def test_everybody_has_a_sheet_in_the_next_sprint_and_nobody_before(revealed: Round) -> None:
    rounds()
    assert not IdeaSheet.objects.exists()
    with next_sprint():
        rounds()
        rounds()
        assert IdeaSheet.objects.filter(round=revealed).count() == len(stage.organisation())
        assert {len(bytes(each.sealed)) for each in IdeaSheet.objects.all()} == {16384 + 48}
        asked = [queries.asked_now(each) for each in stage.organisation()]
    assert [[each.phase for each in some] for some in asked] == [[Phase.LATE]] * len(asked)


@pytest.mark.slow
def test_late_ideas_come_together_after_the_last_day_and_the_round_goes_its_way(revealed: Round, bob: Person) -> None:
    actions.add_statement(by=bob, found=revealed, text="Reviews come first.")
    phase = revealed.phase
    with next_sprint():
        rounds()
        link = stage.link_of(revealed, bob, Phase.LATE)
        path = reverse("rounds:late_ideas", args=[link])
        page = Client().get(path).text
        assert "Everybody has such a sheet" in page
        for person in stage.organisation():
            known = stage.known(revealed, person, Phase.LATE)
            actions.write_ideas(known=known, ideas=[f"Later, {person.name}"], done=None)
        assert "marked late" in page
        assert Client().post(path, {"idea": ["And one more"]}).status_code == 200
        rounds()
        assert not Idea.objects.filter(is_late=True).exists(), "that all have written ends nothing"
        last = SealedPhase.objects.get(round=revealed, phase=Phase.LATE).last_day
    assert last is not None
    revealed.refresh_from_db()
    before = revealed.phase
    with on(last + timedelta(days=1)):
        rounds()
        with pytest.raises(NotTaken, match="has closed"):
            actions.require_link(link, Phase.LATE)
    assert Idea.objects.filter(is_late=True).count() == len(stage.organisation()) + 1
    assert not IdeaSheet.objects.exists()
    ended = SealedPhase.objects.get(round=revealed, phase=Phase.LATE)
    assert (ended.state, ended.ending) == (SealedState.ENDED, Ending.SHOWN)
    assert sealing.secret_kept(revealed.number, Phase.LATE) is None
    assert sealing.outer_pair_kept(revealed.number, Phase.LATE) is None
    assert phase == Phase.CLARIFY
    assert before != Phase.CLARIFY


@pytest.mark.slow
def test_nothing_tells_who_was_away_by_their_sheet(alice: Person, bob: Person) -> None:
    with on(clock.today() - timedelta(days=1)):
        people.be_away(by=alice, person=bob, from_on=clock.today(), to_on=clock.today() + timedelta(days=9))
    found = stage.opened(alice)
    for person in stage.organisation():
        if person != bob:
            stage.writes(found, person, "An idea")
    rounds()
    with next_sprint():
        rounds()
        lines = {person: RoundLines().lines(person, None, clock.today()) for person in stage.organisation()}
        panels = [OpenRounds().panel_for(person) for person in stage.organisation()]
    assert [each for each in lines[bob][1:] if "You were away" in each] == []
    assert {len(some) for person, some in lines.items() if person != alice} == {1}
    assert "were you away, or did you think of something since?" in lines[bob][0]
    texts = {
        tuple((each.title, each.about, str(each.day), each.act_words) for each in one.lines) for one in panels if one
    }
    assert len(texts) == 1


@pytest.mark.slow
def test_who_leaves_takes_the_late_sheet_along(revealed: Round, alice: Person, bob: Person) -> None:
    with next_sprint():
        rounds()
        people.leave(by=alice, person=bob)
        assert IdeaSheet.objects.filter(round=revealed).count() == len(stage.organisation())


def test_among_too_few_no_late_sheets_are_laid_out(revealed: Round) -> None:
    Round.objects.update(k=40)
    with next_sprint():
        rounds()
    assert not IdeaSheet.objects.exists()


def test_the_page_of_the_round_leads_to_the_sheet(
    revealed: Round, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    with next_sprint():
        rounds()
        page = client_of(bob).get(reverse("rounds:round", args=[revealed.id])).text
        assert reverse("rounds:late_ideas", args=[stage.link_of(revealed, bob, Phase.LATE)]) in page
        assert "nobody is waited for" in page


def test_a_round_that_waits_for_the_desk_is_told_to_advocates_then_to_everybody(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    found = stage.opened(alice, template=Template.REVIEW_ONLY)
    assert found.closes_on is not None
    path = reverse("rounds:round", args=[found.id])
    with on(found.closes_on + timedelta(days=1)):
        assert "waits for the advocates" in RoundLines().lines(alice, None, clock.today())[0]
        assert list(RoundLines().lines(bob, None, clock.today())) == []
        assert "waits for the advocates" not in client_of(bob).get(path).text
    with on(found.closes_on + timedelta(days=8)):
        assert "waits for the advocates" in client_of(bob).get(path).text
