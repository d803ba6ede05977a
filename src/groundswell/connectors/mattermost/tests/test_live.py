"""Channels of Mattermost are read live with their threads."""

import json
from datetime import UTC, datetime

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.mattermost import sync, webhooks
from groundswell.connectors.shape import Knock
from groundswell.questions.records import Batch
from tests.replay.chats import BEGAN, Channel
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import Reply, serving

NAMED = {"choices": {"channels": "c1"}, "key": "k"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(Channel()) as there:
        return read(sync.CONNECTOR, opened(there.address, **NAMED))


def test_every_post_is_an_item_or_in_one(clean: Known) -> None:
    roots = {f"p{each}" for each in range(1, 451) if each % 4 and each % 50 != 1}
    assert set(clean.items) == roots
    assert clean.messages["p4"].item == "p3"  # type: ignore[attr-defined]
    assert ("message", "p30") in clean.gone
    assert clean.authors["u3"].name == "dev-u3"  # type: ignore[attr-defined]
    assert clean.items["p2"].address.endswith("/_redirect/pl/p2")  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(Channel()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed)
    assert (tried.messages, set(tried.items)) == (clean.messages, set(clean.items))


def test_only_the_newest_page_is_asked_for_again() -> None:
    channel = Channel()
    with serving(channel) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        channel.posts, before = 460, len(there.asked)
        read(sync.CONNECTOR, opened(there.address, **NAMED), known)
        pages = [each for each in there.asked[before:] if each.path.endswith("/posts")]
    assert (len(pages), "p460" in known.messages) == (1, True)


def test_another_service_is_said() -> None:
    with serving(lambda _asked: Reply({})) as there, pytest.raises(Unanswered, match="no list “order”"):
        read(sync.CONNECTOR, opened(there.address, **NAMED))


def test_a_look_says_when_somebody_last_wrote() -> None:
    with serving(Channel()) as there:
        seen = sync.look(opened(there.address, **NAMED))
    assert (seen.count, seen.newest_at) == (1, datetime.fromtimestamp(BEGAN, UTC))


@pytest.mark.parametrize("is_form", [True, False])
def test_what_it_tells_by_itself_is_proven_by_its_token(*, is_form: bool) -> None:
    told = {
        "token": "t",
        "channel_id": "c1",
        "post_id": "p9",
        "user_id": "u1",
        "text": "Help",
        "timestamp": "1750000000000",
    }
    body = (
        "&".join(f"{name}={value}" for name, value in told.items()).encode() if is_form else json.dumps(told).encode()
    )
    knock = Knock(headers={}, body=body, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert webhooks.is_signed(knock, "t")
    assert not webhooks.is_signed(knock, "other")
    assert webhooks.HOOK.name(knock) == "p9"
    at = opened("https://chat.example", **NAMED)
    assert [each.key for each in webhooks.read("", body, at).messages] == ["p9"]
    assert webhooks.read("", body.replace(b"c1", b"c2"), at) == Batch()
