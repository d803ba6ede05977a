"""What a chart is made from, and what is made of it. Words come from the caller, who knows the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from django.utils.safestring import SafeString

type Number = int | float | Fraction


class Mark(StrEnum):
    """The shape of a point: what kind of value it is."""

    DOT = "dot"
    SQUARE = "square"
    DIAMOND = "diamond"


@dataclass(frozen=True)
class Point:
    """A value and its band of uncertainty. `about`: neighbouring points about the same thing are joined."""

    value: Number
    low: Number
    high: Number
    label: str
    about: str = ""
    mark: Mark = Mark.DOT

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} does not lie in its own band, {self.low} to {self.high}.")


@dataclass(frozen=True)
class Gap:
    """Nothing can be shown here; the words of its step say why."""


@dataclass(frozen=True)
class Step:
    """One place on the way. `label` is short and stands at the axis; `words` are the whole sentence."""

    label: str
    words: str
    at: Point | Gap
    row: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """A value over steps, on an axis from `low` to `high`. `key` is unique on the page; `columns` name the table's."""

    key: str
    title: str
    description: str
    low: Number
    high: Number
    steps: tuple[Step, ...]
    columns: tuple[str, ...] = ()
    # What each mark means, and what a gap and the band mean; those that do not occur are left out of the key.
    marks: Mapping[Mark, str] = field(default_factory=dict)
    gap: str = ""
    band: str = ""
    # What the lower and the upper end of the axis mean, in few words: longer ones have no place in the picture.
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Table:
    """The same as the picture, to be read. The first column heads its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Key:
    """What a shape of the picture means."""

    sign: SafeString
    words: str


@dataclass(frozen=True)
class Chart:
    """A picture, what its shapes mean, and the table that says the same."""

    picture: SafeString
    keys: tuple[Key, ...]
    table: Table
