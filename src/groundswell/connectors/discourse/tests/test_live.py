"""A forum is read live: cheaply, whole, and the same whatever happens on the way."""

import json
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.discourse import sync, webhooks
from groundswell.connectors.discourse.api import from_posts, from_topic, from_topics, with_askers
from groundswell.connectors.discourse.parse import records_of
from groundswell.connectors.discourse.people import also_of, key_of
from groundswell.connectors.discourse.rendered import from_markdown
from groundswell.connectors.shape import Knock
from groundswell.questions.records import Author, Batch, Gone, Kind
from tests.replay.forum import Forum
from tests.replay.keeping import Known, opened, read, read_killed, words
from tests.replay.server import Asked, Reply, serving

FORUM = Forum(posts=260)
MISSING = frozenset(range(40, 160))


def knock(body: bytes, **headers: str) -> Knock:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Knock(headers=told, body=body, at=datetime(2026, 11, 2, tzinfo=UTC))


@pytest.mark.parametrize("counts", ["below", "up to", "window"])
def test_every_post_and_topic_is_read_whatever_before_means_to_this_version(counts: str) -> None:
    with serving(Forum(posts=260, counts=counts)) as there:
        known = read(sync.CONNECTOR, opened(there.address))
    assert sorted(map(int, known.messages)) == list(range(1, 261))
    assert sorted(map(int, known.items)) == list(range(1, 53))


@pytest.mark.parametrize("counts", ["below", "up to", "window"])
def test_posts_that_nobody_may_see_stop_nothing(counts: str) -> None:
    with serving(Forum(posts=260, counts=counts, missing=MISSING)) as there:
        known = read(sync.CONNECTOR, opened(there.address))
    assert set(map(int, known.messages)) == set(range(1, 261)) - MISSING


@pytest.mark.slow
@pytest.mark.parametrize("counts", ["below", "up to"])
def test_it_asks_hardly_more_often_than_there_are_pages(counts: str) -> None:
    with serving(Forum(posts=10_000, counts=counts)) as there:
        read(sync.CONNECTOR, opened(there.address, seconds=30.0))
        assert len(there.asked) <= 1.05 * 10_000 / 50


def test_a_forum_of_empty_pages_lets_the_worker_go_and_keeps_the_place() -> None:
    """Its newest post has a number beyond all numbers, and nothing stands below: that is a page for every fifty."""

    def service(asked: Asked) -> Reply:
        first = [{"id": 2**62, "topic_id": 1, "raw": "x", "created_at": "2026-01-01T00:00:00Z"}]
        return Reply({"latest_posts": [] if asked.query else first})

    with serving(service) as there:
        places = [each.cursor for each in islice(sync.DiscourseReader(opened(there.address)).read(""), 2)]
        assert len(there.asked) == 80
    assert len(set(places)) == 2


def test_what_is_known_is_not_asked_for_again() -> None:
    forum = Forum(posts=260)
    with serving(forum) as there:
        known = read(sync.CONNECTOR, opened(there.address))
        before = len(there.asked)
        read(sync.CONNECTOR, opened(there.address), known)
        assert len(there.asked) - before == 2
        forum.posts = 275
        read(sync.CONNECTOR, opened(there.address), known)
    assert sorted(map(int, known.messages)) == list(range(1, 276))
    assert len(known.items) == 55


def test_what_was_written_while_it_read_is_read_the_next_time() -> None:
    forum = Forum(posts=260)

    def growing(asked: Asked) -> Reply:
        answer = forum(asked)
        forum.posts += asked.path == "/posts.json"
        return answer

    with serving(growing) as there:
        known = read(sync.CONNECTOR, opened(there.address))
        total = forum.posts
        read(sync.CONNECTOR, opened(there.address), known)
    assert set(range(1, total + 1)) <= set(map(int, known.messages))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kills_and_faults_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "A_BATCH", 50)
    with serving(FORUM) as there:
        clean = read(sync.CONNECTOR, opened(there.address))
        there.illness.begin(share=0.4, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address), seed=seed)
        assert there.illness.had
    assert (tried.messages, tried.items, tried.authors) == (clean.messages, clean.items, clean.authors)


@pytest.mark.slow
def test_lists_that_did_not_fit_into_one_run_are_read_on_in_the_next() -> None:
    with serving(Forum(posts=3000)) as there:
        known, runs = Known(), 0
        while len([item for item in known.items.values() if item.labels]) < 600:  # type: ignore[attr-defined]
            read(sync.CONNECTOR, opened(there.address), known)
            runs += 1
            assert runs < 6
        assert runs > 1


def test_another_service_at_the_address_is_said_in_a_sentence() -> None:
    with serving(lambda _asked: Reply({"posts": []})) as there, pytest.raises(Unanswered) as caught:
        read(sync.CONNECTOR, opened(there.address))
    assert "there is no list “latest_posts” in it" in caught.value.sentence


def test_a_look_says_how_many_topics_there_are_and_when_somebody_last_wrote() -> None:
    with serving(FORUM) as there:
        seen = sync.look(opened(there.address, key="k", choices={"user": "reader"}))
        assert (there.asked[0].headers["api-key"], there.asked[0].headers["api-username"]) == ("k", "reader")
    assert (seen.count, seen.newest_at) == (52, datetime(2024, 1, 1, 4, 20, tzinfo=UTC))


