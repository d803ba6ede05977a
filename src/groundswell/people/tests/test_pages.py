"""The organisation's pages: members read them, administrators shape what is on them."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions, policy, ports, queries
from groundswell.people.models import Cell, Leave, Person, Role, Served
from groundswell.people.rules import Grant
from groundswell.people.urls import urlpatterns
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


@pytest.fixture
def desk(client_of: Browsers, ada: Person) -> Client:
    """Return the administrator's browser."""
    return client_of(ada)


def text_of(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return " ".join(response.content.decode().split())


def send(browser: Client, route: str, *where: object, **given: object) -> HttpResponse:
    response = browser.post(reverse(route, args=where), {name: str(value) for name, value in given.items()})
    assert isinstance(response, HttpResponse)
    return response


def test_a_member_sees_cells_people_roles_and_the_sprint(client_of: Browsers, bob: Person) -> None:
    text = text_of(client_of(bob).get("/organisation/"))
    for words in (
        "Tidewater",
        "Cell One",
        "Cell Two",
        "Charlie",
        "In no cell",
        "Dana",
        "Developer advocate",
        "Sprint 3",
    ):
        assert words in text
    assert "mid-sprint update" in text
    assert "Lee" not in text


def test_a_member_is_offered_nothing_that_only_administrators_may(client_of: Browsers, bob: Person) -> None:
    text = text_of(client_of(bob).get("/organisation/"))
    assert "Add a person" not in text
    assert "/organisation/people/" not in text


ADMINISTRATION = [route for route in urlpatterns if getattr(route.callback, "access", None) is Access.ADMINISTRATOR]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["alice", "otto", "bob", "mo"])
def test_pages_of_administrators_do_not_exist_for_others(client_of: Browsers, organisation: Cast, name: str) -> None:
    browser = client_of(getattr(organisation, name))
    missing = browser.get("/no-such-page/").content
    assert len(ADMINISTRATION) > 20
    for route in ADMINISTRATION:
        where = {each: 1 if each == "leave_id" else organisation.bob.id for each in route.pattern.converters}
        address = reverse(str(route.name), kwargs=where)
        for answer in (browser.get(address), browser.post(address)):
            assert (answer.status_code, answer.content) == (404, missing), route.name


def test_what_does_not_exist_is_missing(desk: Client) -> None:
    for route in ADMINISTRATION:
        if route.pattern.converters:
            where = {each: 1 if each == "leave_id" else uuid4() for each in route.pattern.converters}
            address = reverse(str(route.name), kwargs=where)
            answer = desk.post(address)
            assert answer.status_code in {404, 405}, route.name


@pytest.mark.slow
def test_as_many_queries_for_three_cells_people_and_roles_as_for_one(client_of: Browsers, organisation: Cast) -> None:
    browser = client_of(organisation.ada)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/organisation/")
        return len(captured)

    count()
    before = count()
    for number in range(3):
        cell = actions.open_cell(by=None, name=f"Cell {number}", parent=organisation.cell_one)
        person = actions.add_person(by=None, name=f"Person {number}", email=f"p{number}@example.org")
        actions.move_to_cell(by=None, person=person, cell=cell)
        role = actions.make_role(by=None, name=f"Role {number}", grant=Grant.ADVOCATE)
        actions.assign_role(by=None, role=role, person=person, cells=[cell])
        actions.serve(by=None, kind=Served.Kind.PROJECT, name=f"Project {number}")
    assert count() == before


def test_an_empty_installation_says_what_to_do_first(organisation: Cast, desk: Client) -> None:
    Cell.objects.all().delete() if not queries.members_of(organisation.cell_one).exists() else None
    actions.move_to_cell(by=None, person=organisation.bob, cell=None)
    actions.move_to_cell(by=None, person=organisation.charlie, cell=None)
    for cell in Cell.objects.all():
        actions.end_cell(by=None, cell=cell)
    assert "Open one, or bring in a list of people with their cells." in text_of(desk.get("/organisation/"))


def test_adding_a_person_into_a_cell(desk: Client, organisation: Cast) -> None:
    given = {"name": "Eve Adams", "email": "Eve@example.org", "cell": organisation.cell_two.id, "time_zone": "UTC"}
    response = send(desk, "add_person", **given, weekly_hours="32.5")
    assert (response.status_code, response["Location"]) == (303, "/organisation/")
    eve = Person.objects.get(email="eve@example.org")
    assert queries.cell_of(eve) == organisation.cell_two
    assert "Eve Adams belongs here now." in text_of(desk.get("/organisation/"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "Type a name."),
        ({"email": "eve"}, "An address looks like name@example.org."),
        ({"email": "bob@example.org"}, "Somebody has the address bob@example.org already."),
        ({"weekly_hours": "200"}, "The hours a week are a number from 0 to 80."),
        ({"weekly_hours": "many"}, "Type hours as a number, like 32.5."),
        ({"joined_on": "tomorrow"}, "Type a day like 2026-12-24."),
        ({"time_zone": "Mars/Olympus"}, "Choose one of what is offered here."),
        ({"cell": str(uuid4())}, "This can no longer be chosen. Choose again."),
    ],
)
def test_a_refused_person_comes_back_filled_in(desk: Client, given: dict[str, str], words: str) -> None:
    sound = {"name": "Eve Adams", "email": "eve@example.org", "time_zone": "UTC", "weekly_hours": "32"}
    response = send(desk, "add_person", **(sound | given))
    text = text_of(response)
    assert response.status_code == 422
    assert words in text
    for name in {"name", "email", "weekly_hours"} - set(given):
        assert f'value="{sound[name]}"' in text
    assert not Person.objects.filter(email="eve@example.org").exists()


