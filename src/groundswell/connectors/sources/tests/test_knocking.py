"""What knocks at a webhook: signed or nothing, kept once, taken in within a moment, and never the source of a doubt."""

import base64
import hmac
import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from groundswell.connectors.shape import Knock
from groundswell.connectors.signing import is_slack, is_standard
from groundswell.connectors.sources import receiving, tasks
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.models import Delivery
from groundswell.connectors.sources.syncing import sync
from groundswell.connectors.sources.tests.conftest import FORUM, connected_to
from groundswell.questions.models import Item, Message, Source

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CHOICES = {"channels": "1", "user": "reader@example.org", "bot": "bot@example.org"}
HEADERS = {"x-discourse-event-signature": "sha256=" + hmac.new(b"s3cret", b"{}", "sha256").hexdigest()}


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def signed(body: bytes, secret: str = "s3cret") -> str:
    return "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()


def knock(
    source: UUID, told: object, *, signature: str | None = None, event: str = "post_created", name: str = "1"
) -> HttpResponse:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    headers = {
        "X-Discourse-Event-Signature": signed(body) if signature is None else signature,
        "X-Discourse-Event": event,
        "X-Discourse-Event-Id": name,
    }
    address = reverse("sources:knock", args=[source])
    answer: HttpResponse = Client().post(address, body, content_type="application/json", headers=headers)  # type: ignore[assignment]
    return answer


def test_what_is_signed_is_kept_at_once_and_taken_in_by_the_worker(source: UUID) -> None:
    assert knock(source, {"post": FORUM.post(1)}).status_code == 200
    assert (Delivery.objects.count(), Message.objects.count()) == (1, 0)
    assert tasks.deliveries() == 1
    assert (Delivery.objects.count(), Message.objects.get().key) == (0, "1")
    assert Item.objects.get().title == "Topic 1"


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, signed(b"{}", "other"), "ü"])
def test_a_wrong_or_missing_signature_learns_nothing(source: UUID, signature: str) -> None:
    answer = knock(source, b"{}", signature=signature)
    nobody = knock(uuid4(), b"{}")
    assert (answer.status_code, answer.content) == (401, b"")
    assert (nobody.status_code, nobody.content, dict(nobody.headers)) == (401, b"", dict(answer.headers))
    assert not Delivery.objects.exists()


def test_a_delivery_is_answered_by_one_question_and_one_line(source: UUID) -> None:
    assert knock(source, {"post": FORUM.post(1)}).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert knock(source, {"post": FORUM.post(2)}, name="2").status_code == 200
        assert knock(source, {"post": FORUM.post(2)}, name="2").status_code == 200
    assert [each["sql"].split()[0] for each in asked.captured_queries] == ["SELECT", "INSERT"] * 2
    assert [each.name for each in Delivery.objects.order_by("id")] == ["1", "2"]


def test_the_door_is_the_first_route_that_is_tried() -> None:
    sources = get_resolver().url_patterns[0]
    assert isinstance(sources, URLResolver)
    door = sources.url_patterns[0]
    assert isinstance(door, URLPattern)
    assert door.name == "knock"


def test_a_source_without_a_secret_hears_nobody() -> None:
    source = connected_to("http://127.0.0.1:9", hook="")
    assert knock(source, b"{}", signature=signed(b"{}", "")).status_code == 401


def test_the_signature_is_of_the_raw_bytes(source: UUID) -> None:
    loose = b'{ "post" :  {} }'
    tight = json.dumps(json.loads(loose)).encode()
    assert knock(source, loose, signature=signed(loose)).status_code == 200
    assert knock(source, loose, signature=signed(tight)).status_code == 401


def test_a_repeat_is_answered_as_the_first_and_kept_once(source: UUID) -> None:
    for _time in range(3):
        assert knock(source, {"post": FORUM.post(1)}).status_code == 200
    assert Delivery.objects.count() == 1
    tasks.deliveries()
    assert knock(source, {"post": FORUM.post(1)}).status_code == 200
    tasks.deliveries()
    assert Message.objects.count() == 1


def test_the_same_delivery_of_two_sources_is_of_each(source: UUID) -> None:
    other = connected_to("http://127.0.0.1:9", name="Another")
    for each in (source, other):
        knock(each, {"post": FORUM.post(1)})
    tasks.deliveries()
    assert Message.objects.count() == 2


def test_what_comes_late_does_not_put_old_words_back(source: UUID) -> None:
    edited = FORUM.post(2) | {"raw": "Better words", "updated_at": "2026-01-01T00:00:00Z"}
    knock(source, {"post": edited}, event="post_edited", name="2")
    tasks.deliveries()
    knock(source, {"post": FORUM.post(2)}, name="1")
    tasks.deliveries()
    assert Message.objects.get().text == "Better words"


def test_knocking_does_not_move_the_place_of_reading(source: UUID) -> None:
    sync(source)
    cursor = Source.objects.get(id=source).cursor
    knock(source, {"post": FORUM.post(300)})
    tasks.deliveries()
    assert Source.objects.get(id=source).cursor == cursor
    assert Message.objects.filter(key="300").exists()


