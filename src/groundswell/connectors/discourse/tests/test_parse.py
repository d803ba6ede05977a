"""Archives of a Discourse forum."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.discourse.parse import Files
from groundswell.connectors.located import Unreadable
from groundswell.questions.records import Gone, Kind, Message

type Write = Callable[[str, object], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return how a file of the archive is written."""

    def write(name: str, content: object) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        return tmp_path

    return write


def post(number: int, **told: object) -> dict[str, Any]:
    row = {
        "id": 100 + number,
        "post_number": number,
        "username": f"User{number}",
        "name": f"User {number}",
        "created_at": f"2026-05-0{number}T10:00:00.000Z",
        "updated_at": f"2026-05-0{number}T10:00:00.000Z",
        "version": 1,
        "cooked": f"<p>Words {number}</p>",
        "post_type": 1,
    }
    return row | told


def topic(*posts: dict[str, Any], **told: object) -> dict[str, Any]:
    row = {"id": 7, "title": "How do I &c", "created_at": "2026-05-01T10:00:00.000Z", "tags": ["xblock"]}
    return row | {"post_stream": {"posts": list(posts)}} | told


def messages(folder: Path, address: str = "") -> list[Message]:
    return [each for batch in Files(Archive(folder), address).read("") for each in batch.messages]


def test_a_topic_brings_its_posts_its_labels_and_the_way_back(write: Write) -> None:
    folder = write("t.json", topic(post(1), post(2, raw="*raw*")))
    (batch,) = Files(Archive(folder), "https://forum.example.org/").read("")
    (item,) = batch.items
    assert (item.key, item.address, item.labels, item.author) == (
        "7",
        "https://forum.example.org/t/7",
        ("xblock",),
        "user1",
    )
    assert [(each.key, each.kind, each.text) for each in batch.messages] == [
        ("101", Kind.OPENING, "Words 1"),
        ("102", Kind.REPLY, "*raw*"),
    ]
    assert {each.handle for each in batch.authors} == {"User1", "User2"}


def test_posts_that_stand_only_as_numbers_are_said_unless_another_file_has_them(write: Write) -> None:
    beginning = topic(post(1), post(2))
    beginning["post_stream"]["stream"] = [101, 102, 103, 104]
    archive = Archive(write("7.json", beginning))
    list(Files(archive).read(""))
    assert [(what[:34], count) for what, count in archive.left_out.items()] == [
        ("posts that stand only as numbers (", 2)
    ]
    rest = topic(post(3), post(4))
    archive = Archive(write("7-2.json", rest))
    list(Files(archive).read(""))
    assert not archive.left_out


def test_the_accepted_answer_resolves_a_topic(write: Write) -> None:
    folder = write("t.json", topic(post(1), post(2), post(3), accepted_answer={"post_number": 2}))
    (batch,) = Files(Archive(folder)).read("")
    (item,) = batch.items
    assert (item.answered_by, item.resolved_at) == ("102", datetime(2026, 5, 2, 10, tzinfo=UTC))
    assert [each.answer for each in batch.messages] == [False, True, False]


def test_whispers_are_asides_and_small_actions_notices(write: Write) -> None:
    folder = write(
        "t.json",
        topic(
            post(1), post(2, post_type=4), post(3, post_type=3, action_code="closed.enabled", cooked=""), closed=True
        ),
    )
    (batch,) = Files(Archive(folder)).read("")
    assert [each.kind for each in batch.messages] == [Kind.OPENING, Kind.ASIDE, Kind.NOTICE]
    assert batch.messages[2].text == "closed enabled"
    assert batch.items[0].closed_at == datetime(2026, 5, 3, 10, tzinfo=UTC)


def test_a_moderator_who_answers_as_one_answers(write: Write) -> None:
    (batch,) = Files(Archive(write("t.json", topic(post(1), post(2, post_type=2))))).read("")
    assert [each.kind for each in batch.messages] == [Kind.OPENING, Kind.REPLY]


def test_what_is_deleted_or_hidden_is_gone_as_of_its_last_change(write: Write) -> None:
    folder = write(
        "t.json",
        topic(
            post(1), post(2, deleted_at="2026-05-04T10:00:00Z"), post(3, hidden=True, updated_at="2026-05-05T00:00:00Z")
        ),
    )
    (batch,) = Files(Archive(folder)).read("")
    assert [(each.key, each.at and each.at.day) for each in batch.gone] == [("102", 2), ("103", 5)]
    assert all(isinstance(each, Gone) for each in batch.gone)


def test_an_edit_is_dated_and_a_machine_is_one(write: Write) -> None:
    folder = write(
        "t.json", topic(post(1, version=2, updated_at="2026-05-09T00:00:00Z"), post(2, username="system", user_id=-1))
    )
    (batch,) = Files(Archive(folder)).read("")
    assert batch.messages[0].edited_at == datetime(2026, 5, 9, tzinfo=UTC)
    assert [each.bot for each in batch.authors] == [False, True]


