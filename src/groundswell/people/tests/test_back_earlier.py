"""Days away become fewer, or are taken back, by the person and by administrators; what is past stays."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions, queries
from groundswell.people.models import Leave, Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import BackFault, away_until_now, back_fault
from tests.cast import Cast

TODAY = date(2026, 11, 18)


def on(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("first", "last", "to_on", "fault"),
    [
        (-9, -1, -2, BackFault.OVER),
        (2, 9, 1, BackFault.BEFORE),
        (2, 9, 10, BackFault.LONGER),
        (-9, 9, -2, BackFault.PAST),
        (-9, 9, -1, None),
        (-9, 9, 9, None),
        (2, 9, 2, None),
        (-9, 0, -1, None),
    ],
)
def test_days_away_end_on_one_of_their_days_that_is_not_past(
    first: int, last: int, to_on: int, fault: BackFault | None
) -> None:
    assert back_fault(on(first), on(last), on(to_on), TODAY) == fault


def test_who_takes_days_away_back_was_away_until_yesterday_or_never() -> None:
    assert away_until_now(on(-3), TODAY) == on(-1)
    assert away_until_now(TODAY, TODAY) is None
    assert away_until_now(on(3), TODAY) is None


def away(person: Person, first: int, last: int) -> Leave:
    today = clock.today()
    return actions.be_away(
        by=None, person=person, from_on=today + timedelta(days=first), to_on=today + timedelta(days=last)
    )


def off(person: Person) -> set[int]:
    today = clock.today()
    found = queries.days_away([person.id], today - timedelta(days=30), today + timedelta(days=30))
    return {(day - today).days for day in found.get(person.id, set())}


@pytest.mark.django_db
def test_what_is_past_of_days_away_that_are_taken_back_stays(bob: Person) -> None:
    actions.be_back(by=bob, leave_days=away(bob, -2, 5), to_on=None)
    assert off(bob) == {-2, -1}
    actions.be_back(by=bob, leave_days=away(bob, 3, 5), to_on=None)
    assert off(bob) == {-2, -1}


@pytest.mark.django_db
def test_the_days_given_back_can_be_noted_anew(bob: Person) -> None:
    actions.be_back(by=bob, leave_days=away(bob, 3, 9), to_on=clock.today() + timedelta(days=4))
    away(bob, 5, 6)
    assert off(bob) == {3, 4, 5, 6}


@pytest.mark.django_db
def test_days_that_are_over_and_days_taken_back_twice_say_so(bob: Person) -> None:
    with pytest.raises(Refused, match="These days are over"):
        actions.be_back(by=bob, leave_days=away(bob, -5, -1), to_on=None)
    days = away(bob, 2, 3)
    stale = Leave.objects.get(id=days.id)
    actions.be_back(by=bob, leave_days=days, to_on=None)
    with pytest.raises(Refused, match="taken back already"):
        actions.be_back(by=bob, leave_days=stale, to_on=None)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_member_ends_days_away_with_one_button_and_gets_a_wrong_day_back_with_a_reason(
    client_of: Callable[[Person], Client], bob: Person
) -> None:
    browser, days = client_of(bob), away(bob, 2, 9)
    page = reverse("back_myself", args=[days.id])
    wrong = (clock.today() + timedelta(days=12)).isoformat()
    refused = browser.post(page, {"to_on": wrong})
    assert (refused.status_code, wrong in refused.content.decode()) == (422, True)
    assert "They can only become fewer here" in refused.content.decode()
    assert "Choose a day." in browser.post(page, {"to_on": ""}).content.decode()
    assert browser.post(page, {"to_on": (clock.today() + timedelta(days=3)).isoformat()}).status_code == 303
    assert off(bob) == {2, 3}
    assert browser.post(page, {"to_on": "", "act": "take-back"}).status_code == 303
    assert off(bob) == set()
    assert "No days away are noted for you." in browser.get(reverse("away")).content.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_an_administrator_may_do_it_for_somebody_and_nobody_else(
    client_of: Callable[[Person], Client], organisation: Cast
) -> None:
    bob, days = organisation.bob, away(organisation.bob, -2, 9)
    page, mine = reverse("be_back", args=[bob.id, days.id]), reverse("back_myself", args=[days.id])
    for other in (organisation.dana, organisation.ada):
        assert client_of(other).post(mine, {"act": "take-back"}).status_code == 404
    assert client_of(organisation.dana).post(page, {"act": "take-back"}).status_code == 404
    refused = client_of(organisation.ada).post(page, {"to_on": (clock.today() - timedelta(days=2)).isoformat()})
    assert (refused.status_code, "Days that are past stay" in refused.content.decode()) == (422, True)
    assert off(bob) == set(range(-2, 10))
    assert client_of(organisation.ada).post(page, {"act": "take-back"}).status_code == 303
    assert off(bob) == {-2, -1}
