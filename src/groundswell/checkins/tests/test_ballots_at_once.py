"""Fifty hands at one ballot, two readers at one closed check-in: it happens once, on the real database."""

from collections import Counter

import pytest
from django.test import Client

from groundswell.checkins import actions, queries, sealing
from groundswell.checkins.models import Answer, Ballot, Figure, Period, RosterEntry
from groundswell.checkins.refusals import NotCounted
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.sweeps import check_ins
from groundswell.checkins.tests.stage import Desks, answers, closed, link_of, milestone, on, opening
from groundswell.checkins.tests.test_the_ballot_page import token_on
from groundswell.kit.seal.boxes import new_secret
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.at_once import at_once
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_fifty_hands_at_one_ballot_count_once(period: Period, bob: Person) -> None:
    text = link_of(period, bob)

    def use(number: int) -> str:
        link, known = actions.require_link(text)
        identity = sealing.answer_id(new_secret()[:16], link.code)
        try:
            actions.answer(known=known, said=Said(number % 10 + 1), identity=identity)
        except NotCounted:
            return "used"
        return "counted"

    assert Counter(at_once(50, use)) == {"counted": 1, "used": 49}
    assert (Answer.objects.count(), Ballot.objects.count()) == (1, 6)


@pytest.mark.slow
def test_one_form_sent_fifty_times_at_once_is_counted_in_every_answer_and_once(period: Period, bob: Person) -> None:
    address = f"/b/{link_of(period, bob)}/"
    form = {"token": token_on(Client(), address), "rating": "6", "text": "Carry this."}
    found = at_once(50, lambda _number: Client().post(address, form))
    assert Counter(answer.status_code for answer in found) == {200: 50}
    assert Answer.objects.count() == 1


@pytest.mark.slow
def test_of_two_readers_at_once_one_publishes(period: Period, desks: Desks, organisation: Cast) -> None:
    for person in (organisation.bob, organisation.mo, organisation.ada, organisation.dana, organisation.charlie):
        answers(period, person, 6)
    closed(period)

    def publish(number: int) -> str:
        try:
            actions.release_check_in(unlocked=(desks.alice, desks.otto)[number], sprint=period.sprint)
        except Refused as refused:
            return refused.sentence
        return "published"

    done = at_once(2, publish)
    assert sorted(sentence == "published" for sentence in done) == [False, True]
    assert len(queries.releases()) == 1
    assert Figure.objects.count() == 1
    assert sealing.outer_pair_kept(period.sprint) is None


@pytest.mark.slow
def test_workers_that_sweep_at_once_open_one_check_in_and_give_each_one_ballot(desks: Desks) -> None:
    day = milestone()

    def sweep(_number: int) -> None:
        with on(day):
            check_ins()

    at_once(4, sweep)
    assert Period.objects.count() == 1
    assert Ballot.objects.count() == RosterEntry.objects.count() == 7


@pytest.mark.slow
def test_an_answer_while_it_closes_is_counted_or_refused_and_never_lost(period: Period, organisation: Cast) -> None:
    links = [link_of(period, person) for person in (organisation.bob, organisation.mo, organisation.ada)]

    def act(number: int) -> str:
        if number == 0:
            return str(actions.close_check_in(period))
        try:
            link, known = actions.require_link(links[number - 1])
            actions.answer(known=known, said=Said(7), identity=sealing.answer_id(b"n" * 16, link.code))
        except NotCounted:
            return "refused"
        return "counted"

    done = at_once(4, act)
    assert done[0] == "True"
    assert Answer.objects.count() == done.count("counted")
    assert not Ballot.objects.exists()


def test_two_openings_of_one_sprint_are_one(desks: Desks) -> None:
    made = at_once(2, lambda _number: actions.open_check_in(opening(3, milestone())))
    assert sum(isinstance(each, Period) for each in made) == 1
    assert made.count(None) == 1
