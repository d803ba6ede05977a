"""Which acts are told outside, and with what; when a telling is tried again; how it is signed. Plain Python."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret, and none itself
# As Standard Webhooks proposes; after the last there is no other: a bit more than three days in all.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)


@dataclass(frozen=True)
class Event:
    """What is told of an act: its name, what its thing is called, and which ids, states and numbers go with it.

    `asks` says that the thing may be for some people alone, so that it is asked first whether everybody reads it.
    """

    name: str
    thing: str
    more: tuple[str, ...] = ()
    asks: bool = False


# By context and verb of the log. Never a title, a text or a name: only what is in no sense somebody's words.
EVENTS: Mapping[tuple[str, str], Event] = {
    ("propositions", "publish_proposition"): Event("proposition.published", "proposition", ("version",)),
    ("propositions", "send_review"): Event("review.opened", "proposition", ("minutes",)),
    ("propositions", "decide_part"): Event("part.decided", "decision", ("part", "outcome")),
    ("register", "move_concern"): Event("concern.moved", "concern", ("to",), asks=True),
    ("register", "publish_words"): Event("concern.published", "concern", asks=True),
    ("checkins", "release_check_in"): Event("check_in.published", "sprint"),
    ("epics", "begin_epic"): Event("epic.begun", "epic"),
    ("epics", "end_epic"): Event("epic.ended", "epic"),
}


def event_of(context: str, act: str) -> Event | None:
    """Return what is told of an act, or None: most acts are told to nobody."""
    return EVENTS.get((context, act))


def data_of(event: Event, object_id: str, changes: Mapping[str, object]) -> dict[str, object]:
    """Return what stands in the telling: the id of the thing, and of the changes only those that are named."""
    return {event.thing: object_id, **{name: changes[name] for name in event.more if name in changes}}


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries (from 1), or None: it is given up."""
    return PAUSES[tries - 1] if 1 <= tries <= len(PAUSES) else None


def secret_text(secret: bytes) -> str:
    """Return a secret as whoever verifies types it in."""
    return f"{SECRET_PREFIX}{base64.b64encode(secret).decode()}"


def signature(secret: bytes, *, message_id: str, moment: int, body: bytes) -> str:
    """Return the signature "v1,…" (HMAC-SHA256 of id, seconds since 1970 and body, with points between)."""
    told = f"{message_id}.{moment}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(secret, told, sha256)).decode()}"
