"""Listeners are told once, signed, and nothing that is not for everybody."""

import base64
import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from groundswell.connectors.announcing import actions, rules, telling
from groundswell.connectors.announcing.actions import Named
from groundswell.connectors.announcing.models import Listener, Telling
from groundswell.connectors.announcing.tests.conftest import NOON
from groundswell.connectors.sending.tests.outside import Outside
from groundswell.epics.tests.conftest import begun
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import Raise
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_act_is_told_once_signed_and_without_a_word_of_anybody(
    organisation: Cast, named: Named, there: Outside
) -> None:
    epic = begun(organisation, name="Zqepicvogel")
    telling.sweep()
    telling.sweep()
    [told] = there.received
    assert told.data == {"type": "epic.begun", "timestamp": "2026-11-25T12:00:00Z", "data": {"epic": str(epic.id)}}
    assert told.path == "/hook?room=1"
    secret = base64.b64decode(named.secret.removeprefix("whsec_"))
    moment = int(told.headers["webhook-timestamp"])
    expected = rules.signature(secret, message_id=told.headers["webhook-id"], moment=moment, body=told.body)
    assert told.headers["webhook-signature"] == expected
    assert moment == int(NOON.timestamp())
    assert "Zqepicvogel" not in told.body.decode()
    assert not any(name in told.body.decode() for name in ("Alice", str(organisation.mo.id), "example.org"))


@pytest.mark.slow
def test_what_only_some_may_read_is_told_to_nobody(
    organisation: Cast, raised: Raise, named: Named, there: Outside
) -> None:
    del named
    kept, shown = raised(title="At the desk"), raised(title="For all", audience=Audience.ORGANISATION)
    of_one = raised(title="Of one cell", audience=Audience.CELL, cell=organisation.cell_one)
    for concern in (kept, of_one, shown):
        register.move_concern(by=organisation.alice, concern=concern, to=State.BEING_FIXED, reason="It is planned.")
    telling.sweep()
    moved = [each.data for each in there.received if each.data["type"] == "concern.moved"]
    assert [each["data"] for each in moved] == [{"concern": str(shown.id), "to": "being_fixed"}]
    assert str(kept.id) not in str([each.body for each in there.received])
    assert str(of_one.id) not in str([each.body for each in there.received])


def test_what_happened_before_it_was_named_stays_untold(organisation: Cast, ada: Person, there: Outside) -> None:
    begun(organisation)
    actions.name_listener(by=ada, name="Late", address=there.address)
    telling.sweep()
    assert there.received == []


@pytest.mark.parametrize("fault", [500, 404, "lose", 302])
def test_what_is_not_taken_is_tried_again_with_the_same_id_and_another_moment(
    fault: str | int, organisation: Cast, named: Named, there: Outside, noon: time_machine.Traveller
) -> None:
    del named
    there.breaks = [fault]
    begun(organisation)
    telling.sweep()
    telling.sweep()
    assert len(there.received) == 1
    assert Telling.objects.get().note
    noon.move_to(NOON + timedelta(minutes=2))
    telling.sweep()
    first, second = there.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]
    assert first.body == second.body
    assert Telling.objects.get().state == Telling.State.TOLD


@pytest.mark.slow
def test_after_the_last_pause_it_is_given_up_and_an_administrator_can_try_again(
    *, organisation: Cast, named: Named, there: Outside, ada: Person, noon: time_machine.Traveller
) -> None:
    begun(organisation)
    there.breaks = [503] * 10
    for day in range(10):
        noon.move_to(NOON + timedelta(days=day))
        telling.sweep()
    assert len(there.received) == 10
    noon.move_to(NOON + timedelta(days=11))
    telling.sweep()
    assert len(there.received) == 10
    assert Telling.objects.get().state == Telling.State.GIVEN_UP
    assert actions.tell_again(by=ada, listener=named.listener) == 1
    telling.sweep()
    assert Telling.objects.get().state == Telling.State.TOLD


def test_a_listener_that_says_it_is_gone_is_told_nothing_more(organisation: Cast, named: Named, there: Outside) -> None:
    del named
    there.breaks = [410]
    begun(organisation)
    telling.sweep()
    assert Listener.objects.get().ended_on is not None
    assert bytes(Listener.objects.get().secret) == b""
    begun(organisation, name="Another")
    telling.sweep()
    assert len(there.received) == 1


def test_one_that_was_killed_while_telling_is_told_again_later(
    organisation: Cast, named: Named, there: Outside, noon: time_machine.Traveller
) -> None:
    del named
    begun(organisation)
    actions.note_what_to_tell(listener=Listener.objects.get())
    assert actions.claim(telling=Telling.objects.get())
    telling.sweep()
    assert there.received == [], "another worker is at it"
    noon.move_to(NOON + timedelta(minutes=6))
    telling.sweep()
    assert len(there.received) == 1


def test_of_two_workers_one_tells(organisation: Cast, named: Named) -> None:
    begun(organisation)
    actions.note_what_to_tell(listener=named.listener)
    waiting = Telling.objects.get()
    assert actions.claim(telling=waiting)
    assert not actions.claim(telling=waiting)


