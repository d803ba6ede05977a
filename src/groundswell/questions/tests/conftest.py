"""A forum, and short ways to say what was written in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from time_machine import Traveller

from groundswell.questions.models import Source
from groundswell.questions.records import Author, Batch, Gone, Item, Kind, Message

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def forum(db: None) -> Source:
    """Return a source that everybody can read."""
    return Source.objects.create(name="Forum", kind="discourse", address="https://forum.example.org", is_public=True)


def at(hours: float) -> datetime:
    """Return a moment so many hours after noon."""
    return NOON + timedelta(hours=hours)


def author(key: str, **told: object) -> Author:
    """Return an author who is called like their key."""
    return Author(**{"key": key, "name": key.title()} | told)  # type: ignore[arg-type]


def topic(key: str = "1", by: str = "ann", **told: object) -> Item:
    """Return a topic that began at noon."""
    words = {"key": key, "kind": "topic", "title": f"Topic {key}", "address": "", "opened_at": NOON, "author": by}
    return Item(**words | told)  # type: ignore[arg-type]


def post(key: str, by: str = "ben", hours: float = 1, item: str = "1", **told: object) -> Message:
    """Return a post."""
    words = {"key": key, "item": item, "author": by, "written_at": at(hours), "text": f"Words of {key}."}
    return Message(**words | told)  # type: ignore[arg-type]


def asked(by: str = "ann", item: str = "1") -> Message:
    """Return the opening of a topic."""
    return post(f"{item}.0", by=by, hours=0, item=item, kind=Kind.OPENING)


def batch(*given: Author | Item | Message | Gone, cursor: str = "") -> Batch:
    """Return a batch of these."""
    return Batch(
        authors=tuple(each for each in given if isinstance(each, Author)),
        items=tuple(each for each in given if isinstance(each, Item)),
        messages=tuple(each for each in given if isinstance(each, Message)),
        gone=tuple(each for each in given if isinstance(each, Gone)),
        cursor=cursor,
    )


@pytest.fixture
def noon() -> Iterator[Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
