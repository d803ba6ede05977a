"""Working hours: how much of a wait lay in the hours in which somebody works.

Several spans a day, as lunch is no waiting; in the zone of the wall clock, so that a span begins at nine before and
after summer time. A question that was asked on a day off begins to wait when the next span begins.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import accumulate, pairwise

HOUR = 3600
_DAY = timedelta(days=1)
_MINUTES_A_DAY = 24 * 60
MOST_DAYS_OFF = 500
# Where nobody chose others: Monday first.
OFFICE: tuple[str, ...] = (*["9:00-12:30, 13:30-17:30"] * 5, "", "")


class BadHours(ValueError):
    """These cannot be working hours; the message says where."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes of a day on the wall clock, `first` included and `end` not; 1440 is the end of the day."""

    first: int
    end: int


@dataclass(frozen=True)
class Week:
    """The spans of each weekday (Monday is 0; a day without an entry is off), where, and the days off besides."""

    spans: Mapping[int, tuple[Span, ...]]
    zone: tzinfo
    off: Collection[date] = frozenset()


def read_days(text: str) -> tuple[date, ...]:
    """Read days as they are typed, one a line: "2026-12-25". Each once, the earliest first. Raises BadHours."""
    found = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.add(date.fromisoformat(line.strip()))
            except ValueError:
                raise BadHours(f"Line {number}: “{line.strip()}” is no day. Write it as 2026-12-25.") from None
    if len(found) > MOST_DAYS_OFF:
        raise BadHours(f"These are {len(found)} days off; {MOST_DAYS_OFF} are kept at most.")
    return tuple(sorted(found))


def read_spans(text: str) -> tuple[Span, ...]:
    """Read spans as they are typed: "9:00-12:00, 13:00-17:30". Raises BadHours."""
    spans = sorted(_span(part.strip()) for part in text.split(",") if part.strip())
    for one, other in pairwise(spans):
        if other.first < one.end:
            raise BadHours(f"Two spans share time: {written((one,))} and {written((other,))}.")
    return tuple(spans)


def days_alike(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the weekdays that have the same spans, one after the other: the first of them, the last, the spans.

    Days off are left out.
    """
    found: list[tuple[int, int, str]] = []
    for day, line in enumerate(lines):
        if found and found[-1][1:] == (day - 1, line):
            found[-1] = (found[-1][0], day, line)
        elif line:
            found.append((day, day, line))
    return found


def written(spans: Iterable[Span]) -> str:
    """Write spans as they are typed."""
    return ", ".join(f"{each.first // 60}:{each.first % 60:02}-{each.end // 60}:{each.end % 60:02}" for each in spans)


class WorkingClock:
    """Counts working seconds between any two moments of some years: the spans are laid out once."""

    def __init__(self, week: Week, first: datetime, last: datetime) -> None:
        laid = _merged(_laid_out(week, first.astimezone(week.zone).date(), last.astimezone(week.zone).date()))
        self._starts = [start for start, _end in laid]
        self._ends = [end for _start, end in laid]
        self._before = [0.0, *accumulate(end - start for start, end in laid)]

    def seconds(self, start: datetime, end: datetime) -> float:
        """Return the working seconds from `start` to `end`, both aware; an end before its start is none."""
        return max(self._until(end.timestamp()) - self._until(start.timestamp()), 0.0)

    def _until(self, moment: float) -> float:
        place = bisect_right(self._starts, moment)
        if not place:
            return 0.0
        return self._before[place] - max(self._ends[place - 1] - moment, 0.0)


def _laid_out(week: Week, first: date, last: date) -> Iterable[tuple[float, float]]:
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        for span in () if day in week.off else week.spans.get(day.weekday(), ()):
            yield _moment(day, span.first, week.zone), _moment(day, span.end, week.zone)


def _merged(laid: Iterable[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return the spans without the time that two of them share, as may be where clocks are put back."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(laid):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif end > start:
            found.append((start, end))
    return found


def _moment(day: date, minute: int, zone: tzinfo) -> int:
    whole, within = divmod(minute, _MINUTES_A_DAY)
    local = datetime.combine(day + whole * _DAY, time(within // 60, within % 60), tzinfo=zone)
    moment, other = int(local.timestamp()), int(local.replace(fold=1).timestamp())
    return moment if moment <= other else _change(other, moment, zone)


def _change(before: int, after: int, zone: tzinfo) -> int:
    """Return the second at which clocks went forward: whatever they left out begins and ends there."""
    as_before = datetime.fromtimestamp(before, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == as_before:
            before = middle
        else:
            after = middle
    return after


def _span(text: str) -> Span:
    first, dash, end = text.replace("–", "-").partition("-")
    span = Span(_minute(first, text), _minute(end, text)) if dash else None
    if span is None or span.first >= span.end:
        raise BadHours(f"“{text}” is no span of a day. Write it as 9:00-12:30.")
    return span


def _minute(text: str, whole: str) -> int:
    hour, _colon, minute = text.strip().partition(":")
    if max(len(hour), len(minute)) > 2 or not hour.isdecimal() or not (minute or "0").isdecimal():  # noqa: PLR2004 - digits
        raise BadHours(f"“{whole}” is no span of a day. Write it as 9:00-12:30.")
    found = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) >= 60 or found > _MINUTES_A_DAY:  # noqa: PLR2004 - minutes of an hour
        raise BadHours(f"“{whole}” is no span of a day. A day goes from 0:00 to 24:00.")
    return found
