"""Meetups: what they cost is shown first, a no needs no reason, and all of them together are one number."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people import waiting
from groundswell.people.models import Person, Served
from groundswell.people.refusals import Refused
from groundswell.talks import actions, queries
from groundswell.talks.models import Invitation, Meetup, MeetupDay
from groundswell.talks.rules.meetups import Answer, Cadence, Mode
from groundswell.talks.tests.conftest import NOON
from tests.cast import Cast

TODAY = date(2026, 11, 25)


def invited(by: Person, *people: Person, **changed: object) -> Meetup:
    said = {"purpose": "Reviews", "mode": Mode.ONLINE, "cadence": Cadence.NEEDED, "minutes": 60, "first_on": TODAY}
    return actions.invite(by=by, invited=people, **(said | changed))  # type: ignore[arg-type]  # as the test says


def form(*people: Person, **changed: object) -> dict[str, object]:
    said = {
        "purpose": "Reviews",
        "mode": "online",
        "cadence": "needed",
        "first_on": TODAY.isoformat(),
        "minutes": "60",
        "people": [str(each.id) for each in people],
    }
    return said | changed


def test_an_invitation_waits_and_is_declined_without_a_reason(alice: Person, bob: Person, charlie: Person) -> None:
    meetup = invited(alice, bob, charlie)
    (ask,) = waiting.asks_for(bob)
    assert ask.text == "Reviews"
    assert ask.minutes == 1
    actions.answer_invitation(invitation=Invitation.objects.get(meetup=meetup, person=bob), answer=Answer.DECLINED)
    assert waiting.asks_for(bob) == []
    assert "reason" not in {field.name for field in Invitation._meta.get_fields()}
    line = queries.meetup_for(alice, meetup.id)
    assert line is not None
    assert (line.people, line.accepted, line.hours) == (2, 1, 2.0)


def test_whoever_left_is_not_invited_and_nobody_twice(alice: Person, bob: Person, lee: Person) -> None:
    meetup = invited(alice, bob, lee, alice)
    assert {each.person for each in Invitation.objects.filter(meetup=meetup)} == {alice, bob}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"purpose": "  "}, "purpose"),
        ({"minutes": 0}, "minutes"),
        ({"first_on": TODAY - timedelta(days=1)}, "first_on"),
    ],
)
def test_a_meetup_that_cannot_be_is_refused(changed: dict[str, object], field: str, alice: Person, bob: Person) -> None:
    with pytest.raises(Refused) as refused:
        invited(alice, bob, **changed)
    assert refused.value.field == field
    assert not Meetup.objects.exists()


def test_a_meetup_of_nobody_is_refused(alice: Person) -> None:
    with pytest.raises(Refused, match="at least one person"):
        invited(alice)


def test_all_meetups_are_one_number_a_member(alice: Person, bob: Person, charlie: Person) -> None:
    invited(alice, bob, charlie, cadence=Cadence.EVERY_SPRINT)
    # Three people, three sprints of this quarter from its first day on, one hour: 9 hours of 7 members.
    assert queries.hours_a_member() == pytest.approx(9 / 7)
    ended = invited(alice, bob, first_on=TODAY)
    actions.end_meetup(by=alice, meetup=ended)
    assert queries.hours_a_member() == pytest.approx(9 / 7), "held on no day"


def test_a_meetup_that_is_needed_is_held_on_the_days_that_are_named(alice: Person, bob: Person) -> None:
    meetup = invited(alice, bob)
    actions.name_day(by=alice, meetup=meetup, day=TODAY + timedelta(days=7))
    actions.name_day(by=alice, meetup=meetup, day=TODAY + timedelta(days=7))
    assert queries.hours_a_member() == pytest.approx(4 / 7)
    with pytest.raises(Refused, match="over"):
        actions.name_day(by=alice, meetup=meetup, day=TODAY - timedelta(days=7))


def test_the_cost_is_shown_before_anybody_is_invited(
    alice: Person, bob: Person, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(alice)
    shown = browser.post("/meetups/new/", form(bob, charlie))
    assert shown.status_code == 200
    assert "3 people × 60 minutes = 3 person-hours" in shown.text
    assert "0.4 hours a member" in shown.text
    assert not Meetup.objects.exists()
    assert browser.post("/meetups/new/", form(bob, charlie, shown="3 60 1")).status_code == 303
    assert Meetup.objects.count() == 1


def test_a_cost_that_changed_is_shown_again(
    alice: Person, bob: Person, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(alice).post("/meetups/new/", form(bob, charlie, shown="2 60 1"))
    assert "3 people × 60 minutes" in answer.text
    assert not Meetup.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"minutes": "long"}, "Write the minutes in digits"),
        ({"first_on": "soon"}, "This is no day"),
        ({"mode": "by letter"}, "Choose how you meet"),
        ({"cadence": "hourly"}, "Choose how often"),
        ({"people": ["0b5b2d4e-7d4f-4a1c-9f63-1f1f4ab0c001"]}, "Somebody here left"),
        ({"served": "none"}, "Choose one of these"),
    ],
)
def test_bad_input_comes_back_filled_in_with_a_sentence(
    changed: dict[str, object], sentence: str, alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(alice).post("/meetups/new/", form(bob, purpose="My purpose", **changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "My purpose" in answer.text


def test_a_meetup_without_people_or_with_a_bad_length_says_so_and_shows_no_cost(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(alice)
    assert "at least one person" in browser.post("/meetups/new/", form()).text
    assert "A meetup takes 5 to 480 minutes" in browser.post("/meetups/new/", form(bob, minutes="3")).text


def test_a_meetup_about_a_community_shows_where_its_things_go(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    served = Served.objects.create(
        kind=Served.Kind.COMMUNITY, name="Open edX", default_audience="public", channels=["forum", "chat"]
    )
    assert "everybody, outside too; forum, chat" in client_of(alice).get("/meetups/new/").text
    meetup = invited(alice, bob, served=served)
    page = client_of(bob).get(f"/meetups/{meetup.id}/").text
    assert "usually goes to: everybody, outside too" in page
    assert "forum, chat" in page


def test_a_member_answers_on_its_page_and_nobody_answers_for_another(
    alice: Person, bob: Person, dana: Person, client_of: Callable[[Person], Client]
) -> None:
    meetup = invited(alice, bob)
    address = f"/meetups/{meetup.id}/answer/"
    assert client_of(bob).post(address, {"answer": "accepted"}).status_code == 303
    assert client_of(dana).post(address, {"answer": "accepted"}).status_code == 404
    assert client_of(bob).post(address, {"answer": "perhaps"}).status_code == 404
    assert Invitation.objects.get(person=bob).answer == Answer.ACCEPTED


def test_the_organiser_names_days_and_ends_it(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    meetup, browser = invited(alice, bob), client_of(alice)
    day = (clock.today() + timedelta(days=3)).isoformat()
    assert browser.post(f"/meetups/{meetup.id}/day/", {"day": day}).status_code == 303
    refused = browser.post(f"/meetups/{meetup.id}/day/", {"day": "2001-01-01"})
    assert refused.status_code == 422
    assert "This day is over" in refused.text
    assert browser.post(f"/meetups/{meetup.id}/end/").status_code == 303
    assert "held no more" in client_of(bob).get(f"/meetups/{meetup.id}/").text
    assert waiting.asks_for(bob) == []


def test_the_list_asks_as_many_questions_of_the_database_for_one_as_for_three(
    alice: Person, bob: Person, client_of: Callable[[Person], Client], django_assert_num_queries: Callable[..., object]
) -> None:
    browser = client_of(bob)
    invited(alice, bob)
    assert _queries(browser) == _after(lambda: [invited(alice, bob), invited(alice, bob)], browser)


def _queries(browser: Client) -> int:
    from django.db import connection  # noqa: PLC0415 - counted here alone
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/meetups/").status_code == 200
    return len(captured)


def _after(more: Callable[[], object], browser: Client) -> int:
    more()
    return _queries(browser)


def test_an_invitation_to_what_is_over_waits_no_more_and_takes_no_answer(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    once = invited(alice, bob, cadence=Cadence.ONCE)
    assert "25 November" in waiting.asks_for(bob)[0].note
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert waiting.asks_for(bob) == []
        sprintly = invited(alice, bob, cadence=Cadence.EVERY_SPRINT, first_on=clock.today())
        browser = client_of(bob)
        assert "Do you come?" not in browser.get(f"/meetups/{once.id}/").text
        late = browser.post(f"/meetups/{once.id}/answer/", {"answer": "accepted"}, follow=True)
        assert "not held any more" in late.text
        assert Invitation.objects.get(meetup=once, person=bob).answer == Answer.WAITING
        actions.end_meetup(by=alice, meetup=sprintly)
        sprintly.refresh_from_db()
        with pytest.raises(Refused, match="not held any more"):
            actions.answer_invitation(
                invitation=Invitation.objects.get(meetup=sprintly, person=bob), answer=Answer.ACCEPTED
            )


def test_whoever_left_is_counted_no_more(alice: Person, bob: Person, charlie: Person) -> None:
    meetup = invited(alice, bob, charlie)
    Person.objects.filter(id=charlie.id).update(left_on=TODAY)
    line = queries.meetup_for(alice, meetup.id)
    assert line is not None
    assert line.people == 2


def test_what_begins_in_a_later_quarter_is_counted_in_that_one(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    typed = form(bob, cadence="every sprint", first_on="2027-01-04")
    page = client_of(alice).post("/meetups/new/", typed).text
    cost = queries.cost_of(people_count=2, minutes=60, first_on=date(2027, 1, 4), cadence=Cadence.EVERY_SPRINT)
    assert cost.times == 7
    assert cost.hours_in_quarter == 14
    assert "14 in the quarter that begins on" in page


@pytest.mark.slow
def test_a_tick_at_a_cell_invites_everyone_in_it_once(
    client_of: Callable[[Person], Client], organisation: Cast
) -> None:
    cast, address = organisation, "/meetups/new/"
    browser = client_of(cast.alice)
    assert f"Everyone in {cast.cell_one.name}" in browser.get(address).text
    typed = form(first_on=clock.today().isoformat(), people=[f"cell-{cast.cell_one.id}", str(cast.bob.id)])
    mark = re.search(r'name="shown" value="([^"]+)"', browser.post(address, typed).text)
    assert mark is not None
    token = re.search(r'name="token" value="([^"]+)"', browser.get(address).text)
    assert token is not None
    once = typed | {"shown": mark[1], "token": token[1]}
    assert [browser.post(address, once).status_code for _ in range(2)] == [303, 303]
    assert Meetup.objects.count() == 1, "the same form sent twice asks once"
    asked = sorted(str(each.person) for each in Invitation.objects.exclude(person=cast.alice))
    assert asked == sorted({str(cast.bob), *map(str, people.members_of(cast.cell_one))} - {str(cast.alice)})


def test_no_day_is_named_for_what_is_held_no_more(alice: Person, bob: Person) -> None:
    meetup = invited(alice, bob)
    actions.end_meetup(by=alice, meetup=meetup)
    with pytest.raises(Refused, match="not held any more"):
        actions.name_day(by=alice, meetup=meetup, day=clock.today() + timedelta(days=9))
    assert not MeetupDay.objects.filter(day=clock.today() + timedelta(days=9)).exists()