@pytest.mark.slow
def test_what_is_known_of_a_person_is_changed_on_one_page(desk: Client, organisation: Cast) -> None:
    bob = organisation.bob
    assert "bob@example.org · Cell One" in text_of(desk.get(reverse("person", args=[bob.id])))
    send(desk, "change_person", bob.id, name="Bob B.", weekly_hours="30", time_zone="Europe/Berlin")
    send(desk, "change_address", bob.id, email="bob.b@example.org")
    send(desk, "move_person", bob.id, cell=organisation.cell_two.id)
    send(desk, "be_away", bob.id, from_on="2026-12-24", to_on="2026-12-31")
    bob.refresh_from_db()
    assert (bob.name, bob.email, bob.time_zone) == ("Bob B.", "bob.b@example.org", "Europe/Berlin")
    assert queries.cell_of(bob) == organisation.cell_two
    assert Leave.objects.get().to_on == date(2026, 12, 31)
    assert "24" in text_of(desk.get(reverse("person", args=[bob.id])))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("route", "given", "words"),
    [
        ("change_person", {"name": "", "time_zone": "UTC"}, "Type a name."),
        ("change_address", {"email": "dana@example.org"}, "Somebody has the address"),
        ("be_away", {"from_on": "2026-12-31", "to_on": "2026-12-24"}, "The last day away comes before the first."),
        ("be_away", {"from_on": "2026-12-31"}, "Choose a day."),
        ("assign_role", {}, "Choose a role."),
        ("move_person", {"day": "soon"}, "Type a day like 2026-12-24."),
        ("rejoin", {}, "Bob has not left."),
    ],
)
def test_a_refused_change_stands_on_the_same_page_with_its_reason(
    desk: Client, bob: Person, route: str, given: dict[str, str], words: str
) -> None:
    response = send(desk, route, bob.id, **given)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Not sent yet" in text_of(response)


def test_giving_a_role_within_a_scope_and_ending_it(desk: Client, organisation: Cast) -> None:
    advocate = Role.objects.get(grant=Grant.ADVOCATE)
    send(desk, "assign_role", organisation.dana.id, role=advocate.id, cells=organisation.cell_one.id)
    held = organisation.dana.role_assignments.get()
    assert list(held.cells.all()) == [organisation.cell_one]
    page = reverse("end_role", args=[held.id])
    assert "Does Dana give up the role Developer advocate?" in text_of(desk.get(page))
    assert organisation.dana.role_assignments.exists()
    assert desk.post(page)["Location"] == reverse("person", args=[organisation.dana.id])
    assert policy.grants_of(organisation.dana) == frozenset()


@pytest.mark.slow
def test_who_cannot_be_both_readers_is_told_why(desk: Client, otto: Person) -> None:
    advocate = Role.objects.get(grant=Grant.ADVOCATE)
    response = send(desk, "assign_role", otto.id, role=advocate.id)
    assert response.status_code == 422
    assert "Otto cannot be advocate and alternate at once" in text_of(response)


class _Voices:
    """A context that loses something with everybody."""

    def lost_with(self, person: Person) -> list[str]:
        return [f"3 dialogues can be read by {person.name} alone."]


@pytest.mark.slow
def test_leaving_says_first_what_ends_and_what_is_lost(
    desk: Client, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.farewells, "_plugged", [_Voices()])
    page = reverse("leave", args=[alice.id])
    text = text_of(desk.get(page))
    assert "They no longer hold the role Developer advocate." in text
    assert "3 dialogues can be read by Alice alone." in text
    assert alice.may_open(Access.MEMBER)
    assert desk.post(page)["Location"] == "/organisation/"
    alice.refresh_from_db()
    assert not alice.may_open(Access.MEMBER)
    assert "Alice has left. Nothing is open to them any more." in text_of(desk.get("/organisation/"))


def test_a_leave_can_be_planned_and_the_only_administrator_is_kept(desk: Client, organisation: Cast) -> None:
    day = clock.today() + timedelta(days=9)
    send(desk, "leave", organisation.bob.id, day=day)
    assert f"Bob leaves on {day.isoformat()}." in text_of(desk.get("/organisation/"))
    refused = send(desk, "leave", organisation.ada.id)
    assert refused.status_code == 422
    assert "Ada is the only administrator" in text_of(refused)


