"""Decisions about recordings, in plain Python."""

from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """A link to what was recorded, or a stream that everybody knew of before they spoke."""

    LINK = "link"
    STREAM = "stream"


def may_be_announced(*, today: date, held_on: date) -> bool:
    """Tell whether a stream is announced beforehand: on an earlier day, so that people can stay away."""
    return today < held_on


def is_address(text: str) -> bool:
    """Tell whether a browser may be led to an address."""
    return text.startswith(("https://", "http://")) and not any(each.isspace() for each in text)
