"""Chats are believed when they prove themselves; whoever asks is answered alone, and nothing typed is lost."""

import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult

from groundswell.connectors.asking import secrets
from groundswell.connectors.chat import actions, answering, repeats
from groundswell.connectors.chat.models import Account, Code, Door, Reply
from groundswell.connectors.chat.rules import Kind
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.seal.throttle import Throttle
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices import sealing
from groundswell.voices.actions import speak_by_chat
from groundswell.voices.models import Voice
from groundswell.voices.queries import threads as voices
from groundswell.voices.tests.conftest import Desks, desks
from tests.cast import Cast

__all__ = ["desks"]

pytestmark = pytest.mark.django_db
SECRET = "Zqsecretvogel"
WORDS = "Zqbodyvogel: it is <!channel> slow & long"

type Said = Callable[..., str]


@pytest.fixture(params=[Kind.SLACK, Kind.MATTERMOST])
def door(request: pytest.FixtureRequest, ada: Person) -> Door:
    """Return a door of each kind."""
    return actions.open_door(by=ada, kind=request.param, name="Our chat", secret=SECRET)


@pytest.fixture
def slack(ada: Person) -> Door:
    """Return a door of Slack with a bot."""
    return actions.open_door(by=ada, kind=Kind.SLACK, name="Our chat", secret=SECRET, bot="xoxb-1")


def asked(door: Door, text: str, *, user: str = "U1", trigger: str | None = None, **headers: str) -> HttpResponse:
    """Call the door as its chat would."""
    told = {"user_id": user, "text": text, "command": "/groundswell", "trigger_id": trigger or uuid4().hex}
    body = urlencode(told).encode()
    kind = "application/x-www-form-urlencoded"
    path = f"/chat/doors/{door.id}/command/"
    signed = headers or proof(door, body)
    answer: Any = Client(enforce_csrf_checks=True).generic("POST", path, body, content_type=kind, headers=signed)
    found: HttpResponse = answer
    return found


