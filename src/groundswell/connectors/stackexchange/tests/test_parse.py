"""Archives of Stack Exchange."""

import json
import tracemalloc
from pathlib import Path

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.stackexchange.parse import Files
from groundswell.questions.records import Batch, Kind

HEAD = '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<posts>\n'
ASKED = (
    '  <row Id="1" PostTypeId="1" AcceptedAnswerId="2" CreationDate="2026-05-01T10:00:00.000" OwnerUserId="5" '
    'Title="A &amp; B?" Tags="&lt;python&gt;&lt;xblock&gt;" Body="&lt;p&gt;How?&lt;/p&gt;" '
    'LastActivityDate="2026-05-03T10:00:00.000" />\n'
)
ANSWERED = (
    '  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2026-05-02T10:00:00.000" '
    'OwnerDisplayName="gone" Body="So." />\n'
)
POSTS = f'{HEAD}{ASKED}{ANSWERED}  <row Id="3" PostTypeId="5" CreationDate="2026-05-02T10:00:00.000" />\n</posts>\n'
COMMENTS = (
    '<?xml version="1.0"?>\n<comments>\n'
    '<row Id="9" PostId="2" Text="Thanks &quot;you&quot;" CreationDate="2026-05-03T10:00:00.000" UserId="5" />\n'
    '<row Id="8" PostId="77" Text="?" CreationDate="2026-05-03T10:00:00.000" UserId="6" />\n</comments>\n'
)
USERS = (
    '<?xml version="1.0"?>\n<users>\n<row Id="5" DisplayName="Ann" />\n<row Id="6" DisplayName="Reader" />\n</users>\n'
)


def dump(folder: Path, posts: str = POSTS) -> Archive:
    for name, content in (("Posts.xml", posts), ("Comments.xml", COMMENTS), ("Users.xml", USERS)):
        (folder / name).write_text(content)
    return Archive(folder)


def test_a_dump_brings_questions_answers_comments_and_who_wrote_them(tmp_path: Path) -> None:
    archive = dump(tmp_path)
    (batch,) = Files(archive, "https://stackoverflow.com").read("")
    (item,) = batch.items
    assert (item.key, item.title, item.labels, item.answered_by) == ("q1", "A & B?", ("python", "xblock"), "a2")
    assert [(each.key, each.item, each.author, each.text, each.kind) for each in batch.messages] == [
        ("q1", "q1", "5", "How?", Kind.OPENING),
        ("a2", "q1", "name gone", "So.", Kind.REPLY),
        ("c9", "q1", "5", 'Thanks "you"', Kind.REPLY),
    ]
    assert {each.key: each.name for each in batch.authors} == {"5": "Ann", "name gone": "gone"}
    assert sum(archive.left_out.values()) == 1


def test_reading_goes_on_after_a_line_and_still_knows_the_questions(tmp_path: Path) -> None:
    (batch,) = Files(dump(tmp_path)).read("0\t4")
    assert [(each.key, each.item) for each in batch.messages] == [("c9", "q1")]


def test_a_dump_that_is_cut_off_brings_what_is_whole(tmp_path: Path) -> None:
    archive = dump(tmp_path, HEAD + ASKED + ANSWERED[:40])
    (batch,) = Files(archive).read("")
    assert [each.key for each in batch.messages] == ["q1"]
    assert archive.faults[0].startswith("Posts.xml: This file is cut off")


def test_pages_of_the_api_bring_answers_and_comments_along(tmp_path: Path) -> None:
    who = {"owner": {"user_id": 5, "display_name": "Ann"}, "creation_date": 1_777_629_600}
    answer = {"answer_id": 2, "question_id": 1, "body": "So.", "is_accepted": True} | who
    question = {
        "question_id": 1,
        "title": "How?",
        "link": "https://x/q/1",
        "answers": [answer],
        "body": "<p>?</p>",
    } | who
    (tmp_path / "page.json").write_text(json.dumps({"items": [question]}))
    (batch,) = Files(Archive(tmp_path)).read("")
    assert [(each.key, each.answer) for each in batch.messages] == [("q1", False), ("a2", True)]


@pytest.mark.parametrize(("name", "content", "fault"), [
    ("Posts.xml", "<html>", "no file of a data dump"), ("a.json", "[]", "no items"), ("a.json", "<html>", "a web page"),
])  # fmt: skip  # a table
def test_what_is_no_archive_is_said(tmp_path: Path, name: str, content: str, fault: str) -> None:
    (tmp_path / name).write_text(content)
    archive = Archive(tmp_path)
    assert list(Files(archive).read("")) == [Batch()]
    assert fault in archive.faults[0]


@pytest.mark.slow
def test_a_line_without_end_fills_no_memory_and_hides_nothing_behind_it(tmp_path: Path) -> None:
    """Blanks by the gigabyte pack into a small ZIP; here there are 64 MB of them."""
    archive = dump(tmp_path, HEAD + ASKED + " " * (64 * 2**20) + "\n" + ANSWERED + "</posts>\n")
    tracemalloc.start()
    try:
        (batch,) = Files(archive).read("")
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [each.key for each in batch.messages] == ["q1", "a2", "c9"]
    assert most < 32 * 2**20
