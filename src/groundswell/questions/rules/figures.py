"""True figures: how long people outside wait, those who still wait among them.

Each number is made from a *selection*: questions picked by a name. A page shows the number, its link opens the
selection of the same name, and so the two cannot differ. Definitions follow CHAOSS (time to first response, contributor
absence factor) with one change: who has no answer yet is counted as waiting so long already, and not left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from groundswell.engines.survival import Waits, incidence, kaplan_meier

HOURS = (24, 48, 168)
AGES = (1, 3, 7, 14, 30, 90)  # days
_HOUR = 3600
_DAY = timedelta(days=1)
NOT_YET = (None, None)

# Hours between two moments: of the wall clock, or of working hours.
type Clock = Callable[[datetime, datetime], float]


def wall(start: datetime, end: datetime) -> float:
    """Return the hours between two moments; clocks that went backwards give none."""
    return max((end - start).total_seconds() / _HOUR, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the figures need it; times are aware, None where it has not happened.

    `by` is whose reply came first and `solver` whose answer was accepted (any mark of a person, never shown);
    `turn`: when the asker first wrote again after a reply, and when somebody else next replied.
    """

    key: str
    opened_at: datetime
    first_reply_at: datetime | None = None
    by: str = ""
    closed_at: datetime | None = None
    resolved_at: datetime | None = None
    solver: str = ""
    turn: tuple[datetime, datetime | None] | None = None
    is_repeat: bool | None = None  # None: nothing was compared yet
    is_waiting: bool = False  # unanswered or waiting on us, at this moment


class What(StrEnum):
    """What waits are about."""

    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval, and the time (in hours) until which it is; None where nothing was watched so long."""

    hours: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Percentile:
    """A time in hours by which so many had it, with its interval; None where that was never reached."""

    percent: int
    hours: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """How long something took: `naive` leaves out who still waits, and stands only in a footnote."""

    what: What
    n: int
    still: int
    percentiles: tuple[Percentile, ...]
    within: tuple[Share, ...]
    naive: float | None
    waits: Waits = field(repr=False)

    @property
    def median(self) -> float | None:
        """The middle, in hours."""
        return self.percentiles[0].hours


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many: `few` and `all` name the selections they are the sizes of."""

    few: str
    of: str
    count: int
    whole: int

    @property
    def share(self) -> float | None:
        """The part as a share; None of nothing."""
        return self.count / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a period."""

    waits: tuple[WaitFigures, ...]
    by_age: tuple[tuple[int, Part], ...]
    backlog: int
    backlog_days: float | None
    absence_of_repliers: int
    absence_of_solvers: int
    repliers: int
    repeats: Part
    closed_silently: tuple[Share, ...]


def selections(asked: Sequence[Asked], now: datetime) -> dict[str, tuple[Asked, ...]]:
    """Return every list of questions that a number of the page counts, by its name."""
    chosen: dict[str, Callable[[Asked], bool]] = {
        "asked": lambda _each: True,
        "first-done": lambda each: each.first_reply_at is not None,
        "first-still": lambda each: each.first_reply_at is None,
        "next-all": lambda each: each.turn is not None,
        "next-done": lambda each: each.turn is not None and each.turn[1] is not None,
        "next-still": lambda each: each.turn is not None and each.turn[1] is None,
        "resolution-done": lambda each: each.resolved_at is not None,
        "resolution-still": lambda each: each.resolved_at is None,
        "solved": lambda each: bool(each.solver),
        "replied": lambda each: bool(each.by),
        "backlog": lambda each: each.is_waiting,
        "compared": lambda each: each.is_repeat is not None,
        "repeats": lambda each: bool(each.is_repeat),
        "closed-silently": lambda each: each.first_reply_at is None and each.closed_at is not None,
    }
    found = {name: tuple(filter(test, asked)) for name, test in chosen.items()}
    for age in AGES:
        old = [each for each in asked if now - each.opened_at > age * _DAY]
        found[f"older-{age}"] = tuple(old)
        found[f"unanswered-{age}"] = tuple(each for each in old if each.first_reply_at is None)
    return found


def figures(asked: Sequence[Asked], now: datetime, clock: Clock = wall) -> Figures:
    """Return the figures of these questions, watched until now."""
    of = selections(asked, now)
    ages = [wall(each.opened_at, now) / 24 for each in of["backlog"]]
    repliers = Counter(each.by for each in of["replied"])
    return Figures(
        waits=tuple(waits(what, asked, now, clock) for what in What),
        by_age=tuple((age, _part(of, f"unanswered-{age}", f"older-{age}")) for age in AGES),
        backlog=len(ages),
        backlog_days=median(ages) if ages else None,
        absence_of_repliers=absence_factor(repliers.values()),
        absence_of_solvers=absence_factor(Counter(each.solver for each in of["solved"]).values()),
        repliers=len(repliers),
        repeats=_part(of, "repeats", "compared"),
        closed_silently=_closed_silently(asked, now, clock),
    )


def waits(what: What, asked: Sequence[Asked], now: datetime, clock: Clock = wall) -> WaitFigures:
    """Return how long these questions took to one thing, by the product-limit estimator."""
    spans = [span for each in asked if (span := _span(what, each)) is not None]
    lengths = [clock(start, end or now) for start, end in spans]
    observed = [end is not None for _start, end in spans]
    found = kaplan_meier(lengths, observed)
    done = [length for length, ended in zip(lengths, observed, strict=True) if ended]
    return WaitFigures(
        what=what,
        n=len(spans),
        still=len(spans) - len(done),
        percentiles=tuple(
            Percentile(percent, found.percentile(percent / 100), *found.percentile_interval(percent / 100))
            for percent in (50, 75, 90)
        ),
        within=tuple(Share(hours, found.within(hours), *(found.within_interval(hours) or NOT_YET)) for hours in HOURS)
        if spans
        else (),
        naive=median(done) if done else None,
        waits=found,
    )


def absence_factor(counts: Iterable[int]) -> int:
    """Return the smallest number of people who did at least half of it; 0 where nobody did anything (CHAOSS)."""
    ordered = sorted(counts, reverse=True)
    whole, reached = sum(ordered), 0
    for people, count in enumerate(ordered, start=1):
        reached += count
        if 2 * reached >= whole > 0:
            return people
    return 0


def _span(what: What, each: Asked) -> tuple[datetime, datetime | None] | None:
    if what is What.NEXT:
        return each.turn
    return each.opened_at, each.first_reply_at if what is What.FIRST else each.resolved_at


def _closed_silently(asked: Sequence[Asked], now: datetime, clock: Clock) -> tuple[Share, ...]:
    """Return the share that was closed before anybody replied: an answer is then no longer to come."""
    lengths, causes = [], []
    for each in asked:
        closed = each.first_reply_at is None and each.closed_at is not None
        end = each.closed_at if closed else each.first_reply_at
        lengths.append(clock(each.opened_at, end or now))
        causes.append("closed" if closed else "reply" if end else "")
    if not lengths:
        return ()
    found = incidence(lengths, causes, "closed")
    return tuple(Share(hours, *(found.by(hours) or (None, *NOT_YET))) for hours in HOURS)


def _part(of: Mapping[str, Sequence[Asked]], few: str, whole: str) -> Part:
    return Part(few, whole, len(of[few]), len(of[whole]))
