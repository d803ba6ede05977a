"""What GitLab answered, kept in files."""

import json
from collections.abc import Mapping
from pathlib import Path

from groundswell.connectors.archives import Archive
from groundswell.connectors.gitlab.parse import Files
from groundswell.questions.records import Batch, Kind

ANN, BEN = {"username": "Ann", "name": "Ann Doe"}, {"username": "ben", "name": "Ben"}
WHEN = "2026-05-01T10:00:00Z"
ISSUE = {
    "iid": 12, "project_id": 5, "title": "It stops", "description": "Why?", "created_at": WHEN, "updated_at": WHEN,
    "author": ANN, "web_url": "https://gitlab.example.org/group/project/-/issues/12", "labels": ["bug"],
}  # fmt: skip  # as the interface answers
NOTE = {"id": 7, "body": "Restart it.", "created_at": WHEN, "author": BEN, "noteable_type": "Issue", "noteable_iid": 12}


def read(folder: Path, files: Mapping[str, object], address: str = "") -> tuple[Batch, Archive]:
    for name, content in files.items():
        told = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(told, encoding="utf-8")
    archive = Archive(folder)
    (batch,) = Files(archive, address).read("")
    return batch, archive


def test_issues_and_notes_are_those_that_are_read_live(tmp_path: Path) -> None:
    files = {"1.json": [ISSUE], "2.json": [NOTE | {"project_id": 5}, NOTE | {"id": 8, "project_id": 5, "system": True}]}
    batch, archive = read(tmp_path, files)
    assert (batch.items[0].key, batch.items[0].author, batch.items[0].labels) == ("group/project#12", "ann", ("bug",))
    assert [(each.key, each.item, each.kind, each.text) for each in batch.messages] == [
        ("group/project#12", "group/project#12", Kind.OPENING, "Why?"),
        ("note_7", "group/project#12", Kind.REPLY, "Restart it."),
        ("note_8", "group/project#12", Kind.NOTICE, "Restart it."),
    ]
    assert {each.key for each in batch.authors} == {"ann", "ben"}
    assert not archive.faults


def test_notes_within_an_issue_and_discussions_are_read_too(tmp_path: Path) -> None:
    rows = (ISSUE | {"notes": [NOTE]}, {"id": "d", "notes": [NOTE | {"id": 9}]})
    lines = "\n".join(json.dumps(each) for each in rows)
    batch, _archive = read(tmp_path, {"all.jsonl": lines}, "https://gitlab.example.org/group/project")
    assert [each.key for each in batch.messages] == ["group/project#12", "note_7", "note_9"]


def test_what_is_no_question_is_counted_and_what_is_inside_stays_there(tmp_path: Path) -> None:
    rows = [
        ISSUE | {"confidential": True}, {"iid": 1, "title": "x", "source_branch": "y"}, {"id": 1}, NOTE,
        ISSUE | {"iid": 13, "notes": [NOTE | {"internal": True}]},
    ]  # fmt: skip  # one file
    batch, archive = read(tmp_path, {"all.json": rows})
    assert [each.key for each in batch.items] == ["group/project#13"]
    assert batch.messages[-1].kind is Kind.ASIDE
    assert sum(archive.left_out.values()) == 4


def test_reading_goes_on_after_the_value_that_was_last_kept(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps([ISSUE]), encoding="utf-8")
    (tmp_path / "2.json").write_text(json.dumps([NOTE | {"project_id": 5}]), encoding="utf-8")
    (batch,) = Files(Archive(tmp_path)).read("1.json\t1")
    # What stands before is not read again, and still says of which project the note is.
    assert ([each.key for each in batch.messages], batch.items) == (["note_7"], ())


def test_what_is_cut_or_something_else_is_named(tmp_path: Path) -> None:
    cut = json.dumps([ISSUE, ISSUE | {"iid": 13}])[:-40]
    batch, archive = read(tmp_path, {"1.json": cut, "2.json": "<html>Sign in</html>", "3.json": "[1, 2]"})
    assert [each.key for each in batch.items] == ["group/project#12"]
    assert [fault.partition(":")[0] for fault in archive.faults] == ["1.json", "2.json", "3.json"]