def test_who_does_not_answer_does_not_hold_up_the_others(
    *, organisation: Cast, named: Named, there: Outside, ada: Person
) -> None:
    dead = actions.name_listener(by=ada, name="Dead", address="http://127.0.0.1:1/").listener
    for number in range(3):
        begun(organisation, name=f"Epic {number}")
    telling.sweep()
    assert len(there.received) == 3
    assert sorted(Telling.objects.filter(listener=dead).values_list("tries", flat=True)) == [0, 0, 1]
    assert Telling.objects.filter(listener=named.listener, state=Telling.State.TOLD).count() == 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "http://10.1.2.3/hook",
        "http://169.254.169.254/latest",
        "http://[::ffff:192.168.0.1]/",
        "ftp://hooks.example.org/",
        "https://me:pass@hooks.example.org/",
        "hooks.example.org",
        "",
    ],
)
def test_an_address_inside_or_none_is_refused_and_stays_in_the_form(
    address: str, organisation: Cast, settings: Settings
) -> None:
    settings.WEBHOOKS_INSIDE, settings.HOSTS_INSIDE = False, frozenset()
    client = Client()
    client.force_login(organisation.ada)
    answer = client.post("/webhooks/", {"name": "Inside", "address": address})
    assert answer.status_code == 422
    assert address in html.unescape(answer.content.decode())
    assert Listener.objects.count() == 0


def test_an_address_that_moved_inside_is_not_asked(
    organisation: Cast, named: Named, there: Outside, settings: Settings
) -> None:
    del named
    begun(organisation)
    settings.WEBHOOKS_INSIDE, settings.HOSTS_INSIDE = False, frozenset()
    telling.sweep()
    assert there.received == []
    assert "inside your own network" in Telling.objects.get().note


def test_a_host_that_the_operator_named_is_told_without_opening_all_the_rest(
    organisation: Cast, named: Named, there: Outside, settings: Settings
) -> None:
    del named
    begun(organisation)
    settings.WEBHOOKS_INSIDE, settings.HOSTS_INSIDE = False, frozenset({"127.0.0.1"})
    telling.sweep()
    assert len(there.received) == 1


def test_the_secret_is_shown_once_and_stands_nowhere(organisation: Cast, settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = True
    client = Client()
    client.force_login(organisation.ada)
    page = client.post("/webhooks/", {"name": "Ours", "address": "http://127.0.0.1:1/"}).content.decode()
    [secret] = re.findall(r"<code>(whsec_[^<]+)</code>", page)
    raw = base64.b64decode(html.unescape(secret).removeprefix("whsec_"))
    rows = f"{list(Listener.objects.values())} {list(Entry.objects.values())}"
    assert secret not in rows
    assert raw.hex() not in rows
    assert secret not in client.get("/webhooks/").content.decode()


def test_an_administrator_sees_exactly_what_was_told_and_ends_it(
    organisation: Cast, named: Named, there: Outside
) -> None:
    begun(organisation)
    telling.sweep()
    client = Client()
    client.force_login(organisation.ada)
    address = f"/webhooks/{named.listener.id}/"
    assert there.received[0].body.decode() in html.unescape(client.get(address).content.decode())
    assert client.post(f"{address}again/").status_code == 303
    assert client.post(f"{address}end/").status_code == 303
    assert client.get(address).status_code == 404
    assert "Nobody outside is told anything" in client.get("/webhooks/").content.decode()


def test_the_page_says_every_kind_that_is_told(organisation: Cast) -> None:
    client = Client()
    client.force_login(organisation.ada)
    page = client.get("/webhooks/").content.decode()
    assert all(f"<code>{event.name}</code>" in page for event in rules.EVENTS.values())


@pytest.mark.parametrize(("name", "words"), [(" ", "Give it a name"), ("x" * 201, "too long")])
def test_a_name_that_is_none_is_said(name: str, words: str, ada: Person) -> None:
    with pytest.raises(Refused, match=words):
        actions.name_listener(by=ada, name=name, address="https://hooks.example.org/")


def test_only_administrators_name_and_end(named: Named, mo: Person) -> None:
    with pytest.raises(PermissionError):
        actions.name_listener(by=mo, name="Mine", address="https://hooks.example.org/")
    with pytest.raises(PermissionError):
        actions.end_listener(by=mo, listener=named.listener)


def test_what_was_told_is_forgotten_after_thirty_days(
    organisation: Cast, named: Named, noon: time_machine.Traveller
) -> None:
    del named
    begun(organisation)
    telling.sweep()
    noon.move_to(NOON + timedelta(days=31))
    telling.sweep()
    assert Telling.objects.count() == 0


def test_the_page_asks_as_much_for_three_as_for_one(organisation: Cast, ada: Person) -> None:
    client, counts = Client(), []
    client.force_login(ada)
    for name in ("one", "two", "three"):
        actions.name_listener(by=ada, name=name, address="https://hooks.example.org/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/webhooks/")
        counts.append(len(seen))
    assert len(set(counts)) == 1
