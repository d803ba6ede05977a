"""Numbers that are their lists: none is written beside what it counts, so none can differ from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.engines.survival import Waits, kaplan_meier


class Unit(StrEnum):
    """What a number counts."""

    CONCERNS = "concerns"
    MINUTES = "minutes"
    CHECK_INS = "check_ins"
    EPICS = "epics"
    DAYS = "days"
    HOURS = "hours"
    QUESTIONS = "questions"
    HAND_OFFS = "hand_offs"


@dataclass(frozen=True)
class Row:
    """One thing of a list: what it adds to the number, and where it is. `about`: more words."""

    words: str
    amount: int = 1
    day: date | None = None
    url: str = ""
    about: str = ""


@dataclass(frozen=True)
class Number:
    """A count or a sum, which is nothing but its rows. `source`: where they come from, in words."""

    key: str
    words: str
    unit: Unit
    source: str
    rows: Sequence[Row]
    note: str = ""

    @property
    def value(self) -> int:
        """What the rows come to."""
        return sum(row.amount for row in self.rows)


@dataclass(frozen=True)
class Wait:
    """One thing that waited: how long (in the unit of its estimate), and whether that is over."""

    row: Row
    waited: float
    is_over: bool


@dataclass(frozen=True)
class Estimate:
    """How long things wait, those that still do among them: a median with its interval, from exactly these waits."""

    key: str
    words: str
    unit: Unit
    source: str
    waits: Sequence[Wait]
    note: str = ""

    @property
    def curve(self) -> Waits:
        """The product-limit estimate."""
        return kaplan_meier([each.waited for each in self.waits], [each.is_over for each in self.waits])

    @property
    def median(self) -> float | None:
        """The time by which half are over; None where that was not reached."""
        return self.curve.median

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Between which times half are over, with 95 %."""
        return self.curve.percentile_interval(0.5)

    @property
    def still_waiting(self) -> int:
        """How many are not over."""
        return sum(not each.is_over for each in self.waits)

    @property
    def naive(self) -> float | None:
        """The median of those alone that are over: what other tools show, and what flatters."""
        ended = sorted(each.waited for each in self.waits if each.is_over)
        if not ended:
            return None
        half = len(ended) // 2
        return ended[half] if len(ended) % 2 else (ended[half - 1] + ended[half]) / 2

    @property
    def rows(self) -> Sequence[Row]:
        """The things themselves."""
        return [each.row for each in self.waits]


@dataclass(frozen=True)
class Rating:
    """A released figure of one check-in, or none."""

    sprint: int
    url: str
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    answers: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the page. `missing`: why there is nothing in it, where there is not."""

    key: str
    heading: str
    numbers: Sequence[Number | Estimate] = ()
    ratings: Sequence[Rating] = ()
    note: str = ""
    missing: str = ""

    @property
    def counts(self) -> Sequence[Number]:
        """The counts and sums in it."""
        return [each for each in self.numbers if isinstance(each, Number)]

    @property
    def estimates(self) -> Sequence[Estimate]:
        """The medians in it."""
        return [each for each in self.numbers if isinstance(each, Estimate)]


@dataclass(frozen=True)
class Unknown:
    """Something that the page does not know; `number` opens a list where there is one."""

    key: str
    words: str
    number: Number | None = None
    url: str = ""


@dataclass(frozen=True)
class Share:
    """Which part of a sum somebody pays, in whole percent."""

    payer: str
    is_outside: bool
    number: Number
    percent: int


def shares_of(numbers: Sequence[tuple[str, bool, Number]]) -> list[Share]:
    """Return who pays which part, the largest first; percents come to 100 together (largest remainders)."""
    total = sum(number.value for _, _, number in numbers)
    if not total:
        return []
    ordered = sorted(numbers, key=lambda each: (-each[2].value, each[0]))
    whole = [100 * number.value // total for _, _, number in ordered]
    cut = sorted(range(len(ordered)), key=lambda at: (-(100 * ordered[at][2].value % total), at))
    for at in cut[: 100 - sum(whole)]:
        whole[at] += 1
    return [Share(payer, outside, number, part) for (payer, outside, number), part in zip(ordered, whole, strict=True)]


def all_numbers(sections: Sequence[Section], unknown: Sequence[Unknown]) -> Iterator[Number | Estimate]:
    """Yield every number of a page."""
    for section in sections:
        yield from section.numbers
    yield from (each.number for each in unknown if each.number is not None)
