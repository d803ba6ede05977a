"""Archives of Zulip, in three layouts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable
from groundswell.connectors.zulip.parse import Files
from groundswell.questions.records import Item, Kind, Message


def put(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))
    return folder


def row(number: int, who: str = "Ann", at: int = 1_700_000_000, content: str = "<p>hello</p>") -> dict[str, object]:
    return {"id": number, "sender_full_name": who, "timestamp": at + number, "content": content}


def read(folder: Path, since: str = "") -> tuple[list[Item], list[Message]]:
    batches = list(Files(Archive(folder), "https://chat.example.org").read(since))
    return [each for batch in batches for each in batch.items], [each for batch in batches for each in batch.messages]


def test_a_public_archive_names_channel_and_topic_in_its_files(tmp_path: Path) -> None:
    put(tmp_path, "113488-general/a.20topic.2E.json", [row(1), row(2, "Ben")])
    (item,), said = read(tmp_path)
    assert (item.key, item.title, item.labels, item.author) == ("general/a topic.", "a topic.", ("general",), "ann")
    assert item.address == "https://chat.example.org/#narrow/channel/general/topic/a.20topic.2E"
    assert [(each.key, each.text, each.author) for each in said] == [("1", "hello", "ann"), ("2", "hello", "ben")]


def test_a_resolved_topic_is_the_same_topic_and_resolved_when_the_notice_says(tmp_path: Path) -> None:
    put(
        tmp_path,
        "1-help/.E2.9C.94.20how.json",
        [row(3), row(5, "Notification Bot", content="<p>Ann has marked this topic as resolved.</p>"), row(6)],
    )
    put(tmp_path, "1-help/how.json", [row(1, "Ben")])
    items, said = read(tmp_path)
    assert {each.key for each in items} == {"help/how"}
    newest = max(items, key=lambda each: (each.as_of, -each.opened_at.timestamp()))
    assert (newest.author, newest.opened_at) == ("ben", datetime.fromtimestamp(1_700_000_001, UTC))
    assert newest.resolved_at is not None
    assert [each.kind for each in said] == [Kind.REPLY, Kind.NOTICE, Kind.REPLY, Kind.REPLY]


def test_pages_of_the_api_leave_direct_messages_out(tmp_path: Path) -> None:
    of_api = {
        "type": "stream",
        "display_recipient": "general",
        "subject": "t",
        "sender_id": 5,
        "sender_email": "a@example.org",
    }
    put(
        tmp_path,
        "1.json",
        {"messages": [row(1) | of_api | {"last_edit_timestamp": 1_800_000_000}, row(2) | {"type": "private"}]},
    )
    put(
        tmp_path,
        "2.json",
        {"messages": [row(3, "Dependabot") | of_api | {"sender_id": 6, "sender_email": "x-bot@example.org"}]},
    )
    archive = Archive(tmp_path)
    batches = list(Files(archive).read(""))
    assert [each.key for batch in batches for each in batch.messages] == ["1", "3"]
    assert {each.key: each.bot for batch in batches for each in batch.authors} == {"5": False, "6": True}
    assert sum(archive.left_out.values()) == 1


def test_an_export_knows_people_and_public_channels(tmp_path: Path) -> None:
    realm = {
        "zerver_stream": [{"id": 1, "name": "open"}, {"id": 2, "name": "closed", "invite_only": True}],
        "zerver_recipient": [
            {"id": 11, "type": 2, "type_id": 1},
            {"id": 12, "type": 2, "type_id": 2},
            {"id": 13, "type": 1, "type_id": 9},
        ],
        "zerver_userprofile": [{"id": 9, "full_name": "Ann", "delivery_email": "ann@example.org"}],
        "zerver_userprofile_crossrealm": [{"id": 8, "email": "notification-bot@zulip.com"}],
    }
    put(tmp_path, "realm.json", realm)
    rows = [
        {
            "id": number,
            "sender": sender,
            "recipient": to,
            "subject": "t",
            "content": "*hi*",
            "date_sent": 1_700_000_000.5,
        }
        for number, sender, to in ((1, 9, 11), (2, 9, 12), (3, 9, 13), (4, 8, 11))
    ]
    put(tmp_path, "messages-000001.json", {"zerver_message": rows})
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert [(each.key, each.item, each.text, each.kind) for each in batch.messages] == [
        ("1", "open/t", "*hi*", Kind.REPLY),
        ("4", "open/t", "*hi*", Kind.NOTICE),
    ]
    assert sum(archive.left_out.values()) == 2
    assert {each.address for each in batch.authors} == {"ann@example.org", "notification-bot@zulip.com"}


def test_an_export_without_its_people_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "messages-000001.json", {"zerver_message": []})
    with pytest.raises(Unreadable, match=r"realm\.json"):
        list(Files(Archive(tmp_path)).read(""))


def test_a_topic_that_goes_through_many_pages_begins_where_it_began_wherever_reading_goes_on(tmp_path: Path) -> None:
    of_api = {"type": "stream", "display_recipient": "general", "subject": "t"}
    put(tmp_path, "1.json", {"messages": [row(1, "Ann") | of_api | {"sender_id": 1}]})
    put(tmp_path, "2.json", {"messages": [row(2, "Ben") | of_api | {"sender_id": 2}]})
    (item,), said = read(tmp_path, since="1.json")
    assert (item.author, [each.key for each in said]) == ("1", ["2"])


@pytest.mark.parametrize(
    ("content", "fault"), [({"a": 1}, "no messages of Zulip"), ([{"x": 1}], "no id or no timestamp")]
)
def test_what_is_no_archive_of_zulip_is_said_with_its_file(tmp_path: Path, content: object, fault: str) -> None:
    put(tmp_path, "1-a/b.json", content)
    put(tmp_path, "1-a/c.json", [row(1)])
    archive = Archive(tmp_path)
    assert [each.key for batch in Files(archive).read("") for each in batch.messages] == ["1"]
    assert archive.faults[0].startswith("1-a/b.json:")
    assert fault in archive.faults[0]


def test_channels_with_a_slash_in_their_names_keep_their_names_and_their_topics(tmp_path: Path) -> None:
    put(tmp_path, "archive/239415-meta-/-tactics/how.json", [row(1)])
    put(tmp_path, "archive/239416-editors-/-tactics/how.json", [row(2)])
    items, _said = read(tmp_path)
    assert [(each.labels, each.title) for each in items] == [
        (("meta-/-tactics",), "how"),
        (("editors-/-tactics",), "how"),
    ]


def test_a_topic_of_a_channel_with_a_slash_is_called_as_it_is_called(tmp_path: Path) -> None:
    message = row(1) | {"type": "stream", "display_recipient": "meta / tactics", "subject": "A/B how"}
    put(tmp_path, "1.json", {"messages": [message]})
    (item,), _said = read(tmp_path)
    assert (item.title, item.labels) == ("A/B how", ("meta / tactics",))


@pytest.mark.parametrize("wrong", [{"messages": [None]}, {"messages": [{"type": "stream"}]}, {"messages": ["x"]}])
def test_a_page_with_a_message_that_is_none_is_said_with_its_file(tmp_path: Path, wrong: object) -> None:
    put(tmp_path, "1.json", wrong)
    put(tmp_path, "2.json", {"messages": [row(1) | {"type": "stream", "display_recipient": "a", "subject": "b"}]})
    archive = Archive(tmp_path)
    assert [each.key for batch in Files(archive).read("") for each in batch.messages] == ["1"]
    assert archive.faults[0].startswith("1.json:")
