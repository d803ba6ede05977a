"""Threads of Discord in files."""

import json
from pathlib import Path

from groundswell.connectors.archives import Archive
from groundswell.connectors.discord.parse import Files
from groundswell.questions.records import Kind

FIRST, SECOND, THIRD = "1100000000000000000", "1100000000100000000", "1100000000200000000"


def message(key: str, text: str, who: str, **told: object) -> dict[str, object]:
    author = {"id": who, "name": f"user{who}", "nickname": f"User {who}", "isBot": False}
    return {"id": key, "type": "Default", "content": text, "author": author, **told}


def exported(kind: str = "GuildPublicThread") -> dict[str, object]:
    said = [
        message(FIRST, "How?", "1"),
        message(SECOND, "So.", "2", type="Reply", reference={"messageId": FIRST}),
        message(THIRD, "pinned", "1", type="ChannelPinnedMessage"),
    ]
    about = {"id": FIRST, "type": kind, "name": "It stops"}
    return {"guild": {"id": "5", "name": "Us"}, "channel": about, "messages": said}


def test_a_thread_is_one_question_with_the_keys_of_what_is_read_live(tmp_path: Path) -> None:
    (tmp_path / "thread.json").write_text(json.dumps(exported()), encoding="utf-8")
    (batch,) = Files(Archive(tmp_path)).read("")
    (item,) = batch.items
    assert (item.key, item.title, item.author) == (FIRST, "It stops", "1")
    assert item.address == f"https://discord.com/channels/5/{FIRST}"
    assert [(each.key, each.kind, each.text, each.reply_to) for each in batch.messages] == [
        (FIRST, Kind.OPENING, "How?", ""),
        (SECOND, Kind.REPLY, "So.", FIRST),
        (THIRD, Kind.NOTICE, "pinned", ""),
    ]
    assert {(each.key, each.name) for each in batch.authors} == {("1", "User 1"), ("2", "User 2")}


def test_channels_private_threads_and_other_files_are_left_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps(exported("GuildTextChat")), encoding="utf-8")
    (tmp_path / "2.json").write_text(json.dumps(exported("GuildPrivateThread")), encoding="utf-8")
    (tmp_path / "3.json").write_text("[]", encoding="utf-8")
    (tmp_path / "4.json").write_text(json.dumps(exported())[:-30], encoding="utf-8")
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert (batch.items, batch.messages) == ((), ())
    assert archive.left_out == {"channels that are no public thread": 2}
    assert [fault.partition(":")[0] for fault in archive.faults] == ["3.json", "4.json"]


def test_a_thread_without_messages_is_a_thread(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps(exported() | {"messages": []}), encoding="utf-8")
    (batch,) = Files(Archive(tmp_path)).read("")
    assert (len(batch.items), batch.messages) == (1, ())