def proof(door: Door, body: bytes) -> dict[str, str]:
    if door.kind == Kind.MATTERMOST:
        return {"Authorization": f"Token {SECRET}"}
    stamp = str(int(clock.now().timestamp()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}


def told(door: Door, text: str, **how: str) -> str:
    """Return what the chat shows to whoever asked."""
    answer = asked(door, text, **how)
    assert answer.status_code == HTTPStatus.OK
    said = json.loads(answer.content)
    assert said["response_type"] == "ephemeral"
    words: str = said["text"]
    return words


def linked(door: Door, person: Person, user: str = "U1") -> None:
    assert person.name in told(door, f"link {actions.make_code(by=person)}", user=user)


def test_who_is_known_speaks_with_their_name_and_reads_who_can_read_it(door: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(door, bob)
    said = told(door, f"speak {WORDS}")
    assert "Alice" in said
    assert "/mine/" in said
    assert "Zqbodyvogel" not in said
    voice = Voice.objects.get()
    assert (voice.level, voice.source) == ("signed", "chat")
    client = Client()
    client.force_login(bob)
    assert "Zqbodyvogel" in client.get(f"/mine/{voice.id}/").content.decode()


def test_a_message_that_comes_twice_is_one_voice(door: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(door, bob)
    first, second = (told(door, f"speak {WORDS}", trigger="once") for _time in range(2))
    assert first == second
    assert Voice.objects.count() == 1
    assert "Write it again" in told(door, "speak Other words", trigger="once")
    assert Voice.objects.count() == 1


def test_two_messages_that_the_chat_did_not_name_are_two(slack: Door, bob: Person, desks: Desks) -> None:
    del desks
    for text in ("one", "two"):
        speak_by_chat(author=bob, text=text, delivery="")
    assert Voice.objects.count() == 2
    assert slack.kind == Kind.SLACK


@pytest.mark.parametrize(("text", "talk"), [("talk", "this sprint"), ("talk now please", "now")])
def test_who_wants_to_talk_is_heard(text: str, talk: str, slack: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(slack, bob)
    assert "would like to talk" in told(slack, text)
    voice = Voice.objects.get()
    keys = voices.keys_of_own(bob, [voice])[voice.id]
    first = voice.messages.get(number=0)
    assert sealing.open_entry(first.body, first.to_thread, keys.pair, keys.item_key)["talk"] == talk


@pytest.mark.parametrize("text", [f"speak {WORDS}", f"talk {WORDS}", f"anonymous {WORDS}"])
def test_words_of_somebody_unknown_are_given_back_and_kept_nowhere(
    text: str, door: Door, organisation: Cast, desks: Desks
) -> None:
    del organisation, desks
    said = told(door, text)
    shown = WORDS if door.kind == Kind.MATTERMOST else "Zqbodyvogel: it is &lt;!channel&gt; slow &amp; long"
    assert said.endswith(shown)
    assert Voice.objects.count() == 0


def test_nothing_is_anonymous_here_and_the_answer_says_why(door: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(door, bob)
    said = told(door, f"anonymous {WORDS}")
    assert "the chat knows who typed it" in said
    assert "/speak/" in said
    assert Voice.objects.count() == 0


def test_while_nobody_can_read_words_come_back(door: Door, bob: Person) -> None:
    linked(door, bob)
    assert "Zqbodyvogel" in told(door, f"speak {WORDS}")
    assert Voice.objects.count() == 0


def test_a_flood_is_stopped_and_its_words_come_back(
    slack: Door, bob: Person, desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    del desks
    linked(slack, bob)
    monkeypatch.setattr(answering, "pace", Throttle(1e-9, 1))
    told(slack, "help")
    assert "Zqbodyvogel" in told(slack, f"speak {WORDS}")
    assert "speak WORDS" in told(slack, "help", user="U2")


def test_a_code_works_once_and_not_for_long(door: Door, bob: Person, dana: Person) -> None:
    code = actions.make_code(by=bob)
    assert "Bob" in told(door, f"link {code.upper()}")
    assert "opens nothing" in told(door, f"link {code}", user="U2")
    old = actions.make_code(by=dana)
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        assert "opens nothing" in told(door, f"link {old}", user="U3")
    assert Account.objects.count() == 1


def test_a_code_made_anew_ends_the_one_before(slack: Door, bob: Person) -> None:
    first = actions.make_code(by=bob)
    actions.make_code(by=bob)
    assert "opens nothing" in told(slack, f"link {first}")
    assert Code.objects.count() == 1


def test_no_account_no_code_and_no_secret_of_a_chat_stands_in_the_database(
    slack: Door, bob: Person, desks: Desks
) -> None:
    del desks
    code = actions.make_code(by=bob)
    told(slack, f"link {code}", user="Zquservogel")
    told(slack, f"speak {WORDS}", user="Zquservogel")
    tables = (Door, Account, Code, Entry, Voice, Reply, DBTaskResult)
    rows = "".join(str(list(table.objects.values())) for table in tables)
    assert not [each for each in ("Zquservogel", code, SECRET, "xoxb-1", "Zqbodyvogel") if each in rows]


def test_who_leaves_is_nobody_there(door: Door, bob: Person, ada: Person, desks: Desks) -> None:
    del desks
    linked(door, bob)
    actions.make_code(by=bob)
    people.leave(by=ada, person=bob, day=clock.today())
    assert "do not know" in told(door, "speak still here")
    assert Account.objects.count() == Code.objects.count() == 0


def test_the_check_in_is_pointed_at_and_its_code_never_goes_into_a_chat(slack: Door, bob: Person) -> None:
    linked(slack, bob)
    said = told(slack, "check-in")
    assert "start page" in said
    assert "/b/" not in said


def test_help_names_who_would_read(slack: Door, bob: Person, desks: Desks) -> None:
    del desks
    assert "First get a code" in told(slack, "")
    linked(slack, bob)
    assert "Alice" in told(slack, "what is this")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-None": "1"},
        {"Authorization": "Token wrong"},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "é", "X-Slack-Signature": "é"},
    ],
)
def test_who_cannot_prove_to_be_the_chat_learns_not_even_whether_there_is_a_door(
    headers: dict[str, str], door: Door
) -> None:
    here = asked(door, "speak x", **headers)
    never = asked(Door(id=uuid4(), kind=door.kind), "speak x", **headers)
    assert here.status_code == never.status_code == HTTPStatus.UNAUTHORIZED
    assert here.content == never.content


def test_an_old_signature_played_again_is_not_believed(slack: Door) -> None:
    body = urlencode({"user_id": "U1", "text": "help"}).encode()
    signed = proof(slack, body)
    path, kind = f"/chat/doors/{slack.id}/command/", "application/x-www-form-urlencoded"
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer: Any = Client().generic("POST", path, body, content_type=kind, headers=signed)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_a_door_that_ended_opens_to_nobody_and_forgets(door: Door, ada: Person, bob: Person) -> None:
    linked(door, bob)
    actions.end_door(by=ada, door=door)
    assert asked(door, "help").status_code == HTTPStatus.UNAUTHORIZED
    assert Account.objects.count() == 0
    assert bytes(Door.objects.get().secret) == b""


def sent(door: Door, said: object) -> HttpResponse:
    body = json.dumps(said).encode()
    path = f"/chat/doors/{door.id}/events/"
    answer: Any = Client().generic("POST", path, body, content_type="application/json", headers=proof(door, body))
    found: HttpResponse = answer
    return found


def test_an_event_that_slack_tells_again_is_answered_once(slack: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(name: str) -> None:
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": "help"}
        assert sent(slack, {"event": event} | ({"event_id": name} if name else {})).status_code == HTTPStatus.OK

    for name in ("Zqevent1", "Zqevent1", "Zqevent2", "Zqevent1"):
        told(name)
    assert Reply.objects.count() == 2
    assert b"Zqevent" not in bytes(Door.objects.get().heard), "no copy of the database names a message"
    told("")
    told("")
    assert Reply.objects.count() == 4, "what has no name is always new"
    monkeypatch.setattr(repeats, "MOST", 2)
    told("Zqevent3")
    told("Zqevent2")
    assert Reply.objects.count() == 5, "the latest are remembered"


def test_an_event_that_could_not_be_answered_is_answered_when_it_comes_again(
    slack: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": "help"}
    told = {"event": event, "event_id": "E1"}
    with monkeypatch.context() as broken:
        broken.setattr(Reply, "save", _full)
        with pytest.raises(OSError, match="full"):
            sent(slack, told)
    sent(slack, told)
    assert Reply.objects.count() == 1


def _full(*_given: object, **_more: object) -> None:
    words = "the disk is full"
    raise OSError(words)


def test_slack_is_told_its_own_riddle(slack: Door) -> None:
    answer = sent(slack, {"type": "url_verification", "challenge": "abc"})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"abc")


def test_a_direct_message_is_heard_once_and_answered_without_its_words(slack: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(slack, bob)
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": f"speak {WORDS}"}
    for _time in range(2):
        assert sent(slack, {"event": event, "event_id": "E1"}).status_code == HTTPStatus.OK
    assert Voice.objects.count() == 1
    waiting = [secrets.opened(each.sealed, of=f"reply {each.id}") for each in Reply.objects.all()]
    assert len(waiting) == 1
    assert all("D1" in each and "Zqbodyvogel" not in each for each in waiting)
    assert "D1" not in str(list(Reply.objects.values("id", "door")))
    assert not any(b'["D1"' in bytes(each.sealed) for each in Reply.objects.all())
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_words_with_a_file_or_from_a_thread_are_heard_and_what_hangs_on_them_is_said(
    subtype: str, slack: Door, bob: Person, desks: Desks
) -> None:
    del desks
    linked(slack, bob)
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": f"speak {WORDS}"}
    more = {"subtype": subtype} | ({"files": [{"id": "F1"}]} if subtype == "file_share" else {})
    assert sent(slack, {"event": event | more, "event_id": "E1"}).status_code == HTTPStatus.OK
    assert Voice.objects.count() == 1
    [told] = [secrets.opened(each.sealed, of=f"reply {each.id}") for each in Reply.objects.all()]
    assert ("What hangs on a message is not taken." in told) is (subtype == "file_share")


@pytest.mark.parametrize(
    "change",
    [{"channel_type": "channel"}, {"bot_id": "B1"}, {"subtype": "message_changed"}, {"type": "reaction_added"}],
    ids=str,
)
def test_what_was_not_written_to_us_alone_is_not_heard(
    change: dict[str, str], slack: Door, bob: Person, desks: Desks
) -> None:
    del desks
    linked(slack, bob)
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": "speak x"} | change
    assert sent(slack, {"event": event, "event_id": "E1"}).status_code == HTTPStatus.OK
    assert Voice.objects.count() == 0
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("said", [[], "x", None, 3])
def test_events_that_are_none_are_refused(said: object, slack: Door) -> None:
    assert sent(slack, said).status_code == HTTPStatus.UNAUTHORIZED


def test_my_page_makes_a_code_and_parts_from_an_account(slack: Door, bob: Person, charlie: Person) -> None:
    client, stranger = Client(), Client()
    client.force_login(bob)
    stranger.force_login(charlie)
    assert "Why not anonymously?" in client.get("/chat/").content.decode()
    page = client.post("/chat/").content.decode()
    code = page.partition("<code>link ")[2].partition("<")[0]
    assert "Bob" in told(slack, f"link {code}")
    account = Account.objects.get()
    assert "Our chat" in client.get("/chat/").content.decode()
    assert stranger.post(f"/chat/accounts/{account.id}/part/").status_code == HTTPStatus.NOT_FOUND
    assert client.post(f"/chat/accounts/{account.id}/part/").status_code == HTTPStatus.SEE_OTHER
    assert Account.objects.count() == 0


def test_an_administrator_opens_and_ends_a_door(ada: Person) -> None:
    client = Client()
    client.force_login(ada)
    answer = client.post("/chat/doors/", {"kind": "slack", "name": "Ours", "secret": SECRET, "bot": ""})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    door = Door.objects.get()
    page = client.get("/chat/doors/").content.decode()
    assert f"http://localhost:8000/chat/doors/{door.id}/command/" in page
    assert f"/chat/doors/{door.id}/events/" in page
    assert SECRET not in page
    assert client.post(f"/chat/doors/{door.id}/end/").status_code == HTTPStatus.SEE_OTHER
    assert client.post(f"/chat/doors/{door.id}/end/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"name": " "}, "name"), ({"secret": ""}, "secret"), ({"name": "x" * 201}, "too long")],
)
def test_what_is_wrong_with_a_door_is_said(wrong: dict[str, str], words: str, ada: Person) -> None:
    door = {"name": "Ours", "secret": SECRET} | wrong
    with pytest.raises(Refused, match=words):
        actions.open_door(by=ada, kind=Kind.SLACK, **door)


def test_only_administrators_open_doors_and_only_the_owner_parts(slack: Door, mo: Person, bob: Person) -> None:
    with pytest.raises(PermissionError):
        actions.open_door(by=mo, kind=Kind.SLACK, name="Mine", secret="x")
    with pytest.raises(PermissionError):
        actions.end_door(by=mo, door=slack)
    linked(slack, bob)
    with pytest.raises(PermissionError):
        actions.part_account(by=mo, account=Account.objects.get())
