"""What goes into the gate and what comes out. Plain values; nothing here decides anything.

Units of measure: a period is a number that grows (a sprint); ratings are points of a scale; people are whatever
strings the caller knows them by, and never leave the engine except inside `Figure.counted`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

LEAST_K = 4
PUBLIC_K = 10

type People = frozenset[str]


class BadRules(ValueError):
    """The installation asks for less protection than the promise page allows."""


class BadPeriod(ValueError):
    """The rosters or answers contradict themselves; nothing was published."""


class UnlikeScales(ValueError):
    """Answers of two scales met without an explicit conversion."""


@dataclass(frozen=True, order=True)
class Scale:
    """The lowest and the highest rating that could be given."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.high <= self.low:
            raise BadPeriod(f"A scale from {self.low} to {self.high} has no room for an answer.")


@dataclass(frozen=True)
class Conversion:
    """An explicit decision that ratings of one scale may be read on another: stretched evenly from end to end."""

    of: Scale
    to: Scale

    def __call__(self, rating: Fraction) -> Fraction:
        """Return the rating on the other scale."""
        share = (rating - self.of.low) / (self.of.high - self.of.low)
        return self.to.low + share * (self.to.high - self.to.low)


@dataclass(frozen=True)
class Rules:
    """What an installation publishes by.

    `k`: fewest people whom a figure, or anything derivable, may concern. `rolling`: periods in a rolling figure, 0 for
    none. `steps`: how long the search for a danger may take per figure before the figure is refused. `own_weight` and
    `turnover` (share of people who come or go per period) only rank what is safe; they never make anything safe.
    """

    k: int = 5
    rolling: int = 3
    steps: int = 3000
    own_weight: float = 1.4
    turnover: float = 0.05

    def __post_init__(self) -> None:
        if self.k < LEAST_K:
            raise BadRules(f"Figures about fewer than {LEAST_K} people are never published; k = {self.k} was asked.")
        if not 0 < self.turnover < 1:
            raise BadRules(f"A turnover of {self.turnover} a period is no share of people.")

    @classmethod
    def public(cls) -> "Rules":
        """Return the rules of what everybody may read."""
        return cls(k=PUBLIC_K)


@dataclass(frozen=True)
class Answer:
    """One rating and the scale on which it was given."""

    rating: int | Fraction
    scale: Scale

    def __post_init__(self) -> None:
        if not self.scale.low <= self.rating <= self.scale.high:
            raise BadPeriod(f"{self.rating} is no rating from {self.scale.low} to {self.scale.high}.")


@dataclass(frozen=True)
class Group:
    """A reporting group of one period: the people whose ballots carried its name, and the cells that they are in.

    `people` is everybody who held such a ballot, whether they answered or not, and also whoever left meanwhile.
    """

    name: str
    people: People
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Period:
    """A closed period: disjoint groups, the answers that came under each group's name, and the scale of its figures."""

    number: int
    groups: tuple[Group, ...]
    answers: Mapping[str, tuple[Answer, ...]]
    scale: Scale = Scale(1, 10)
    conversions: tuple[Conversion, ...] = ()

    def __post_init__(self) -> None:
        names = [group.name for group in self.groups]
        if len(set(names)) != len(names):
            raise BadPeriod("Two reporting groups have one name.")
        if sum(len(group.people) for group in self.groups) != len(frozenset().union(*(g.people for g in self.groups))):
            raise BadPeriod("Somebody is in two reporting groups at once.")
        for unknown in sorted(self.answers.keys() - set(names)):
            raise BadPeriod(f"Answers came for {unknown}, which was no reporting group.")
        for group in self.groups:
            if len(self.answers.get(group.name, ())) > len(group.people):
                raise BadPeriod(f"{group.name} has more answers than people.")


class Kind(StrEnum):
    """Whom a figure is about."""

    OWN = "own"  # one cell
    ROLLED_UP = "rolled up"  # several cells together
    ROLLING = "rolling"  # one cell over several periods
    TOTAL = "total"  # a unit above the cells: everybody below it who is in one of the figures above


class Reason(StrEnum):
    """Why a cell has no figure of its own. `sentence` says it in plain words."""

    NOBODY_ANSWERED = "nobody answered"
    TOO_FEW = "too few"
    SCALES = "scales"
    DIFFERENCE = "difference"
    UNPROVEN = "unproven"

    def sentence(self, k: int) -> str:
        """Return the words for the page. None of them tells how many of a cell have answered."""
        return {
            Reason.NOBODY_ANSWERED: "cannot be shown, because no answers came this time",
            Reason.TOO_FEW: (
                f"cannot be shown, because it, or whoever is counted with it, would be fewer than {k} people or answers"
            ),
            Reason.SCALES: "cannot be shown, because its answers were given on different scales",
            Reason.DIFFERENCE: (
                "cannot be shown, because together with figures already published it would tell something about "
                f"fewer than {k} people"
            ),
            Reason.UNPROVEN: (
                f"cannot be shown, because it could not be proven that it tells nothing about fewer than {k} people"
            ),
        }[self]


@dataclass(frozen=True)
class Counted:
    """The people who stand behind a figure in one period, answered or not."""

    period: int
    people: People


@dataclass(frozen=True)
class Figure:
    """One published figure, frozen.

    `mean`: points of `scale`, a multiple of one half, at most half a point from the mean (see `memory`). `answers`: the
    band of their number. `low`, `high`: the uncertainty band (see `rounding.band_around`). `without`: cells below the
    unit that are not in a total.
    """

    period: int
    kind: Kind
    unit: str
    cells: tuple[str, ...]
    counted: tuple[Counted, ...]
    scale: Scale
    mean: Fraction
    answers: str
    low: Fraction
    high: Fraction
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What one cell gets: a figure (an index into `Release.figures`) or a reason; a cell in a roll-up has both."""

    cell: str
    kind: Kind | None
    figure: int | None
    reason: Reason | None


@dataclass(frozen=True)
class Release:
    """What is published now, what each cell gets, and the organisation's participation in per cent (steps of 10)."""

    period: int
    figures: tuple[Figure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    participation: int | None = field(default=None)