def test_what_is_gone_at_the_forum_loses_its_words_here(source: UUID) -> None:
    sync(source)
    knock(source, {"post": {"id": 7, "deleted_at": "2026-11-25T11:00:00Z"}}, event="post_destroyed")
    tasks.deliveries()
    assert Message.objects.get(key="7").text == ""


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"post": 3}', b'{"post": {"id": {}}}', b"\xff\xfe"])
def test_what_nobody_understands_is_put_away_and_stops_nothing(source: UUID, body: bytes) -> None:
    assert knock(source, body, name="bad").status_code == 200
    assert knock(source, {"post": FORUM.post(1)}, name="good").status_code == 200
    assert tasks.deliveries() == 2
    assert [message.key for message in Message.objects.all()] == ["1"]
    assert not Delivery.objects.exists()


def test_what_is_too_large_is_not_read(source: UUID) -> None:
    answer = knock(source, b" " * (5 * 1024 * 1024 + 1))
    assert (answer.status_code, Delivery.objects.count()) == (413, 0)


def test_many_are_taken_in_together(source: UUID, django_assert_max_num_queries: object) -> None:
    for number in range(1, 41):
        knock(source, {"post": FORUM.post(number)}, name=str(number))
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        assert tasks.deliveries() == 40
    assert Message.objects.count() == 40


def test_a_delivery_for_a_source_that_went_is_let_go(source: UUID) -> None:
    knock(source, {"post": FORUM.post(1)})
    Source.objects.all().delete()
    assert (receiving.take_all(), Delivery.objects.count()) == (1, 0)


def test_slack_is_answered_its_challenge_and_an_old_message_is_refused() -> None:
    words = SourceWords(name="Chat", key="xoxb", hook="shh", choices={"channels": "C1"})
    source = connect_source(by=None, connector=CONNECTORS["slack"], words=words)

    def say(told: object, *, at: int) -> HttpResponse:
        body = json.dumps(told).encode()
        mac = hmac.new(b"shh", b"v0:%d:%s" % (at, body), "sha256").hexdigest()
        headers = {"X-Slack-Signature": f"v0={mac}", "X-Slack-Request-Timestamp": str(at)}
        address = reverse("sources:knock", args=[source])
        return Client().post(address, body, content_type="application/json", headers=headers)  # type: ignore[return-value]

    now = int(NOON.timestamp())
    answer = say({"type": "url_verification", "challenge": "abc"}, at=now)
    assert (answer.status_code, json.loads(answer.content)) == (200, {"challenge": "abc"})
    assert not Delivery.objects.exists()
    for age, status in ((300, 200), (301, 401), (-300, 200), (-301, 401)):
        told = {"event_id": f"E{age}", "event": {"type": "message", "channel": "C1", "ts": "1.5", "text": "Hi"}}
        assert say(told, at=now - age).status_code == status, age
    tasks.deliveries()
    assert Message.objects.get().key == "C1:1.5"


def test_a_door_has_no_cookie(source: UUID) -> None:
    client = Client()
    client.cookies["sessionid"] = "x"
    answer = client.post(reverse("sources:knock", args=[source]), b"{}", content_type="application/json")
    assert not answer.cookies
    assert client.get(reverse("sources:knock", args=[source])).status_code == 405


@pytest.mark.parametrize("kind", ["zulip", "mattermost", "slack"])
def test_nesting_without_end_is_unsigned_and_no_fault_of_ours(kind: str) -> None:
    words = SourceWords(name=kind, address="https://chat.invalid", key="k", hook="s3cret", choices=CHOICES)
    source = connect_source(by=None, connector=CONNECTORS[kind], words=words)
    answer = Client().post(reverse("sources:knock", args=[source]), b"[" * 200_000, content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("stamp", ["9" * 400, "9" * 5000, "-1", "\u0661"])
def test_a_stamp_beyond_all_numbers_is_unsigned(stamp: str) -> None:
    told = {"stamp": stamp, "body": b"", "secret": "s", "now": NOON}
    assert not is_slack("v0=", **told)  # type: ignore[arg-type]
    assert not is_standard("v1,", name="1", **told)  # type: ignore[arg-type]


def test_a_secret_that_is_only_its_prefix_proves_nothing() -> None:
    """Everybody could sign with it: what follows whsec_ is the key, and an empty key is known to all."""
    stamp = str(int(NOON.timestamp()))
    mac = base64.b64encode(hmac.digest(b"", f"1.{stamp}.".encode() + b"{}", "sha256")).decode()
    assert not is_standard(f"v1,{mac}", name="1", stamp=stamp, body=b"{}", secret="whsec_", now=NOON)


def test_a_name_that_no_database_keeps_is_kept_all_the_same(source: UUID) -> None:
    knock_named = receiving.receive(
        source, Knock(headers=HEADERS | {"x-discourse-event-id": "1\0\ud800"}, body=b"{}", at=NOON)
    )
    assert knock_named.outcome is receiving.Outcome.KEPT
    assert Delivery.objects.get().name == "1\ufffd"
