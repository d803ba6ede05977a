"""Exports of a Slack workspace."""

import json
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable
from groundswell.connectors.slack.parse import Files
from groundswell.questions.records import Kind

FILES: dict[str, object] = {
    "channels.json": [{"id": "C1", "name": "help"}],
    "groups.json": [{"id": "G1", "name": "secret"}],
    "users.json": [{"id": "U1", "name": "ann", "profile": {}}, {"id": "U2", "name": "ben", "profile": {}}],
    "help/2026-05-01.json": [
        {"type": "message", "user": "U1", "ts": "1777629600.000100", "text": "How, <@U2>?"},
        {"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "CI", "ts": "1777629700.000100",
         "thread_ts": "1777629600.000100", "text": "built"},
    ],
    "help/2026-05-02.json": [
        {"type": "message", "user": "U2", "ts": "1777716000.000100", "thread_ts": "1777629600.000100", "text": "So."}
    ],
    "secret/2026-05-01.json": [{"type": "message", "user": "U1", "ts": "1777629600.000100", "text": "psst"}],
}  # fmt: skip  # one export


def packed(folder: Path, files: dict[str, object]) -> Path:
    with zipfile.ZipFile(folder / "export.zip", "w") as file:
        for name, content in files.items():
            file.writestr(name, content if isinstance(content, str) else json.dumps(content))
    return folder / "export.zip"


def test_threads_go_through_days_and_private_channels_stay_private(tmp_path: Path) -> None:
    archive = Archive(packed(tmp_path, FILES))
    (batch,) = Files(archive, "https://example.slack.com").read("")
    assert [(each.key, each.title) for each in batch.items] == [("C1:1777629600.000100", "How, @ben?")]
    assert [(each.author, each.kind) for each in batch.messages] == [
        ("U1", Kind.OPENING),
        ("B1", Kind.REPLY),
        ("U2", Kind.REPLY),
    ]
    assert {each.key: each.bot for each in batch.authors} == {"U1": False, "B1": True, "U2": False}
    assert sum(archive.left_out.values()) == 1


def test_a_folder_whose_letters_were_taken_apart_is_its_channel_and_another_is_said(tmp_path: Path) -> None:
    named: dict[str, object] = {"channels.json": [{"id": "C1", "name": "général"}], "groups.json": [{"name": "privé"}]}
    day = [{"type": "message", "user": "U1", "ts": "1777629600.000100", "text": "Words."}]
    folders = {f"{normalize('NFD', name)}/2026-05-01.json": day for name in ("général", "privé", "unknown")}
    archive = Archive(packed(tmp_path, named | folders))
    (batch,) = Files(archive).read("")
    assert [each.key for each in batch.messages] == ["C1:1777629600.000100"]
    assert archive.left_out == {
        "days of private channels and direct messages": 1,
        "days of channels that channels.json does not name": 1,
    }


def test_a_message_without_words_says_what_is_attached_to_it(tmp_path: Path) -> None:
    day = [
        {"bot_id": "B1", "ts": "1777629600.000100", "text": "", "attachments": [{"text": "Build *failed*"}]},
        {"user": "U1", "ts": "1777629601.000100", "text": "", "files": [{"name": "a.png", "title": "The log"}]},
        {"user": "U1", "ts": "1777629602.000100", "text": "See", "files": [{"name": "a.png"}]},
    ]
    (batch,) = Files(Archive(packed(tmp_path, FILES | {"help/2026-05-01.json": day, "help/2026-05-02.json": []}))).read(
        ""
    )
    assert [each.text for each in batch.messages] == ["Build *failed*", "The log", "See"]


def test_reading_goes_on_after_a_day(tmp_path: Path) -> None:
    (batch,) = Files(Archive(packed(tmp_path, FILES))).read("help/2026-05-01.json")
    assert [each.text for each in batch.messages] == ["So."]


def test_a_broken_day_is_named(tmp_path: Path) -> None:
    archive = Archive(packed(tmp_path, FILES | {"help/2026-05-01.json": "<html>", "help/2026-05-03.json": {"a": 1}}))
    (batch,) = Files(archive).read("")
    assert [each.text for each in batch.messages] == ["So."]
    assert [each.partition(":")[0] for each in archive.faults] == ["help/2026-05-01.json", "help/2026-05-03.json"]


def test_what_is_no_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"no channels\.json"):
        list(Files(Archive(packed(tmp_path, {"a.json": []}))).read(""))
