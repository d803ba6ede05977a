"""What Jira answered, kept in files."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.jira.parse import Files, plain
from groundswell.questions.records import Batch, Kind

WHEN = "2026-05-01T10:00:00.000+0000"
ANN, BEN = {"accountId": "1", "displayName": "Ann"}, {"accountId": "2", "displayName": "Ben"}
COMMENT = {"id": "7", "author": BEN, "body": "Restart it.", "created": WHEN, "updated": WHEN}


def issue(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON has it
    told = {"summary": "It stops", "description": "Why?", "created": WHEN, "updated": WHEN, "reporter": ANN}
    return {"key": "ABC-1", "self": "https://x.atlassian.net/rest/api/2/issue/1", "fields": told | fields}


def read(folder: Path, content: object, address: str = "") -> tuple[Batch, Archive]:
    (folder / "page.json").write_text(json.dumps(content), encoding="utf-8")
    archive = Archive(folder)
    (batch,) = Files(archive, address).read("")
    return batch, archive


def test_a_page_of_a_search_and_one_issue_say_the_same(tmp_path: Path) -> None:
    whole = issue(comment={"comments": [COMMENT, COMMENT | {"id": "8", "jsdPublic": False}], "total": 2})
    page, _archive = read(tmp_path, {"issues": [whole], "isLast": True})
    one, _archive = read(tmp_path, whole)
    assert page == one
    assert (page.items[0].key, page.items[0].address) == ("ABC-1", "https://x.atlassian.net/browse/ABC-1")
    assert [(each.key, each.kind, each.text) for each in page.messages] == [
        ("ABC-1", Kind.OPENING, "Why?"),
        ("comment-7", Kind.REPLY, "Restart it."),
        ("comment-8", Kind.ASIDE, "Restart it."),
    ]


def test_words_of_the_newer_interface_are_words_too(tmp_path: Path) -> None:
    first = [{"type": "text", "text": "Why does it "}, {"type": "mention", "attrs": {"text": "@Ben"}}]
    second = [{"type": "text", "text": "stop?"}]
    adf = {"type": "doc", "content": [{"type": "paragraph", "content": each} for each in (first, second)]}
    batch, _archive = read(tmp_path, issue(description=adf), "https://jira.example.org")
    assert batch.messages[0].text == "Why does it @Ben\nstop?"
    assert batch.items[0].address == "https://jira.example.org/browse/ABC-1"


@pytest.mark.parametrize(("found", "said"), [("x", "x"), (None, None), ({"content": [1]}, "")])
def test_whatever_stands_for_words_raises_nothing(found: object, said: object) -> None:
    assert plain(found) == said
    deep: dict[str, Any] = {"text": "x"}
    for _turn in range(500):
        deep = {"content": [deep]}
    assert plain(deep) == ""


def test_what_lacks_is_counted(tmp_path: Path) -> None:
    _batch, archive = read(tmp_path, [issue(comment={"comments": [COMMENT], "total": 9}), {"id": 1}])
    assert sorted(archive.left_out) == [
        "issues of which the file holds only the first comments",
        "values that are no issue",
    ]
