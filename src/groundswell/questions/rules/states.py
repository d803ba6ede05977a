"""Where an item stands, decided from its messages alone.

A voice is a message by a human that is an opening or a reply and is still there. Bots, notices and what is gone never
count. Voices are ordered by the time they were written, then by their key: a clock that goes backwards changes the
order, but never which order it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Self


class State(StrEnum):
    """Whose turn it is. Whether something is resolved or closed is another axis.

    UNANSWERED: no human but the asker has replied. ANSWERED: somebody else's reply is the accepted answer. ON_US: it
    has replies, and the last voice is not ours. ON_THEM: it has replies, and the last voice is ours.
    """

    UNANSWERED = "unanswered"
    ON_US = "on_us"
    ON_THEM = "on_them"
    ANSWERED = "answered"


class Said(NamedTuple):
    """A message as the rule needs it. `who` is an identity: one person with two names is one."""

    key: str
    at: datetime
    author: int
    who: int
    is_ours: bool
    is_voice: bool
    is_opening: bool = False
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands. `replies` are by others than the asker; `by` are authors."""

    state: State = State.UNANSWERED
    replies: int = 0
    first_reply_at: datetime | None = None
    first_reply_by: int | None = None
    first_ours_at: datetime | None = None
    last_voice_at: datetime | None = None
    last_voice_by: int | None = None
    is_last_ours: bool = False

    @classmethod
    def of(cls, said: Iterable[Said], *, asker: int | None, answered_by: str = "") -> Self:
        """Return the standing of an item with these messages. `asker` is an identity, where the source names one.

        `answered_by` is the key of the accepted answer, where the item and not the message names it.
        """
        voices = sorted((each for each in said if each.is_voice), key=_by_time)
        if not voices:
            return cls()
        by_whom = _asker(voices) if asker is None else asker
        replies = [each for each in voices if each.who != by_whom]
        ours = [each for each in replies if each.is_ours]
        last = voices[-1]
        return cls(
            state=_state(replies, last, answered_by),
            replies=len(replies),
            first_reply_at=replies[0].at if replies else None,
            first_reply_by=replies[0].author if replies else None,
            first_ours_at=ours[0].at if ours else None,
            last_voice_at=last.at,
            last_voice_by=last.author,
            is_last_ours=last.is_ours,
        )


def _by_time(each: Said) -> tuple[datetime, str]:
    return each.at, each.key


def _asker(voices: Sequence[Said]) -> int:
    """Return who asked: whoever wrote the opening, else the first voice."""
    return next((each for each in voices if each.is_opening), voices[0]).who


def _state(replies: Sequence[Said], last: Said, answered_by: str) -> State:
    if not replies:
        return State.UNANSWERED
    if any(each.is_answer or (answered_by and each.key == answered_by) for each in replies):
        return State.ANSWERED
    return State.ON_THEM if last.is_ours else State.ON_US
