"""Archives of GitHub."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.github.parse import Files
from groundswell.questions.records import Batch, Kind


def issue(number: int = 7, **told: object) -> dict[str, Any]:
    row = {
        "number": number,
        "title": "It fails",
        "html_url": f"https://github.com/o/r/issues/{number}",
        "user": {"login": "Ann", "type": "User"},
        "created_at": "2026-05-01T10:00:00Z",
        "updated_at": "2026-05-01T10:00:00Z",
        "state": "open",
        "labels": [{"name": "bug"}],
        "body": "Why?",
    }
    return row | told


def comment(number: int = 1, who: str = "Ben") -> dict[str, Any]:
    return {
        "id": number,
        "html_url": f"https://github.com/o/r/issues/7#issuecomment-{number}",
        "issue_url": "https://api.github.com/repos/o/r/issues/7",
        "user": {"login": who, "type": "User"},
        "created_at": "2026-05-02T10:00:00Z",
        "updated_at": "2026-05-02T10:00:00Z",
        "body": "So.",
    }


def read(path: Path, since: str = "") -> Batch:
    (batch,) = Files(Archive(path)).read(since)
    return batch


def test_a_list_of_issues_and_one_of_comments_belong_together(tmp_path: Path) -> None:
    (tmp_path / "issues.json").write_text(json.dumps([issue(), issue(8, pull_request={})]))
    (tmp_path / "comments.json").write_text(json.dumps([comment()]))
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert [(each.key, each.labels) for each in batch.items] == [("o/r#7", ("bug",))]
    assert [(each.key, each.item, each.kind) for each in batch.messages] == [
        ("issuecomment-1", "o/r#7", Kind.REPLY),
        ("o/r#7", "o/r#7", Kind.OPENING),
    ]
    assert sum(archive.left_out.values()) == 1


def test_issues_as_the_command_line_of_github_names_them_are_left_out_with_a_word(tmp_path: Path) -> None:
    row = {
        "number": 3,
        "title": "It fails",
        "createdAt": "2026-05-01T10:00:00Z",
        "author": {"login": "Ann"},
        "body": "?",
    }
    (tmp_path / "gh.json").write_text(json.dumps([row]))
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert (batch.items, batch.authors) == ((), ())
    assert archive.left_out == {"issues without created_at (“gh --json” writes other names: use “gh api”)": 1}


def test_events_come_one_a_line_packed_and_a_deleted_comment_is_gone(tmp_path: Path) -> None:
    of = {"repo": {"name": "o/r"}, "created_at": "2026-05-03T10:00:00Z"}
    events = [
        {"type": "IssuesEvent", "payload": {"action": "opened", "issue": issue()}} | of,
        {"type": "IssueCommentEvent", "payload": {"action": "created", "issue": issue(), "comment": comment()}} | of,
        {"type": "IssueCommentEvent", "payload": {"action": "deleted", "issue": issue(), "comment": comment()}} | of,
        {"type": "PushEvent", "payload": {}} | of,
    ]
    (tmp_path / "2026-05-03-10.json.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, events)).encode()))
    batch = read(tmp_path)
    assert {each.key for each in batch.messages} == {"o/r#7", "issuecomment-1"}
    assert [each.key for each in batch.gone] == ["issuecomment-1"]


def test_what_perceval_wrote_is_read_with_its_comments(tmp_path: Path) -> None:
    row = {"backend_name": "GitHub", "data": issue(comments_data=[comment()])}
    (tmp_path / "a.json").write_text(json.dumps(row))
    assert [each.key for each in read(tmp_path).messages] == ["o/r#7", "issuecomment-1"]


def test_reading_goes_on_after_a_value(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([issue(1), issue(2)]))
    assert [each.key for each in read(tmp_path, "a.json\t1").items] == ["o/r#2"]


def test_a_file_that_is_cut_off_brings_what_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([issue(1), issue(2)])[:-30])
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert [each.key for each in batch.items] == ["o/r#1"]
    assert archive.faults[0].startswith("a.json: This file is cut off")


@pytest.mark.parametrize(("content", "fault"), [("<html>", "a web page"), ("[1]", "nothing that GitHub wrote")])
def test_what_github_did_not_write_is_said(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.json").write_text(content)
    archive = Archive(tmp_path)
    assert list(Files(archive).read("")) == [Batch()]
    assert fault in archive.faults[0]
