"""A machine reads exactly what its person reads on the pages, and nothing that waits at the desk."""

import html
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.connectors.api import actions
from groundswell.connectors.api.models import Key
from groundswell.connectors.api.tests.conftest import asked, key_of
from groundswell.connectors.api.urls import IS_HERE
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Proposition
from groundswell.questions.actions import accept_hand_off, hand_off
from groundswell.questions.models import Source
from groundswell.questions.tests.conftest import forum
from groundswell.questions.tests.scene import question
from groundswell.register.models import Concern
from groundswell.register.tests.conftest import Raise
from tests.cast import Cast

__all__ = ["forum"]
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not IS_HERE, reason="the extra `api` is not installed")]
MEMBERS = ("bob", "charlie", "dana", "mo", "otto", "ada", "alice")
LISTS = ("concerns/", "propositions/", "decisions/", "questions/", "check-ins/")


def page_of(person: Person, path: str) -> str:
    client = Client()
    client.force_login(person)
    return html.unescape(client.get(path).content.decode())


@pytest.mark.slow
@pytest.mark.parametrize("name", MEMBERS)
def test_the_concerns_are_those_of_the_page_but_for_the_desk(name: str, told: Cast) -> None:
    person: Person = getattr(told, name)
    _, answer = asked(key_of(person), "concerns/")
    read = {each["id"]: each["title"] for each in answer["items"]}
    page = page_of(person, "/concerns/")
    shown = {str(each.id) for each in Concern.objects.all() if f"/concerns/{each.id}/" in page}
    of_the_desk = {str(each.id) for each in Concern.objects.filter(audience__in=[Audience.ADVOCATE, Audience.ME])}
    assert set(read) == shown - of_the_desk
    assert answer["total"] == len(read)
    assert "At the desk" not in read.values()


@pytest.mark.slow
@pytest.mark.parametrize("name", MEMBERS)
def test_one_concern_is_there_for_whom_its_page_is(name: str, told: Cast) -> None:
    person: Person = getattr(told, name)
    key, client = key_of(person), Client()
    client.force_login(person)
    for each in Concern.objects.all():
        status, answer = asked(key, f"concerns/{each.id}/")
        is_shown = client.get(f"/concerns/{each.id}/").status_code == 200
        assert (status == 200) is (is_shown and each.audience not in {Audience.ADVOCATE, Audience.ME})
        assert status == 404 or answer["title"] == each.title


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bob", "alice"])
def test_propositions_and_decisions_are_the_published_ones(name: str, told: Cast) -> None:
    person: Person = getattr(told, name)
    key = key_of(person)
    _, answer = asked(key, "propositions/")
    [only] = answer["items"]
    client = Client()
    client.force_login(told.bob)
    for each in Proposition.objects.all():
        status, whole = asked(key, f"propositions/{each.id}/")
        assert (status == 200) is (client.get(f"/propositions/{each.id}/").status_code == 200)
        assert status == 404 or whole["content"] == client.get(f"/propositions/{each.id}/export/data/").json()
    _, decided = asked(key, "decisions/")
    [decision] = decided["items"]
    assert decision["reason"] == "It costs little."
    assert decision["proposition"] == only["id"]


@pytest.mark.slow
def test_figures_of_check_ins_are_those_of_the_page(told: Cast) -> None:
    client = Client()
    client.force_login(told.bob)
    assert asked(key_of(told.bob), "check-ins/")[1] == client.get("/check-ins/figures.json").json()


@pytest.mark.slow
def test_questions_are_those_of_each_list_of_the_queue(told: Cast, forum: Source) -> None:
    waits = question(forum, "rota", hours_ago=30)
    handed = question(forum, "login", hours_ago=20)
    accept_hand_off(by=told.alice, hand_off=hand_off(by=told.alice, item=handed, team="Docs"))
    key = key_of(told.bob)
    [found] = asked(key, "questions/")[1]["items"]
    assert (found["id"], found["title"], found["address"]) == (waits.id, "Topic rota", waits.address)
    assert found["url"].endswith(f"/questions/{waits.id}/")
    assert [each["id"] for each in asked(key, "questions/?list=handed-off")[1]["items"]] == [handed.id]
    assert asked(key, "questions/?page=2")[1] == {"items": [], "page": 2, "more": False}
    assert asked(key, "questions/?list=nothing")[0] == 422


@pytest.mark.slow
@pytest.mark.parametrize("path", [*LISTS, f"concerns/{'0' * 32}/"])
def test_without_a_key_nothing_is_told_whether_it_is_there_or_not(path: str, told: Cast) -> None:
    del told
    for header in ({}, {"Authorization": "Bearer gsw_" + "a" * 43}, {"Authorization": "Basic Zm9v"}):
        answer = Client().get(f"/api/v1/{path}", headers=header)
        assert answer.status_code == 401
        assert answer.json() == {"detail": "Unauthorized"}
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_a_session_is_no_key(told: Cast) -> None:
    client = Client()
    client.force_login(told.alice)
    assert client.get("/api/v1/concerns/").status_code == 401


@pytest.mark.slow
def test_a_key_ends_with_its_days_its_end_and_its_person(told: Cast, ada: Person) -> None:
    key, other = key_of(told.bob), key_of(told.charlie)
    assert asked(key, "concerns/")[0] == asked(other, "concerns/")[0] == 200
    actions.end_key(by=told.bob, key=Key.objects.get(person=told.bob))
    assert asked(key, "concerns/")[0] == 401
    people.leave(by=ada, person=told.charlie, day=clock.today())
    assert asked(other, "concerns/")[0] == 401
    assert Key.objects.get(person=told.charlie).ended_on == clock.today()
    late = key_of(told.dana)
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        assert asked(late, "concerns/")[0] == 401


