"""What evidence needs from contexts that it does not know, or that are not there yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from groundswell.evidence.rules.periods import Every, Span
from groundswell.kit.ports import Port


@dataclass(frozen=True)
class Answered:
    """Something that somebody outside asked, and when somebody first replied (None: nobody yet)."""

    words: str
    url: str
    asked_at: datetime
    answered_at: datetime | None


class FirstResponses(Protocol):
    """A context that knows when questions were asked and first answered by somebody else who is no bot."""

    def asked_between(self, first: date, last: date) -> Sequence[Answered]:
        """Return what was asked on these days (both included) and everybody here may read. A few queries."""
        ...


@dataclass(frozen=True)
class HandedOff:
    """Something that was handed to a named team or person, on which day it was, and on which they took it."""

    words: str
    url: str
    day: date
    accepted_on: date | None


class HandOffs(Protocol):
    """A context in which things are handed off."""

    def made_between(self, first: date, last: date) -> Sequence[HandedOff]:
        """Return the hand-offs of these days (both included). A constant number of queries."""
        ...


type Values = Callable[[Sequence[Span]], Sequence[float | None]]
# What was asked in these spans, as hours waited by a moment and whether that was over.
type Waited = Callable[[Sequence[Span], datetime], Sequence[tuple[float, bool]]]


@dataclass(frozen=True)
class Measured:
    """Something that can be had for each step: its name, its unit, where it comes from, and in which steps.

    `values` gives one number a step, None where there is none: never a figure about fewer people than may be shown.
    `waited`, where the number is about things that wait, gives them one by one.
    """

    key: str
    words: str
    unit: str
    source: str
    every: frozenset[Every]
    values: Values
    waited: Waited | None = None


class SeriesSource(Protocol):
    """A context that can say how something stood in each step."""

    def measured(self) -> Sequence[Measured]:
        """Return what it measures."""
        ...


first_responses: Port[FirstResponses] = Port()
hand_offs: Port[HandOffs] = Port()
series_sources: Port[SeriesSource] = Port()
