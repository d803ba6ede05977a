"""The one shape of every connector that reads a service: how it is opened, looked at, read, and knocked at."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from groundswell.connectors.asking.asker import Asker
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.asking.places import Place
from groundswell.connectors.events import Event
from groundswell.hours.actions.arriving import Batch as Hours
from groundswell.questions.ports import Reader
from groundswell.questions.records import Batch
from groundswell.web.ports import Words

# The choice of what stands in a source, where it may be something else than questions.
BRINGS, NEWS = "what", "news"


class Brings(StrEnum):
    """What a source brings in, which says who takes it."""

    QUESTIONS = "questions"
    HOURS = "hours"
    EVENTS = "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A source as its connector opens it. The key appears in no printing of it."""

    address: str
    key: str = field(default="", repr=False)
    choices: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    may_be_inside: bool = False
    # How many bytes of one answer are read, and how many seconds it may take.
    most_bytes: int = 64 * 1024 * 1024
    seconds: float = 30.0

    def asker(self, headers: Mapping[str, str] | None = None) -> Asker:
        """Return who asks it, with these headers at every question."""
        return Asker(
            self.address,
            headers=headers or {},
            pace=self.pace,
            may_be_inside=self.may_be_inside,
            has_key=bool(self.key),
            most_bytes=self.most_bytes,
            seconds=self.seconds,
        )

    def listed(self, name: str) -> list[str]:
        """Return a choice of several words, one a line or between commas."""
        return [each.strip() for each in self.choices.get(name, "").replace(",", "\n").split("\n") if each.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that a source is asked for besides address and key."""

    name: str
    words: Words
    help: Words = ""
    is_needed: bool = False
    # One line, and not a list of them.
    is_line: bool = False
    # One of these, each with its words; the first where nothing is said.
    options: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a first look at a source saw: how many things of which name (None: it does not say), and the newest."""

    words: Words
    count: int | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """What came in at a source's webhook: the headers with small names, the raw body, and when."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """How a service knocks. `is_signed` looks at the raw bytes; `read` makes a batch of what was kept.

    `name` says which delivery it is ("": none of its own, then its content names it), `kind` what it is about, and
    `reply` what the service wants to hear at once (Slack's challenge), or nothing.
    """

    is_signed: Callable[[Knock, str], bool]
    read: Callable[[str, bytes, Opened], Batch]
    name: Callable[[Knock], str] = lambda _knock: ""
    kind: Callable[[Knock], str] = lambda _knock: ""
    reply: Callable[[Knock], Mapping[str, str] | None] = lambda _knock: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A service that can be read. `reader`, `hours` and `events`: one of them, by what it brings."""

    key: str
    name: str
    # What the address is, with an example; and the one that is usual, "" where each has its own.
    address: Words
    usual_address: str = ""
    # What the key is called there; "" where none is needed.
    secret: Words = ""
    is_secret_needed: bool = False
    choices: tuple[Choice, ...] = ()
    pace: Pace = field(default_factory=Pace)
    brings: Brings = Brings.QUESTIONS
    # Of which tracker hours are, where one is read in several ways; "" for the key.
    tracker: str = ""
    look: Callable[[Opened], Seen]
    reader: Callable[[Opened], Reader] | None = None
    hours: Callable[[Opened, str], Iterator[tuple[Hours, str]]] | None = None
    events: Callable[[Opened, str], Iterator[tuple[list[Event], str]]] | None = None
    hook: Hook | None = None
    every_minutes: int = 15
    # How an address is understood; raises Unanswered with a sentence.
    place: Callable[[str], Place] = Place.of


def cursor_of(text: str) -> dict[str, Any]:
    """Read a cursor that `cursor_as` wrote; one that cannot be read begins anew, which doubles nothing."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def cursor_as(place: Mapping[str, object]) -> str:
    """Write a cursor, the same for the same place."""
    return json.dumps({name: value for name, value in place.items() if value}, sort_keys=True, separators=(",", ":"))