@pytest.mark.slow
def test_what_somebody_may_read_is_asked_anew_each_time(told: Cast, ada: Person) -> None:
    key = key_of(told.charlie)
    before = asked(key, "concerns/")[1]["total"]
    people.move_to_cell(by=ada, person=told.charlie, cell=told.cell_one, day=clock.today())
    assert asked(key, "concerns/")[1]["total"] == before + 1


@pytest.mark.slow
def test_reading_writes_nothing(told: Cast) -> None:
    key = key_of(told.bob)
    with CaptureQueriesContext(connection) as seen:
        for path in LISTS:
            asked(key, path)
    assert not [each["sql"] for each in seen if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


@pytest.mark.slow
def test_a_key_is_kept_as_a_mark_alone(told: Cast) -> None:
    key = key_of(told.bob)
    rows = f"{list(Key.objects.values())} {list(Entry.objects.values())}"
    assert key not in rows
    assert key.removeprefix("gsw_") not in rows


@pytest.mark.slow
def test_a_key_that_asks_without_end_is_told_to_wait(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from groundswell.connectors.api import endpoints  # noqa: PLC0415 - it needs the extra
    from groundswell.kit.seal.throttle import Throttle  # noqa: PLC0415 - as above

    monkeypatch.setattr(endpoints, "pace", Throttle(1e-9, 2))
    key, other = key_of(told.bob), key_of(told.charlie)
    assert [asked(key, "check-ins/")[0] for _time in range(3)] == [200, 200, 429]
    assert asked(other, "check-ins/")[0] == 200


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["page=0", "page=x", "page=99999999999999999999", "page=-1"])
def test_a_page_that_is_none_is_said_without_repeating_it(wrong: str, told: Cast) -> None:
    status, answer = asked(key_of(told.bob), f"concerns/?{wrong}")
    assert (status, answer) == (422, {"detail": "This is not understood: page."})


@pytest.mark.slow
def test_a_page_past_the_last_is_empty_and_says_how_many_there_are(told: Cast) -> None:
    for path in ("concerns/", "propositions/", "decisions/"):
        status, answer = asked(key_of(told.bob), f"{path}?page=7")
        assert (status, answer["items"], answer["pages"]) == (200, [], 1)


@pytest.mark.slow
def test_an_id_that_is_none_is_no_fault_of_ours(told: Cast) -> None:
    assert asked(key_of(told.bob), "concerns/nonsense/")[0] == 422


@pytest.mark.slow
def test_concerns_ask_as_much_for_three_as_for_one(told: Cast, raised: Raise) -> None:
    key, counts = key_of(told.bob), []
    for title in ("one", "two", "three"):
        raised(title=title, audience=Audience.ORGANISATION)
        with CaptureQueriesContext(connection) as seen:
            asked(key, "concerns/")
        counts.append(len(seen))
    assert len(set(counts)) == 1


@pytest.mark.slow
def test_the_description_names_every_way_to_ask_and_nothing_of_anybody(told: Cast) -> None:
    del told
    answer = Client().get("/api/v1/openapi.json")
    described = answer.json()
    assert set(described["paths"]) == {
        "/api/v1/concerns/",
        "/api/v1/concerns/{concern_id}/",
        "/api/v1/propositions/",
        "/api/v1/propositions/{proposition_id}/",
        "/api/v1/decisions/",
        "/api/v1/questions/",
        "/api/v1/check-ins/",
    }
    assert all(set(ways) == {"get"} for ways in described["paths"].values())
    assert all(ways["get"]["security"] for ways in described["paths"].values())
    assert "http" not in json.dumps(described["paths"])


@pytest.mark.slow
def test_my_page_shows_a_new_key_once(told: Cast) -> None:
    client = Client()
    client.force_login(told.bob)
    page = client.post("/keys/", {"name": "", "days": "30"}).content.decode()
    [key] = re.findall(r"<code>(gsw_[\w-]{43})</code>", page)
    assert asked(key, "concerns/")[0] == 200
    again = client.get("/keys/")
    assert key not in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]
    mine = Key.objects.get()
    assert mine.name in again.content.decode()
    assert Client().post(f"/keys/{mine.id}/end/").status_code == 303
    stranger = Client()
    stranger.force_login(told.charlie)
    assert stranger.post(f"/keys/{mine.id}/end/").status_code == 404
    assert client.post(f"/keys/{mine.id}/end/").status_code == 303
    assert asked(key, "concerns/")[0] == 401
    assert "You have no key" in client.get("/keys/").content.decode()


@pytest.mark.slow
def test_what_is_wrong_with_a_new_key_is_said(told: Cast) -> None:
    client = Client()
    client.force_login(told.bob)
    assert "Choose one of these." in client.post("/keys/", {"days": "9999"}).content.decode()
    answer = client.post("/keys/", {"name": "x" * 101, "days": "30"})
    assert answer.status_code == 422
    assert "x" * 101 in answer.content.decode()
    assert Key.objects.count() == 0


@pytest.mark.slow
def test_nobody_has_more_than_twenty(told: Cast) -> None:
    for _time in range(20):
        key_of(told.bob)
    with pytest.raises(Refused, match="twenty"):
        key_of(told.bob)


@pytest.mark.slow
def test_somebody_elses_key_cannot_be_ended_past_the_page(told: Cast) -> None:
    key_of(told.bob)
    with pytest.raises(PermissionError):
        actions.end_key(by=told.charlie, key=Key.objects.get())
    assert reverse("keys") == "/keys/"
