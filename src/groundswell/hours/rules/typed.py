"""An hour is logged by one line: "2h workflow manager review", "yesterday 1:30 reading", "45m SE-4834 #dev".

What was understood is shown before anything is kept. What is not understood stays in the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from groundswell.hours.rules.amounts import DAY, HOUR, minutes_of
from groundswell.hours.rules.axes import OF_KIND, OF_STREAM, Activity, Kind, Stream

LONGEST_LINE = 300


class Fault(StrEnum):
    """What is missing in a line, or cannot be."""

    NO_TIME = "no time"
    TOO_LONG = "too long"
    NOTHING = "nothing"
    IN_FUTURE = "in future"
    NO_SUCH_DAY = "no such day"


@dataclass(frozen=True)
class Names:
    """What may be meant by its name: the roles that somebody holds, and the lines that pay them."""

    roles: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """What a line means. None and "" where it does not say."""

    day: date
    minutes: int = 0
    words: str = ""
    role: str = ""
    line: str = ""
    stream: Stream | None = None
    kind: Kind | None = None
    activity: Activity = Activity.WORK
    reference: str = ""
    is_ahead: bool = False
    fault: Fault | None = None


_CLOCK = re.compile(r"(?<![\w.,:])(\d{1,2}):([0-5]\d)(?:\s*h)?(?![\w:])", re.IGNORECASE)
_HOURS = re.compile(
    r"(?<![\w.,:-])(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hours?)(?:\s*(\d{1,2})\s*(?:m|min|mins|minutes?)?)?(?!\w)",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?<![\w.,:-])(\d{1,5})\s*(?:m|min|mins|minutes?)(?!\w)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-])")
_TAG = re.compile(r"(?<!\w)#([a-z]+)", re.IGNORECASE)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(f"{name}[a-z]*" for name in _MONTHS)
_DAY = (
    r"(?P<word>today|yesterday)"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.(?:\d{4})?)"
    rf"|(?P<named>\d{{1,2}}\s+(?:{_MONTH})(?:\s+\d{{4}})?|(?:{_MONTH})\s+\d{{1,2}}(?:,?\s+\d{{4}})?)"
    rf"|(?:on\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})"
)
_FIRST = re.compile(rf"^(?:{_DAY})(?=$|[\s,:;])[\s,:;]*", re.IGNORECASE)
_LAST = re.compile(rf"(?:^|[\s,;]+)(?:{_DAY})\s*$", re.IGNORECASE)

_TAGS: dict[str, dict[str, object]] = {
    "internal": {"stream": Stream.INTERNAL},
    "external": {"stream": Stream.EXTERNAL},
    "client": {"stream": Stream.CLIENT},
    "cell": {"stream": Stream.CELL},
    "dev": {"kind": Kind.DEVELOPMENT},
    "development": {"kind": Kind.DEVELOPMENT},
    "other": {"kind": Kind.OTHER},
    "ahead": {"is_ahead": True},
    "review": {"activity": Activity.REVIEW},
    "tool": {"activity": Activity.SMALL_TOOL},
    "reading": {"activity": Activity.READING},
    "talk": {"activity": Activity.TALK},
    "preparation": {"activity": Activity.PREPARATION},
}
# Only what a word says plainly: an hour is development because somebody says so, or because it is called so.
_CALLED = (
    (Activity.REVIEW, re.compile(r"\b(?:code[ -])?reviews?\b|\breviewing\b", re.IGNORECASE)),
    (Activity.READING, re.compile(r"^\s*(?:read|reading)\b", re.IGNORECASE)),
    (Activity.SMALL_TOOL, re.compile(r"\bsmall tools?\b", re.IGNORECASE)),
    (Activity.TALK, re.compile(r"^\s*(?:talk|talked|121)\b", re.IGNORECASE)),
    (Activity.PREPARATION, re.compile(r"^\s*prepar(?:e|ing|ation)\b", re.IGNORECASE)),
)
_CODED = re.compile(
    r"\b(?:cod(?:e|ed|ing)|develop(?:ed|ing|ment)?|implement(?:ed|ing)?|refactor(?:ed|ing)?"
    r"|debug(?:ged|ging)?|bug ?fix\w*)\b",
    re.IGNORECASE,
)


def read(text: str, *, today: date, names: Names | None = None) -> Typed:
    """Return what a line means."""
    text = " ".join(text.split())
    if not text:
        return Typed(today, fault=Fault.NOTHING)
    if len(text) > LONGEST_LINE:
        return Typed(today, words=text, fault=Fault.TOO_LONG)
    # The day first: "2026-11-03" holds what could be hours.
    day, rest = _day(text, today)
    minutes, rest = _time(rest)
    if day is None and minutes is not None:
        day, rest = _day(rest, today)
    try:
        found = Typed((day or _Day(today)).value(), minutes or 0)
    except ValueError:
        return Typed(today, minutes or 0, words=text, fault=Fault.NO_SUCH_DAY)
    return _with_fault(_understood(found, rest, names or Names()), minutes, today)


def _with_fault(found: Typed, minutes: int | None, today: date) -> Typed:
    if not minutes:
        return replace(found, fault=Fault.NO_TIME)
    if minutes > DAY:
        return replace(found, fault=Fault.TOO_LONG)
    return replace(found, fault=Fault.IN_FUTURE) if found.day > today else found


def _understood(found: Typed, rest: str, names: Names) -> Typed:
    tagged: dict[str, object] = {}
    for tag in _TAG.findall(rest):
        tagged |= _TAGS.get(tag.lower(), {})
    words = " ".join(_TAG.sub(lambda tag: "" if tag[1].lower() in _TAGS else tag[0], rest).split()).strip(" ,;:")
    reference = _REFERENCE.search(words)
    said = replace(found, words=words, reference=reference[0] if reference else "", **tagged)  # type: ignore[arg-type]  # of the table above
    said = replace(said, role=_named(words, names.roles), line=_named(words, names.lines))
    return _of_kind(said if "activity" in tagged else replace(said, activity=_activity(words)))


def _of_kind(said: Typed) -> Typed:
    kind = OF_KIND.get(said.activity) or said.kind or (Kind.DEVELOPMENT if _CODED.search(said.words) else None)
    return replace(said, kind=kind, stream=OF_STREAM.get(said.activity) or said.stream)


def _activity(words: str) -> Activity:
    return next((activity for activity, pattern in _CALLED if pattern.search(words)), Activity.WORK)


def _named(words: str, names: Mapping[str, str]) -> str:
    """Return the key of the longest name that stands in the words."""
    plain = f" {_plain(words)} "
    held = [name for name in names if _plain(name) and f" {_plain(name)} " in plain]
    return names[max(held, key=lambda name: (len(name), name))] if held else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\W+", " ", text.casefold()).split())


def _time(text: str) -> tuple[int | None, str]:
    """Return the first time in a text, in minutes, and the text without it."""
    match = _match(text)
    if match is None:
        return None, text
    return _minutes(match), f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;:")


def _match(text: str) -> re.Match[str] | None:
    """Return where a text says how long. "14:30" is a time of day where something else says how long."""
    clock = _CLOCK.search(text)
    if clock is not None and clock.start() == 0:
        return clock
    lengths = [match for match in (_HOURS.search(text), _MINUTES.search(text)) if match]
    return min(lengths, key=lambda each: each.start(), default=clock)


def _minutes(match: re.Match[str]) -> int:
    if match.re is _MINUTES:
        return int(match[1])
    if match.re is _CLOCK:
        return int(match[1]) * HOUR + int(match[2])
    return minutes_of(Decimal(match[1].replace(",", "."))) + int(match[2] or 0)


@dataclass(frozen=True)
class _Day:
    """A day that was named, as it was found; not every one exists."""

    today: date
    match: re.Match[str] | None = None

    def value(self) -> date:
        """Return the day; raises ValueError for the 31st of a short month."""
        found = {name: text.lower() for name, text in (self.match.groupdict() if self.match else {}).items() if text}
        if "iso" in found:
            year, month, day = (int(part) for part in found["iso"].split("-"))
            return date(year, month, day)
        if "dotted" in found:
            day, month, year = (int(part) if part else 0 for part in found["dotted"].split("."))
            return self._latest(day, month, year)
        if "named" in found:
            return self._named(found["named"])
        if "weekday" in found:
            return self.today - timedelta(days=(self.today.weekday() - _WEEKDAYS.index(found["weekday"])) % 7)
        return self.today - timedelta(days=found.get("word") == "yesterday")

    def _named(self, text: str) -> date:
        numbers = [int(part) for part in re.findall(r"\d+", text)]
        name = re.search(r"[a-z]{3}", text)
        month = _MONTHS.index(name[0]) + 1 if name else 0
        return self._latest(numbers[0], month, numbers[1] if len(numbers) > 1 else 0)

    def _latest(self, day: int, month: int, year: int) -> date:
        """Return a day of a year, or where no year is named the last such day that is not still to come."""
        if year:
            return date(year, month, day)
        this_year = date(self.today.year, month, day)
        return this_year if this_year <= self.today else date(self.today.year - 1, month, day)


def _day(text: str, today: date) -> tuple[_Day | None, str]:
    """Return the day that a text begins or ends with, and the text without it."""
    first = _FIRST.search(text)
    if first:
        return _Day(today, first), text[first.end() :]
    last = _LAST.search(text)
    return (_Day(today, last), text[: last.start()]) if last else (None, text)
