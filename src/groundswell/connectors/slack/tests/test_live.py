"""Channels are read live with their threads, also those that somebody answers days later."""

import json
from datetime import UTC, datetime

import pytest

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.shape import Knock
from groundswell.connectors.signing import is_slack
from groundswell.connectors.slack import api, sync, webhooks
from groundswell.questions.records import Batch, Gone, Kind
from tests.replay.chats import BEGAN, Workspace, stamp
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import serving

NAMED = {"choices": {"channels": "C1"}, "key": "xoxb"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(Workspace()) as there:
        return read(sync.CONNECTOR, opened(there.address, **NAMED))


@pytest.mark.slow
def test_every_message_begins_an_item_or_is_in_one(clean: Known) -> None:
    assert len(clean.items) == 450 - 9
    assert len(clean.messages) == 450 - 9 + 150 + 4 - 3 + 3
    first = clean.items[f"C1:{stamp(4)}"]
    assert first.title == "Question 4 for @Dev 1 & all"  # type: ignore[attr-defined]
    assert first.address == f"https://acme.slack.com/archives/C1/p{stamp(4).replace('.', '')}"  # type: ignore[attr-defined]


def test_people_come_with_names_and_whether_they_are_bots(clean: Known) -> None:
    dev = clean.authors["U3"]
    assert (dev.name, dev.handle, dev.address) == ("Dev 3", "dev3", "dev3@example.org")  # type: ignore[attr-defined]
    assert clean.authors["U8"].is_bot  # type: ignore[attr-defined]


def test_a_long_thread_is_read_to_its_end(clean: Known) -> None:
    said = [each for each in clean.messages.values() if each.item == f"C1:{stamp(303)}"]  # type: ignore[attr-defined]
    assert len(said) == 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(Workspace()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed)
        assert there.illness.had
    assert (tried.messages, tried.items, tried.authors) == (clean.messages, clean.items, clean.authors)


@pytest.mark.slow
def test_a_reply_to_a_thread_of_last_week_is_found() -> None:
    workspace = Workspace()
    with serving(workspace) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        late = f"{BEGAN + 460 * 3600}.000100"
        workspace.late[400] = [{"ts": late, "thread_ts": stamp(400), "user": "U5", "text": "Sorry, only now"}]
        before = len(there.asked)
        read(sync.CONNECTOR, opened(there.address, **NAMED), known)
        threads = [each for each in there.asked[before:] if each.path.endswith("replies")]
    assert f"C1:{late}" in known.messages
    assert len(threads) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [("invalid_auth", Why.KEY), ("not_in_channel", Why.MISSING), ("ratelimited", Why.PACE), ("odd", Why.STRANGE)],
)
def test_what_slack_refuses_with_a_good_status_is_a_sentence(said: str, why: Why) -> None:
    with serving(Workspace(refuses=said)) as there, pytest.raises(Unanswered) as caught:
        read(sync.CONNECTOR, opened(there.address, **NAMED))
    assert caught.value.why is why


def test_a_look_says_in_how_many_channels_it_may_read() -> None:
    with serving(Workspace(messages=3)) as there:
        seen = sync.look(opened(there.address, **NAMED))
    assert (seen.count, seen.newest_at) == (1, datetime.fromtimestamp(BEGAN + 3 * 3600 + 0.0001, UTC))


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("<@U1> see <https://x.example/a|the page>", "@Dev see the page (https://x.example/a)"),
        ("<https://x.example>", "https://x.example"),
        ("<#C2|general> <!here> <@U9|nine> &lt;b&gt; :tada:", "#general @here @nine <b> 🎉"),
    ],
)
def test_slacks_own_markup_becomes_plain_words(words: str, plain: str) -> None:
    assert api.plain(words, {"U1": "Dev"}) == plain


def told(**event: object) -> Batch:
    whole = {"event_id": "E1", "event": {"type": "message", "channel": "C1", **event}}
    return webhooks.read("", json.dumps(whole).encode(), opened("https://slack.com/api", **NAMED))


def test_what_slack_tells_by_itself() -> None:
    assert told(ts="5.1", user="U1", text="Hi").messages[0].kind is Kind.OPENING
    edited = {"ts": "5.1", "user": "U1", "text": "Hello", "edited": {"ts": "6.0"}}
    changed = told(subtype="message_changed", message=edited, ts="6.0").messages[0]
    assert (changed.text, changed.edited_at) == ("Hello", datetime.fromtimestamp(6, UTC))
    gone = told(subtype="message_deleted", deleted_ts="5.1", ts="7.0").gone
    assert gone == (Gone(key="C1:5.1", of="message", at=datetime.fromtimestamp(7, UTC)),)
    assert told(subtype="channel_join", ts="5.1", user="U1", text="joined") == Batch()
    assert told(channel="C2", ts="5.1", text="elsewhere") == Batch()
    assert told(ts="5.2", thread_ts="5.1", subtype="reminder_add", text="x").messages[0].kind is Kind.NOTICE


def test_the_signature_of_slack() -> None:
    # The example of Slack's documentation.
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
        b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack."
        b"com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc8"
        b"87a14d10d2c447fce8b6703c"
    )
    said, stamped = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "1531420618"
    secret, now = "8f742231b10e8888abcd99yyyzzz85a5", datetime.fromtimestamp(1531420618, UTC)
    assert is_slack(said, stamp=stamped, body=body, secret=secret, now=now)
    assert not is_slack(said, stamp="soon", body=body, secret=secret, now=now)
    knock = Knock(headers={"x-slack-signature": said, "x-slack-request-timestamp": stamped}, body=body, at=now)
    assert webhooks.is_signed(knock, secret)
    assert webhooks.reply(knock) is None
