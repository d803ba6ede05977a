"""Mattermost in files."""

import json
from pathlib import Path

from groundswell.connectors.archives import Archive
from groundswell.connectors.mattermost.parse import Files
from groundswell.questions.records import Batch, Kind

AT = 1777629600000
EXPORT = [
    {"type": "version", "version": 1},
    {"type": "channel", "channel": {"team": "t", "name": "help", "display_name": "Help", "type": "O"}},
    {"type": "channel", "channel": {"team": "t", "name": "secret", "type": "P"}},
    {"type": "user", "user": {"username": "Ann", "first_name": "Ann", "last_name": "Doe", "email": "a@example.org"}},
    {"type": "post", "post": {"team": "t", "channel": "help", "user": "Ann", "message": "How?", "create_at": AT,
     "replies": [{"user": "ben", "message": "So.", "create_at": AT + 1000}]}},
    {"type": "post", "post": {"team": "t", "channel": "secret", "user": "ann", "message": "psst", "create_at": AT}},
    {"type": "direct_post", "direct_post": {"message": "psst"}},
]  # fmt: skip  # a line each


def read(folder: Path, name: str, content: str) -> tuple[Batch, Archive]:
    (folder / name).write_text(content, encoding="utf-8")
    archive = Archive(folder)
    (batch,) = Files(archive, "https://chat.example.org").read("")
    return batch, archive


def test_a_bulk_export_brings_public_channels_alone(tmp_path: Path) -> None:
    batch, archive = read(tmp_path, "export.jsonl", "\n".join(json.dumps(each) for each in EXPORT))
    assert [(each.text, each.kind, each.author, each.item) for each in batch.messages] == [
        ("How?", Kind.OPENING, "ann", f"t/help/{AT}/ann"),
        ("So.", Kind.REPLY, "ben", f"t/help/{AT}/ann"),
    ]
    assert (batch.items[0].title, batch.items[0].labels) == ("How?", ("Help",))
    assert {each.key: each.name for each in batch.authors} == {"ann": "Ann Doe", "ben": "ben"}
    assert "psst" not in repr(batch)
    assert archive.left_out == {"posts of private channels": 1, "direct messages": 1}


def test_pages_of_posts_have_the_keys_of_what_is_read_live(tmp_path: Path) -> None:
    asked = {"id": "p1", "user_id": "u1", "create_at": AT, "message": "How?"}
    reply = {"id": "p2", "user_id": "u2", "create_at": AT + 1, "root_id": "p1", "message": "So."}
    page = {"order": ["p2", "p1"], "posts": {"p1": asked, "p2": reply}}
    batch, _archive = read(tmp_path, "page.json", json.dumps([page, {"id": "u1", "username": "Ann"}, {"x": 1}]))
    assert [(each.key, each.item) for each in batch.messages] == [("p1", "p1"), ("p2", "p1")]
    # Whom an export names by handle is the same person.
    assert [(each.key, each.also) for each in batch.authors] == [("u1", "ann")]
    assert batch.items[0].address == "https://chat.example.org/_redirect/pl/p1"
