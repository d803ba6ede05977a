"""One's own hours: one line, shown, confirmed; and what nobody else sees."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.hours import actions, queries
from groundswell.hours.models import Entry, FundingLine
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment

pytestmark = pytest.mark.django_db
SECRET = "a word that only Bob reads"


def test_one_line_is_understood_shown_confirmed_and_kept(bob: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(bob)
    shown = browser.post("/hours/", {"typed": "yesterday 2,5h coding SE-4834"})
    assert shown.status_code == 200
    assert not Entry.objects.exists()
    form = shown.context["form"]
    confirmed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    confirmed = {name: value for name, value in confirmed.items() if value not in (None, False)}
    confirmed["minutes"] = "2.5"
    done = browser.post("/hours/log/", confirmed)
    assert done.status_code == 303
    kept = Entry.objects.get()
    assert (kept.person, kept.minutes, kept.kind) == (bob, 150, Kind.DEVELOPMENT)
    assert (kept.reference, kept.day) == ("SE-4834", clock.today() - timedelta(days=1))
    assert "2.5 h coding SE-4834" in browser.get("/hours/").content.decode()


def test_a_line_that_is_not_understood_comes_back_as_it_was(bob: Person, client_of: Callable[[Person], Client]) -> None:
    answer = client_of(bob).post("/hours/", {"typed": "workflow manager review"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No time was found in it" in page
    assert 'value="workflow manager review"' in page


@pytest.mark.parametrize("hours", ["-2", "NaN", "1e9", "99", "two", ""])
def test_absurd_hours_are_a_sentence_and_nothing_typed_is_lost(
    hours: str, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    given = {"day": clock.today(), "minutes": hours, "stream": "client", "kind": "other", "words": "kept words"}
    answer = client_of(bob).post("/hours/log/", given)
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("day", ["2999-01-01", "1999-01-01"])
def test_what_is_logged_has_happened_and_since_one_came(day: str, bob: Person) -> None:
    with pytest.raises(Refused):
        actions.log_time(person=bob, spent=actions.Spent(date.fromisoformat(day), H))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["alice", "mo", "ada", "otto", "charlie"])
def test_nobody_else_finds_a_word_or_an_hour_of_somebody_anywhere(
    who: str, request: pytest.FixtureRequest, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    kept = actions.log_time(person=bob, spent=actions.Spent(clock.today(), 7 * H + 7, words=SECRET))
    browser = client_of(request.getfixturevalue(who))
    pages = ("/hours/", "/hours/agreed/", "/hours/clients/", "/hours/roles/", "/hours/wishes/", "/hours/pilots/")
    for page in pages:
        html = browser.get(page).content.decode()
        assert SECRET not in html
        assert "7:07" not in html
    assert browser.get(f"/hours/entries/{kept.id}/").status_code == 404


def test_an_entry_can_be_changed_and_removed_by_whose_it_is(bob: Person, client_of: Callable[[Person], Client]) -> None:
    kept = actions.log_time(person=bob, spent=actions.Spent(clock.today(), H, words="before"))
    browser = client_of(bob)
    given = {"day": clock.today(), "minutes": "1:30", "stream": "client", "kind": "other", "words": "after"}
    assert browser.post(f"/hours/entries/{kept.id}/", given).status_code == 303
    assert Entry.objects.get().words == "after"
    assert browser.post(f"/hours/entries/{kept.id}/remove/").status_code == 303
    assert not Entry.objects.exists()


def test_this_sprint_by_role_stream_kind_and_name(bob: Person) -> None:
    today = clock.today()
    actions.log_time(person=bob, spent=actions.Spent(today, H, Stream.CLIENT, Kind.DEVELOPMENT))
    actions.log_time(person=bob, spent=actions.Spent(today, 30, activity=Activity.READING, kind=Kind.DEVELOPMENT))
    actions.log_time(person=bob, spent=actions.Spent(today, 15, activity=Activity.SMALL_TOOL, is_ahead=True))
    found = queries.own_sprint(bob, today)
    assert (found.total, found.ahead) == (105, 15)
    assert {each.name: each.minutes for each in found.kinds} == {"development": 75, "other": 30}
    assert {each.name: each.minutes for each in found.activities} == {"reading": 30, "small tool": 15}
    assert {each.name: each.minutes for each in found.streams} == {"client": 60, "internal": 45}


def test_contract_less_grants_and_leave_is_shown_to_the_member_and_the_planner(
    granted: Person, mo: Person, bob: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    people.change_person(by=None, person=granted, name="Alice", weekly_hours=Decimal(40), time_zone="UTC")
    monday = next(month + timedelta(days=day) for day in range(7) if (month + timedelta(days=day)).weekday() == 0)
    Person.objects.filter(id=granted.id).update(joined_on=month)
    people.be_away(by=None, person=granted, from_on=monday, to_on=monday)
    (found,) = queries.client_hours([Person.objects.get(id=granted.id)], month)
    assert found.hours.leave == 8 * H
    assert found.hours.client == found.hours.contract - 8 * H - 45 * H
    assert "Everybody, by name" in client_of(mo).get("/hours/clients/").content.decode()
    assert "Everybody, by name" not in client_of(bob).get("/hours/clients/").content.decode()


@pytest.mark.slow
def test_whoever_is_back_earlier_has_those_hours_for_clients(bob: Person) -> None:
    people.change_person(by=None, person=bob, name="Bob", weekly_hours=Decimal(40), time_zone="UTC")
    following = (clock.today() + timedelta(days=32)).replace(day=1)
    days = people.be_away(by=None, person=bob, from_on=clock.today(), to_on=following + timedelta(days=40))
    (before,) = queries.client_hours([Person.objects.get(id=bob.id)], following)
    assert before.hours.client == 0
    people.be_back(by=bob, leave_days=days, to_on=None)
    (after,) = queries.client_hours([Person.objects.get(id=bob.id)], following)
    assert (after.hours.leave, after.hours.client) == (0, after.hours.contract)
    assert after.hours.contract > 0


@pytest.mark.slow
def test_the_planner_sees_the_month_and_a_member_does_not(
    granted: Person, mo: Person, bob: Person, liaison: FundingLine, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(mo).get("/hours/agreed/").content.decode()
    assert "45 h" in page
    assert "Alice" in page
    assert client_of(bob).get("/hours/agreed/").status_code == 404
    assert "45 h" in client_of(granted).get("/hours/agreed/").content.decode()


@pytest.mark.slow
def test_pages_ask_the_same_number_of_questions_for_one_entry_and_for_thirty(
    bob: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(bob)
    counts = []
    for more in (1, 29):
        for _each in range(more):
            actions.log_time(person=bob, spent=actions.Spent(clock.today(), H, words="x"))
        with CaptureQueriesContext(connection) as asked:
            browser.get("/hours/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_entry_keeps_its_role_and_its_line_when_they_have_ended(
    bob: Person, mo: Person, liaison: FundingLine, client_of: Callable[[Person], Client]
) -> None:
    role = people.make_role(by=None, name="Firefighter")
    people.assign_role(by=None, role=role, person=bob, from_on=bob.joined_on)
    spent = actions.Spent(clock.today() - timedelta(days=3), H, role=role, line=liaison, words="fire")
    kept = actions.log_time(person=bob, spent=spent)
    people.end_role(by=None, assignment=RoleAssignment.objects.get(role=role))
    actions.end_line(by=mo, funding=liaison, reason="Spent.")
    browser, address = client_of(bob), f"/hours/entries/{kept.id}/"
    page = browser.get(address).content.decode()
    for each in (role.id, liaison.id):
        assert f'<option value="{each}" selected>' in page
    given = {"day": kept.day, "minutes": "2", "stream": "internal", "kind": "other", "words": "fire"}
    assert browser.post(address, given | {"role": role.id, "line": liaison.id}).status_code == 303
    now = Entry.objects.get()
    assert (now.minutes, now.role, now.line) == (2 * H, role, liaison)


def test_a_sum_of_a_tracker_longer_than_a_day_can_be_said_to_be_development(
    bob: Person, client_of: Callable[[Person], Client]
) -> None:
    kept = Entry.objects.create(
        person=bob, day=clock.today(), minutes=40 * H, stream=Stream.CLIENT, kind=Kind.OTHER, source=Entry.Source.JIRA
    )
    browser, address = client_of(bob), f"/hours/entries/{kept.id}/"
    given = {"day": kept.day, "minutes": "40", "stream": "internal", "kind": "development", "words": ""}
    assert browser.post(address, given).status_code == 303
    assert Entry.objects.get().kind == Kind.DEVELOPMENT
    refused = browser.post(address, given | {"minutes": "41"})
    assert "from one minute to 24 hours" in refused.content.decode()
    assert Entry.objects.get().minutes == 40 * H
