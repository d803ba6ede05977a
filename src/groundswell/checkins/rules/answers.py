"""What can be answered: the rating, the cause below 5, the item; and how each is said and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import RATING, Word
from groundswell.engines.disclosure import Scale

LOW, HIGH = 1, 10
# 4 asks for the cause, 5 does not.
ASKED_BELOW = 5
RATHER_NOT = "rather not say"


class RatingFault(StrEnum):
    """Why something is no rating."""

    NONE = "none"
    NO_NUMBER = "no number"
    NOT_WHOLE = "not whole"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Said:
    """What one ballot says: nothing else is sealed, and no time."""

    rating: int
    low: int = LOW
    high: int = HIGH
    cause: Word | None = None
    item: str = ""
    choice: int | None = None


def rating_of(text: str, low: int = LOW, high: int = HIGH) -> int | RatingFault:
    """Return the rating that was sent, or why it is none."""
    typed = text.strip()
    if not typed:
        return RatingFault.NONE
    if not typed.isascii() or not typed.removeprefix("-").isdecimal():
        return RatingFault.NOT_WHOLE if _is_number(typed) else RatingFault.NO_NUMBER
    # Longer than any number of a scale: not even read.
    if len(typed) > len(str(high)) or not low <= int(typed) <= high:
        return RatingFault.OUTSIDE
    return int(typed)


def _is_number(typed: str) -> bool:
    whole, _, part = typed.replace(",", ".").partition(".")
    return whole.isdecimal() and part.isdecimal()


def asks_cause(rating: int) -> bool:
    """Tell whether the cause is asked: below 5."""
    return rating < ASKED_BELOW


def cause_of(rating: int, text: str) -> Word | None:
    """Return the cause that is kept: none from 5 on, none for "rather not say", none for what is no cause."""
    return Word(text) if asks_cause(rating) and text in set(Word) else None


def choice_of(item: Item | None, text: str) -> int | None:
    """Return the choice for an item that is kept; None where it was skipped, or is none of its options."""
    if item is None:
        return None
    return next((value for value, _ in item.options if str(value) == text), None)


def keeps_words(cause: Word | None) -> bool:
    """Tell whether words that came with an answer are kept: with *personal* stands nothing but that word."""
    return cause is not Word.PERSONAL


# ---------------------------------------------------------------- sealed and read again


def written(said: Said) -> dict[str, str | int]:
    """Return an answer as it is sealed."""
    content: dict[str, str | int] = {"rating": said.rating, "low": said.low, "high": said.high}
    if said.cause is not None:
        content["cause"] = said.cause.value
    if said.item and said.choice is not None:
        content |= {"item": said.item, "choice": said.choice}
    return content


def read(content: Mapping[str, object]) -> Said | None:
    """Return a sealed answer again, or None where something else than a ballot wrote it."""
    rating, low, high = content.get("rating"), content.get("low"), content.get("high")
    if not (isinstance(rating, int) and isinstance(low, int) and isinstance(high, int) and low <= rating <= high):
        return None
    cause, item, choice = content.get("cause"), content.get("item"), content.get("choice")
    return Said(
        rating,
        low,
        high,
        Word(cause) if isinstance(cause, str) and cause in set(Word) else None,
        item if isinstance(item, str) else "",
        choice if isinstance(choice, int) else None,
    )


def scale_of(question: str, said: Said, item: Item | None) -> Scale | None:
    """Return the scale on which an answer says something to a question, or None where it says nothing."""
    if question == RATING:
        return Scale(said.low, said.high)
    if item is None or said.item != question or said.choice is None or not item.low <= said.choice <= item.high:
        return None
    return Scale(item.low, item.high)


# ---------------------------------------------------------------- links


@dataclass(frozen=True)
class Link:
    """What stands in a ballot's address: the sprint, and the code."""

    sprint: int
    code: str


LONGEST_SPRINT = 6


def read_link(text: str) -> Link | None:
    """Return what an address names, or None where it is not whole."""
    sprint, dash, code = text.partition("-")
    if not dash or not code or not (sprint.isascii() and sprint.isdecimal() and len(sprint) <= LONGEST_SPRINT):
        return None
    return Link(int(sprint), code)
