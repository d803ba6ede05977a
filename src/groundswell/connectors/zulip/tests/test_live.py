"""Topics are read live, each with the message that began it, and with whether it is resolved."""

import json
from datetime import UTC, datetime

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.shape import Knock
from groundswell.connectors.zulip import sync, webhooks
from groundswell.questions.records import Batch, Kind
from tests.replay.chats import BEGAN, Organisation
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import Reply, serving

NAMED = {"choices": {"bot": "reader-bot@chat.example.org"}, "key": "k3y"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(Organisation()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        assert there.asked[0].headers["authorization"] == "Basic cmVhZGVyLWJvdEBjaGF0LmV4YW1wbGUub3JnOmszeQ=="
    return known


@pytest.mark.slow
def test_every_message_and_topic_is_read(clean: Known) -> None:
    assert len(clean.messages) == 2500
    assert len(clean.items) == 250
    assert clean.items["channel 2/topic 1"].author == "4"  # type: ignore[attr-defined]


def test_a_resolved_topic_is_one_item_with_its_true_beginning(clean: Known) -> None:
    topic = clean.items["channel 3/topic 5"]
    assert topic.title == "topic 5"  # type: ignore[attr-defined]
    assert topic.opened_at == datetime.fromtimestamp(BEGAN + 51 * 60, UTC)  # type: ignore[attr-defined]
    assert topic.resolved_at == datetime.fromtimestamp(BEGAN + 60 * 60, UTC)  # type: ignore[attr-defined]
    assert clean.items["channel 2/topic 1"].resolved_at is None  # type: ignore[attr-defined]
    assert clean.messages["60"].kind == Kind.NOTICE  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.connectors.zulip.client.A_PAGE", 70)
    with serving(Organisation()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed)
    assert tried.messages == clean.messages
    plain = {key: (row.opened_at, row.author, row.resolved_at, row.title) for key, row in tried.items.items()}  # type: ignore[attr-defined]
    assert plain == {key: (row.opened_at, row.author, row.resolved_at, row.title) for key, row in clean.items.items()}  # type: ignore[attr-defined]


def test_only_what_is_new_is_asked_for() -> None:
    organisation = Organisation(messages=20)
    with serving(organisation) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        organisation.messages = 25
        before = len(there.asked)
        read(sync.CONNECTOR, opened(there.address, **NAMED), known)
        assert len(there.asked) - before == 2
    assert len(known.messages) == 25


def test_only_the_channels_that_are_named_are_read() -> None:
    for named in ("channel 2", "channel 2\nchannel 3"):
        with serving(Organisation(messages=60)) as there:
            choices = {**NAMED["choices"], "channels": named}  # type: ignore[dict-item]
            known = read(sync.CONNECTOR, opened(there.address, key="k", choices=choices))
        assert {item.labels[0] for item in known.items.values()} == set(named.split("\n"))  # type: ignore[attr-defined]


def test_what_zulip_refuses_is_said() -> None:
    with serving(lambda _asked: Reply({"result": "error", "msg": "Invalid API key"})) as there:  # noqa: SIM117 - two steps
        with pytest.raises(Unanswered, match="Invalid API key"):
            read(sync.CONNECTOR, opened(there.address, **NAMED))


def test_a_look_counts_the_channels() -> None:
    with serving(Organisation(messages=3)) as there:
        seen = sync.look(opened(there.address, **NAMED))
    assert (seen.count, seen.newest_at) == (3, datetime.fromtimestamp(BEGAN + 180, UTC))


def test_what_zulip_tells_by_itself_is_proven_by_the_bots_token() -> None:
    message = Organisation().message(11)
    body = json.dumps({"token": "t0ken", "message": message}).encode()
    knock = Knock(headers={}, body=body, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert webhooks.is_signed(knock, "t0ken")
    assert not webhooks.is_signed(knock, "other")
    assert not webhooks.is_signed(Knock(headers={}, body=b"[", at=knock.at), "t0ken")
    assert webhooks.HOOK.name(knock) == "11"
    at = opened("https://chat.example.org", **NAMED)
    assert webhooks.read("", body, at).messages[0].item == "channel 2/topic 1"
    elsewhere = opened("https://chat.example.org", choices={"channels": "channel 1"})
    assert webhooks.read("", body, elsewhere) == Batch()
