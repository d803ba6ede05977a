"""Decisions about a mail, in plain Python."""

from datetime import date, timedelta
from enum import StrEnum

# How long a mail waits for the click. Then it is removed unread.
WAITS = timedelta(days=7)
# A megabyte of one person's own words; past that, somebody sent something else.
MOST_PARTS = 40


class Fate(StrEnum):
    """What becomes of a mail now."""

    KEEP = "keep"
    ASK = "ask"
    WAIT = "wait"
    REMOVE = "remove"


def fate(
    *, is_known: bool, is_automatic: bool, is_proven: bool, asked_on: date | None, is_confirmed: bool, today: date
) -> Fate:
    """Return what becomes of a mail: only a person's own words are kept, once it is sure that they are."""
    if is_automatic or not is_known:
        return Fate.REMOVE
    if is_proven or is_confirmed:
        return Fate.KEEP
    if asked_on is None:
        return Fate.ASK
    return Fate.REMOVE if today - asked_on >= WAITS else Fate.WAIT


def parts_of(words: str, most_bytes: int) -> list[str]:
    """Return the words in pieces of at most `most_bytes` in UTF-8, cut at line ends or blanks where there are any.

    After `MOST_PARTS` pieces the rest is dropped.
    """
    pieces: list[str] = []
    while words and len(pieces) < MOST_PARTS:
        piece = _fitting(words, most_bytes)
        pieces.append(piece.rstrip())
        words = words[len(piece) :].lstrip("\n ")
    return pieces


def _fitting(words: str, most_bytes: int) -> str:
    if len(words.encode()) <= most_bytes:
        return words
    piece = words.encode()[:most_bytes].decode("utf-8", "ignore")
    at = max(piece.rfind("\n"), piece.rfind(" "))
    return piece[: at + 1] if at > len(piece) // 2 else piece
