"""What a topic file brings, and what it never brings."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.connectors.discourse.reading import read
from groundswell.connectors.discourse.tests.topics import post, topic, written
from groundswell.connectors.located import Unreadable
from groundswell.register.threads.rules import ArrivingThread, BlockKind, PostState, text_of

# The proposal's own thread lies beside the project where it is developed; nobody needs it to run the tests.
REAL = Path(__file__).parents[5].parent / "shared/data/forum/topic-1128.json"
needs_the_real_thread = pytest.mark.skipif(not REAL.exists(), reason="the forum thread lies outside the project")


def arriving(*posts: dict[str, Any], post_stream: dict[str, Any] | None = None) -> ArrivingThread:
    return read(written(topic(*posts, post_stream=post_stream)))


def read_or_refused(content: bytes) -> bool:
    """Tell whether the file was read or refused as it should be; anything else that happens fails the test."""
    try:
        return bool(read(content).posts)
    except Unreadable as fault:
        return str(fault).endswith(". Nothing was imported.")


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return str(caught.value)


def test_a_topic_arrives_with_its_posts_authors_and_times() -> None:
    thread = arriving(post(1, "<p>We are tired.</p>"), post(2, "<p>So are we.</p>", reply_to_post_number=1))
    assert (thread.system, thread.external_id, thread.title) == ("discourse", "77", "Who looks after us?")
    assert [text_of(each.blocks) for each in thread.posts] == ["We are tired.", "So are we."]
    second = thread.posts[1]
    assert (second.number, second.handle, second.name, second.reply_to) == (2, "dana_w", "Dana W.", 1)
    assert (second.at, second.likes) == (datetime(2026, 3, 2, 10, tzinfo=UTC), 2)
    assert thread.left_out == ()


def test_posts_come_in_the_order_of_their_numbers_and_once_each() -> None:
    thread = arriving(post(2, "<p>b</p>"), post(1, "<p>a</p>"), post(2, "<p>b, the later</p>"))
    assert [text_of(each.blocks) for each in thread.posts] == ["a", "b, the later"]


def test_a_quotation_is_not_the_words_of_who_quotes() -> None:
    cooked = (
        '<aside class="quote no-group" data-username="bob" data-post="1"><div class="title">'
        '<img class="avatar" alt="" src="/x.png"> bob:</div><blockquote><p>Nobody reads this.</p></blockquote></aside>'
        "<p>I do.</p>"
    )
    quoted, own = arriving(post(1, cooked)).posts[0].blocks
    assert (quoted.text, quoted.quoted, quoted.said_by) == ("Nobody reads this.", 1, "bob")
    assert (own.text, own.quoted) == ("I do.", 0)


def test_typed_text_is_enough_where_no_html_is_given() -> None:
    raw = '[quote="bob, post:1"]\nold\n[/quote]\n\nA **new** thing :tada:\n\n* one\n* two\n'
    raw += '\n[details="More"]\nhere\n[/details]'
    row = post(1, "")
    row["raw"] = raw
    blocks = arriving(row).posts[0].blocks
    assert [(block.kind.value, block.text, block.quoted) for block in blocks] == [
        ("paragraph", "old", 1),
        ("paragraph", "A new thing 🎉", 0),
        ("item", "one", 0),
        ("item", "two", 0),
        ("heading", "More", 0),
        ("paragraph", "here", 0),
    ]


def test_whispers_are_left_out_and_counted() -> None:
    thread = arriving(post(1, "<p>Open.</p>"), post(2, "<p>For staff.</p>", post_type=4))
    assert [each.number for each in thread.posts] == [1]
    assert thread.left_out == ("1 left out: whispers, written by staff for staff.",)


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ({"deleted_at": "2026-03-09T10:00:00.000Z"}, PostState.DELETED),
        ({"user_deleted": True}, PostState.DELETED),
        ({"hidden": True}, PostState.HIDDEN),
        ({"cooked_hidden": True}, PostState.HIDDEN),
    ],
)
def test_what_was_taken_down_there_brings_no_text(marks: dict[str, Any], state: PostState) -> None:
    found = arriving(post(1, "<p>Kept.</p>"), post(2, "<p>Taken back.</p>", **marks)).posts[1]
    assert (found.state, found.blocks) == (state, ())


def test_a_small_action_arrives_as_a_notice() -> None:
    found = arriving(post(1, "<p>x</p>"), post(2, "", post_type=3, action_code="closed.enabled")).posts[1]
    assert (found.state, text_of(found.blocks)) == (PostState.NOTICE, "closed enabled")


def test_a_poll_brings_its_options_without_the_votes() -> None:
    cooked = (
        '<div class="poll"><div class="poll-container"><ul><li>More hours</li><li>Fewer roles</li></ul></div>'
        '<div class="poll-info"><span class="info-number">12</span> voters</div></div>'
    )
    assert [block.text for block in arriving(post(1, cooked)).posts[0].blocks] == ["More hours", "Fewer roles"]


def test_posts_that_stand_only_as_numbers_are_said_to_be_missing() -> None:
    thread = arriving(*[post(n, "<p>x</p>") for n in range(1, 4)], post_stream={"stream": list(range(501, 558))})
    assert "54 of 57 posts" in thread.left_out[0]
    assert ".json?print=true" in thread.left_out[0]
    assert thread.listed is not None
    assert len(thread.listed) == 57


def test_a_file_cut_in_half_says_where_it_ends() -> None:
    whole = written(topic(post(1, "<p>We are tired.</p>")))
    said = refusal(whole[: len(whole) // 2])
    assert said.startswith("This file is cut off: it ends inside the value at line ")
    assert said.endswith("Nothing was imported.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b'{\n"title": "\xff"}', "line 2, column 11"),
        ("é".encode()[:1], "cut off in the middle of a character"),
        (b"<!doctype html><title>Log in</title>", "a web page, not JSON"),
        (b'{"a": 1,, "b": 2}', "line 1, column 9"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "a number too long"),
        (b'[{"id": 1}]', "not a Discourse topic"),
        (b'{"topic_list": {"topics": []}}', "a list of topics"),
        (b'{"latest_posts": []}', "a list of topics"),
        (b'{"post_stream": []}', "post_stream is not an object"),
        (b'{"post_stream": {}}', "post_stream.posts is missing"),
        (b'{"post_stream": {"posts": {}}}', "post_stream.posts is not a list"),
        (b'{"post_stream": {"posts": []}}', "holds no post"),
        (b'{"post_stream": {"posts": [1]}}', "post_stream.posts[0] is not an object"),
    ],
)
def test_what_is_no_topic_is_refused_in_one_sentence_that_says_where(content: bytes, says: str) -> None:
    assert says in refusal(content)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("id", None, "post_stream.posts[1].id is neither a number nor a name"),
        ("id", True, "post_stream.posts[1].id"),
        ("post_number", "2", "post_stream.posts[1].post_number is not a whole number above 0"),
        ("post_number", 10**12, "post_stream.posts[1].post_number"),
        ("username", 7, "post_stream.posts[1].username is not text"),
        ("username", " ", "post_stream.posts[1].username is empty"),
        ("created_at", "soon", "post_stream.posts[1].created_at is not a time: 'soon'"),
        ("created_at", "0001-01-01T00:00:00+14:00", "post_stream.posts[1].created_at is not a time"),
        ("cooked", ["x"], "post_stream.posts[1].cooked is not text"),
        ("cooked", None, "post_stream.posts[1] has neither cooked nor raw"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(key: str, value: object, says: str) -> None:
    assert says in refusal(written(topic(post(1, "<p>a</p>"), post(2, "<p>b</p>") | {key: value})))


@pytest.mark.parametrize("key", ["id", "post_number", "username", "created_at"])
def test_a_missing_value_is_named_by_its_path(key: str) -> None:
    row = post(1, "<p>a</p>")
    del row[key]
    assert f"post_stream.posts[0].{key} is missing" in refusal(written(topic(row)))


def test_what_no_database_keeps_is_taken_out_of_the_words() -> None:
    content = written(topic(post(1, "<p>a\u202eb</p>"))).replace("a\u202eb".encode(), b"a\\u0000\\ud800\\u202eb")
    assert text_of(read(content).posts[0].blocks) == "a\ufffdb"


@needs_the_real_thread
def test_the_proposals_thread_arrives_whole() -> None:
    thread = read(REAL.read_bytes())
    assert (len(thread.posts), thread.left_out) == (19, ())
    assert [each.number for each in thread.posts] == list(range(1, 20))
    assert all(each.blocks for each in thread.posts)
    # Its bullets were typed by hand; they are items of a list here.
    assert sum(block.kind is BlockKind.ITEM for block in thread.posts[0].blocks) >= 9
    assert not any("•" in block.text for each in thread.posts for block in each.blocks)


_WHOLE = written(
    topic(
        post(1, "<p>One <a href='https://example.org/a'>link</a>.</p><ul><li>a<ul><li>b</li></ul></li></ul>"),
        post(2, "<pre><code>x = 1</code></pre><details><summary>s</summary>t</details>", reply_to_post_number=1),
        post(3, "", post_type=3, action_code="closed.enabled"),
    )
)


@pytest.mark.slow
@given(cut=st.integers(0, len(_WHOLE)), rest=st.binary(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_cut_is_read_or_refused_in_a_sentence(cut: int, rest: bytes) -> None:
    assert read_or_refused(_WHOLE[:cut] + rest)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = sorted({*post(1, "x"), "raw", "hidden", "cooked_hidden", "action_code"})


@pytest.mark.slow
@given(
    in_topic=st.dictionaries(st.sampled_from(["id", "title", "created_at", "post_stream"]), _ANY, max_size=2),
    in_stream=st.dictionaries(st.sampled_from(["posts", "stream"]), _ANY, max_size=1),
    in_post=st.dictionaries(st.sampled_from(_KEYS), _ANY, max_size=4),
    gone=st.sets(st.sampled_from(_KEYS), max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_any_value_in_any_place_is_read_or_refused_in_a_sentence(
    in_topic: dict[str, Any], in_stream: dict[str, Any], in_post: dict[str, Any], gone: set[str]
) -> None:
    found = topic(post(1, "<p>a</p>"), {k: v for k, v in (post(2, "<p>b</p>") | in_post).items() if k not in gone})
    found["post_stream"] |= in_stream
    assert read_or_refused(json.dumps(found | in_topic).encode())


@pytest.mark.slow
@given(html=st.text(alphabet="<>/ab&;\"' =pdivulolihrefasideblockquotepreimg!-[]", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_html_becomes_blocks_of_plain_words(html: str) -> None:
    row = post(1, html, raw=html)
    for block in arriving(row).posts[0].blocks:
        assert block.text.strip()
        assert all(0 <= link.start < link.end <= len(block.text) for link in block.links)
