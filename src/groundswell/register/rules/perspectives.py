"""Positions with the conditions under which they hold: two may both be right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Standing(StrEnum):
    """Whether the holder of a view knows it in these words."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    # A sealed holder said "that is not my view": the words wait for the advocate.
    DISPUTED = "disputed"


STANDS = frozenset({Standing.CONFIRMED, Standing.CORRECTED})


@dataclass(frozen=True)
class UnderCondition[Seen]:
    """The positions that hold under one condition."""

    condition: str
    views: tuple[Seen, ...]

    @property
    def is_contested(self) -> bool:
        """Tell whether more than one position claims the same condition: there they do differ.

        Positions without a condition may be about different things, so nothing is said of those.
        """
        return bool(self.condition) and len(self.views) > 1


def by_condition[Seen](views: Iterable[Seen], condition_of: Callable[[Seen], str]) -> tuple[UnderCondition[Seen], ...]:
    """Group positions by their condition, in the order of the first of each; those without one come last."""
    groups: dict[str, list[Seen]] = {}
    for view in views:
        groups.setdefault(_same(condition_of(view)), []).append(view)
    always = groups.pop("", [])
    found = [UnderCondition(condition_of(held[0]).strip(), tuple(held)) for held in groups.values()]
    return (*found, *([UnderCondition("", tuple(always))] if always else []))


def is_labelled(standing: Standing) -> bool:
    """Tell whether the page says that the holder has not confirmed these words."""
    return standing not in STANDS


def _same(condition: str) -> str:
    return " ".join(condition.casefold().split()).rstrip(".,;")


def mark_of(said: str) -> str:
    """Return a mark of a view's words, for forms: a yes counts for the words that were on the page, and no others."""
    return sha256(said.encode()).hexdigest()[:16]