def test_pages_of_posts_bring_topics_by_their_first_post(write: Write) -> None:
    rows = [post(1, topic_id=7, topic_title="Title"), post(2, topic_id=7, topic_title="Title")]
    folder = write("posts.json", {"latest_posts": rows})
    write("one/3.json", post(3, topic_id=7))
    batches = list(Files(Archive(folder)).read(""))
    assert [each.title for batch in batches for each in batch.items] == ["Title"]
    assert [each.key for each in messages(folder)] == ["103", "101", "102"]


def test_a_topic_rendered_as_markdown_is_read(write: Write) -> None:
    text = (
        '---\ntopic_id: 49\ntitle: "Cut Title"\nurl: https://forum.example.org/t/49\n---\n\n# Whole title\n\n---\n\n'
        "## Post #1 by @Ann (2018-12-03 22:27 UTC)\n\n<p>Hi</p>\n\n---\n\n"
        "## Post #2 by @ben (2018-12-03 23:00 UTC)\n\n<p>Yes.</p>\n<hr>\n<p>No.</p>\n\n---\n"
    )
    folder = write("2018/topic-id49.md", text)
    write("README.md", "# Topics\n")
    archive = Archive(folder)
    (batch,) = Files(archive).read("")
    (item,) = batch.items
    assert (item.title, item.author, item.opened_at) == (
        "Whole title",
        "ann",
        datetime(2018, 12, 3, 22, 27, tzinfo=UTC),
    )
    assert [(each.key, each.text) for each in batch.messages] == [("49#1", "Hi"), ("49#2", "Yes.\n\nNo.")]
    assert sum(archive.left_out.values()) == 1


def test_a_topic_rendered_for_crawlers_is_read(write: Write) -> None:
    page = """<html><head><title>How do I? - Help - Forum</title>
    <link rel="canonical" href="https://forum.example.org/t/how-do-i/12" /></head><body>
    <div id='post_1' itemprop='comment' class='topic-body crawler-post'><div class='crawler-post-meta'>
    <span class="creator" itemprop="author"><a href='#'><span itemprop='name'>Ann</span></a></span>
    <time itemprop='datePublished' datetime='2024-02-01T10:00:00Z' class='post-time'>February 1</time>
    <span itemprop='position'>1</span></div><div class='post' itemprop='text'><p>Please <b>help</b>.</p></div>
    <div itemprop="interactionStatistic"></div></div>
    <div id='post_2' itemprop='comment' class='topic-body crawler-post'><div class='crawler-post-meta'>
    <span class="creator"><span itemprop='name'>ben</span></span>
    <time itemprop='datePublished' datetime='2024-02-01T11:00:00Z'></time><span itemprop='position'>2</span></div>
    <div class='post' itemprop='text'><p>So.</p></div><meta itemprop='x'></div></body></html>"""
    folder = write("t/12.html", page)
    (batch,) = Files(Archive(folder)).read("")
    assert [each.title for each in batch.items] == ["How do I?"]
    assert [(each.key, each.author, each.text) for each in batch.messages] == [
        ("12#1", "ann", "Please help."),
        ("12#2", "ben", "So."),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<html>502 Bad Gateway</html>", "a.json: This is a web page, not JSON."),
        ('{"post_stream": {"posts": [', "a.json: This file is cut off"),
        ("", "a.json: This file is empty."),
        ("17", "a.json: This is JSON, but nothing that Discourse wrote."),
        ('{"hello": 1}', "a.json: This is JSON, but neither a topic nor a post of Discourse."),
        (topic(post(1, created_at="soon")), "a.json: post_stream.posts[0].created_at is not a time: 'soon'."),
    ],
)
def test_a_broken_file_is_named_and_the_others_are_read(write: Write, content: object, fault: str) -> None:
    folder = write("a.json", content)
    write("b.json", topic(post(1)))
    archive = Archive(folder)
    found = [each.key for batch in Files(archive).read("") for each in batch.messages]
    assert found == ["101"]
    assert archive.faults[0].startswith(fault)


def test_a_zip_is_read_like_a_folder_and_a_cut_one_says_so(write: Write, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("x/t.json", json.dumps(topic(post(1))))
    assert [each.key for each in messages(file)] == ["101"]
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(Unreadable, match="cut off or damaged"):
        Archive(file)


def test_reading_goes_on_after_the_file_that_is_named(write: Write) -> None:
    folder = write("a.json", topic(post(1)))
    write("b.json", topic(post(2)))
    (batch,) = Files(Archive(folder)).read("a.json")
    assert [each.key for each in batch.messages] == ["102"]


def test_a_packed_archive_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(b"x")
    with pytest.raises(Unreadable, match="Unpack it first"):
        Archive(tmp_path / "a.tar.gz")
    with pytest.raises(Unreadable, match="no such file"):
        Archive(tmp_path / "nothing")
