"""What is told and counted before a review goes out, and who proves that both sides were heard."""

from datetime import timedelta

import pytest
from django.test import Client

from groundswell.kit import clock
from groundswell.people.models import AskOfAll, Leave, Person
from groundswell.propositions.models import Proposition, Round
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.letter import ReviewLinks
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.tests.conftest import publish, send, view
from groundswell.propositions.rounds import actions as rounds
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.register.models import Concern

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_deadline_before_the_next_letter_is_told_before_anybody_is_asked(
    alice: Person, published_one: Proposition, client: Client
) -> None:
    client.force_login(alice)
    told = "after this deadline: people will find it on their start page alone"
    for days, is_told in ((2, True), (9, False)):
        said = {"deadline": (clock.today() + timedelta(days=days)).isoformat(), "minutes": "10", "reason": ""}
        page = client.post(f"/propositions/{published_one.id}/review/", said).content.decode()
        assert (told in page) is is_told


@pytest.mark.slow
def test_minutes_that_were_counted_with_the_round_are_not_counted_again(
    alice: Person, published_one: Proposition
) -> None:
    found = rounds.prepare_round(by=alice, prepared=Prepared(title="Reviews", question="How?", template=Template.FULL))
    rounds.open_round(by=alice, found=found)
    Round.objects.filter(id=found.id).update(phase=Phase.REVIEW, proposition=published_one.id)
    send(alice, published_one, minutes=10)
    planned = phases.minutes_of(Template.FULL)
    assert sorted(AskOfAll.objects.values_list("minutes", flat=True)) == sorted([planned, 10 - 5])


def test_whoever_writes_it_is_no_proof_that_a_side_was_heard(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition
) -> None:
    seen = view(alice, concern)
    publish(alice, proposition)
    with pytest.raises(PermissionError):
        actions.hold_side(by=alice, proposition=proposition, perspective=seen.id)
    actions.hold_side(by=bob, proposition=proposition, perspective=seen.id)
    assert not coverage_of(proposition).unheard


@pytest.mark.slow
def test_one_hour_of_one_person_is_told_as_one(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    for person in Person.objects.exclude(id=alice.id):
        Leave.objects.create(person=person, from_on=clock.today(), to_on=clock.today() + timedelta(days=9))
    client.force_login(alice)
    day = (clock.today() + timedelta(days=5)).isoformat()
    page = client.post(f"/propositions/{published_one.id}/review/", {"deadline": day, "minutes": "60"}).text
    assert "1 person × 60 minutes = 1 hour." in page
    assert "Ask 1 person" in page
    Leave.objects.all().delete()
    send(alice, published_one, minutes=1)
    assert "1 minute, one click" in ReviewLinks().lines(bob, None, clock.today())[0]