def test_who_has_left_can_be_brought_back(desk: Client, lee: Person) -> None:
    text = text_of(desk.get(reverse("person", args=[lee.id])))
    assert "Back again?" in text
    assert "Give a role" not in text
    send(desk, "rejoin", lee.id)
    lee.refresh_from_db()
    assert lee.may_open(Access.MEMBER)


@pytest.mark.slow
def test_cells_are_opened_put_into_each_other_and_closed(desk: Client, organisation: Cast) -> None:
    send(desk, "open_cell", name="Inner", parent=organisation.cell_one.id)
    inner = Cell.objects.get(name="Inner")
    assert inner.parent == organisation.cell_one
    circle = send(desk, "put_cell_into", organisation.cell_one.id, parent=inner.id)
    assert circle.status_code == 422
    assert "it would lie inside itself" in text_of(circle)
    send(desk, "put_cell_into", inner.id)
    full = send(desk, "end_cell", organisation.cell_one.id)
    assert "move them first" in text_of(full)
    send(desk, "end_cell", inner.id)
    inner.refresh_from_db()
    assert inner.ended_on == clock.today()
    assert "Closed" in text_of(desk.get(reverse("cell", args=[inner.id])))
    twice = send(desk, "open_cell", name="cell one")
    assert twice.status_code == 422


def test_communities_and_projects_are_named_with_their_channels(desk: Client) -> None:
    send(desk, "serve", kind="community", name="Forum", default_audience="public", channels="#a\n\n#b\n")
    forum = Served.objects.get()
    assert (forum.channels, forum.default_audience) == (["#a", "#b"], "public")
    assert "Forum" in text_of(desk.get("/organisation/"))
    assert send(desk, "serve", kind="planet", name="x", default_audience="me").status_code == 422


def test_roles_are_made_and_changed_but_never_what_they_open(desk: Client) -> None:
    send(desk, "make_role", name="Recruiter", duties="reads\nanswers", hours_per_sprint="7.5", grant="")
    role = Role.objects.get(name="Recruiter")
    assert (role.duties, role.grant) == (["reads", "answers"], "")
    send(desk, "change_role", role.id, name="Recruiting", duties="reads", grant="administrator")
    role.refresh_from_db()
    assert (role.name, role.duties, role.grant) == ("Recruiting", ["reads"], "")
    assert send(desk, "make_role", name="x", grant="king").status_code == 422
    assert send(desk, "change_role", role.id, name="Planner").status_code == 422


def test_letter_minutes_sprints_and_milestones_are_chosen_on_one_page(desk: Client) -> None:
    assert "Sprints before that day stay as they were" in text_of(desk.get("/organisation/choices/"))
    send(desk, "change_organisation", name="Tide", letter_weekday=4, letter_hour=16, attention_minutes=20)
    chosen = queries.organisation()
    assert (chosen.name, chosen.letter_weekday, chosen.letter_hour, chosen.attention_minutes) == ("Tide", 4, 16, 20)
    send(desk, "change_calendar", first=queries.next_sprint().first, days=7)
    assert queries.next_sprint().days == 7
    send(desk, "set_milestones", milestones="1 planning\n\n 14 review \n")
    assert [name for name, _ in queries.sprint_now().milestones] == ["planning", "review"]


@pytest.mark.parametrize(
    ("route", "given", "words"),
    [
        ("change_organisation", {"name": ""}, "Type a name."),
        (
            "change_organisation",
            {"name": "x", "letter_weekday": "9", "letter_hour": "9", "attention_minutes": "9"},
            "9",
        ),
        ("change_calendar", {"first": "2020-01-01", "days": "14"}, "choose a day after today"),
        ("change_calendar", {"first": "soon", "days": "x"}, "Type a number of days."),
        ("set_milestones", {"milestones": "planning"}, "“planning” is not a day and a name"),
        ("set_milestones", {"milestones": "99 planning"}, "needs a day from 1 to 14"),
        ("set_milestones", {"milestones": "9999999999 planning"}, "is not a day and a name"),
        ("set_milestones", {"milestones": "² planning"}, "is not a day and a name"),
    ],
)
def test_a_refused_choice_comes_back_with_its_reason(
    desk: Client, route: str, given: dict[str, str], words: str
) -> None:
    response = send(desk, route, **given)
    assert response.status_code == 422
    assert words in text_of(response)


def test_the_log_shows_counts_to_every_member_and_no_names(client_of: Browsers, bob: Person) -> None:
    text = text_of(client_of(bob).get("/log/"))
    assert '<th scope="row">Somebody joined</th><td class="number">8</td>' in text
    for name in ("Alice", "Ada", "Lee", "alice@"):
        assert name not in text
    assert "The log stands at entry" in text


def test_the_log_names_a_verb_that_nobody_explained_by_itself(client_of: Browsers, bob: Person) -> None:
    from groundswell.kit import audit  # noqa: PLC0415

    audit.record(actor=None, verb="turn_round", context="tests")
    assert "tests: turn round" in text_of(client_of(bob).get("/log/"))