def test_a_forum_without_posts_is_read_too() -> None:
    with serving(Forum(posts=0)) as there:
        known = read(sync.CONNECTOR, opened(there.address))
    assert not known.messages


def test_a_broken_cursor_begins_anew() -> None:
    with serving(FORUM) as there:
        known = read(sync.CONNECTOR, opened(there.address), Known(cursor='{"newest": "x"}'))
    assert len(known.messages) == 260


def test_posts_become_messages_of_their_kinds() -> None:
    posts: list[dict[str, Any]] = [
        FORUM.post(1) | {"user_id": -1},
        FORUM.post(2) | {"post_type": 3},
        FORUM.post(3) | {"post_type": 4},
        FORUM.post(4) | {"hidden": True, "updated_at": "2026-01-01T00:00:00Z"},
        FORUM.post(5) | {"raw": None, "cooked": "<p>Try <b>this</b></p>"},
        {"id": 6},
    ]
    batch = from_posts(posts, "https://f.example/")
    assert [each.kind for each in batch.messages] == [Kind.OPENING, Kind.NOTICE, Kind.ASIDE, Kind.REPLY, Kind.REPLY]
    assert [each.answer for each in batch.messages] == [False, False, True, False, False]
    assert batch.messages[4].text == "Try this"
    assert batch.gone == (Gone(key="4", of="message", at=datetime(2026, 1, 1, tzinfo=UTC)),)
    assert batch.authors[0].bot
    assert [(each.title, each.address) for each in batch.items] == [("Topic 1", "https://f.example/t/topic-1/1")]


def test_a_topic_of_a_list_says_whether_it_is_closed_or_solved() -> None:
    rows = [dict(FORUM._topic(number)) for number in (10, 11, 12)]
    users = [{"id": number, "username": f"User{number}"} for number in range(98)]
    listed = with_askers([*rows, {"id": 3}], users)
    closed, solved, neither = from_topics(listed, "https://f.example").items
    assert (closed.closed_at is not None, solved.resolved_at is not None) == (True, True)
    assert (neither.closed_at, neither.resolved_at, neither.labels) == (None, None, ("lms", "release-0"))


def test_what_a_forum_tells_by_itself() -> None:
    at = opened("https://f.example")

    def told(kind: str, **body: object) -> Batch:
        return webhooks.read(kind, json.dumps(body).encode(), at)

    assert words_of(told("post_created", post=FORUM.post(7))) == {"7": FORUM.post(7)["raw"]}
    assert told("accepted_solution", solved=FORUM.post(53)).messages[0].answer
    assert told("post_destroyed", post={"id": 7}).gone == (Gone(key="7", of="message"),)
    assert told("topic_destroyed", topic={"id": 2}).gone == (Gone(key="2", of="item"),)
    assert told("post_destroyed", post={}) == told("user_created", user={"id": 1}) == Batch()
    topic = FORUM._topic(2) | {"posters": None, "created_by": {"username": "Ann"}, "closed": True}
    assert told("topic_edited", topic=topic).items[0].closed_at is not None
    deleted = from_topic(FORUM._topic(2) | {"deleted_at": "2026-01-01T00:00:00Z"}, "")
    assert deleted.gone == (Gone(key="2", of="item", at=datetime(2026, 1, 1, tzinfo=UTC)),)


def words_of(batch: Batch) -> dict[str, str]:
    known = Known()
    known.take(batch)
    return words(known)


def test_only_what_the_forum_signed_counts() -> None:
    # What openssl dgst -sha256 -hmac s3cret says of the two characters.
    right = "sha256=adbde1ce40c89c14215687d5d762a47df6dfaefcfad61e2e86718ffc8498571b"
    assert webhooks.is_signed(knock(b"{}", x_discourse_event_signature=right), "s3cret")
    assert not webhooks.is_signed(knock(b"{} ", x_discourse_event_signature=right), "s3cret")
    assert not webhooks.is_signed(knock(b"{}", x_discourse_event_signature=right), "other")
    assert not webhooks.is_signed(knock(b"{}"), "s3cret")
    assert not webhooks.is_signed(knock(b"{}", x_discourse_event_signature=right), "")


def test_somebody_has_one_key_by_every_door() -> None:
    post = FORUM.post(1) | {"username": "Ann", "user_id": 7}
    live = from_posts([post], "").authors[0]
    told = from_topic(FORUM._topic(2) | {"posters": None, "created_by": {"id": 7, "username": "Ann"}}, "")
    (stored,) = (each for each in records_of(post, "") if isinstance(each, Author))
    page = "---\ntopic_id: 1\n---\n# T\n\n## Post #1 by @Ann (2026-05-04 10:00 UTC)\n\nHello\n"
    (rendered,) = (each for each in from_markdown(page) if isinstance(each, Author))
    assert {(each.key, each.also) for each in (live, told.authors[0], stored)} == {("7", "ann")}
    assert told.items[0].author == "7"
    assert (rendered.key, rendered.also) == ("ann", "")


def test_a_handle_of_digits_is_nobodys_number() -> None:
    assert (key_of(7, "123"), also_of(7, "123"), key_of(None, "123"), also_of(None, "123")) == ("7", "@123", "@123", "")
    assert key_of("7", "Ann") == "ann"
