"""One row of a list, whatever its columns are called: names, days, places, and when its call closes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from groundswell.connectors.days import day_of
from groundswell.connectors.plain import tidy
from groundswell.kit.tables import Problem
from groundswell.kit.tables.wide import plain
from groundswell.teaching.actions import ArrivingEvent
from groundswell.teaching.rules.deadlines import ANYWHERE, closes_at, zone_of

# What public lists call things, the most telling first.
_NAME = ("conf.name", "name", "title", "subject", "conference")
_START = ("conf.date", "startdate", "start date", "start", "date", "starts on")
_END = ("conf.date.last", "enddate", "end date", "end", "date.last", "ends on")
_PLACE = ("conf.location", "location", "place", "venue", "city")
_COUNTRY = ("country",)
_ADDRESS = ("conf.hyperlink", "url", "website url", "website", "hyperlink", "address")
_CALL = ("cfpurl", "cfp url", "proposal url", "cfp.link", "cfp link", "cfplink", "link")
_CLOSES = (
    *("cfpenddate", "cfp end date", "cfp.untildate", "untildate", "cfp deadline", "talk deadline"),
    *("cfp.until", "until", "deadline", "cfp", "closes on"),
)
_ZONE = ("timezone", "time zone", "zone", "cfp timezone")
_ONLINE = ("online", "is online")
_NONE = frozenset({"", "none", "null", "tba", "tbd", "n/a", "-", "closed", "cancelled"})
_LONGEST_TEXT, _LONGEST_ADDRESS = 200, 500
_LONGEST = timedelta(days=366)
_MILLISECONDS = 10**11
_FROM, _TO = date(1990, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True)
class Row:
    """A row: its line, and its texts by the names of columns as the list has them."""

    line: int
    texts: Mapping[str, str]

    def find(self, names: tuple[str, ...]) -> tuple[str, str]:
        """Return the column and the text of the first of these names that says something; else two empty ones."""
        by_name = {plain(name): (name, text) for name, text in self.texts.items()}
        for name in names:
            column, text = by_name.get(name, ("", ""))
            if text.casefold() not in _NONE:
                return column, text
        return "", ""


@dataclass(frozen=True)
class _Call:
    closes: datetime
    zone: str


def event_of(row: Row) -> tuple[ArrivingEvent | None, list[Problem]]:
    """Return the event of a row, or what is wrong with it, with its column."""
    problems = list(_wrong(row))
    if problems:
        return None, problems
    name = _cut(row.find(_NAME)[1])
    starts = _day(row.find(_START)[1])
    assert starts is not None  # noqa: S101 - asked by _wrong
    ends = _day(row.find(_END)[1]) or starts
    call = _call_of(row)
    event = ArrivingEvent(
        key=key_of(name, starts),
        name=name,
        starts_on=starts,
        ends_on=ends,
        place=_cut(", ".join(filter(None, (row.find(_PLACE)[1], row.find(_COUNTRY)[1])))),
        is_online=row.find(_ONLINE)[1].casefold() in {"yes", "true", "1"},
        address=_address(row.find(_ADDRESS)[1]),
        call_address=_address(row.find(_CALL)[1]),
        closes_at=call.closes if isinstance(call, _Call) else None,
        zone=call.zone if isinstance(call, _Call) else "",
    )
    return event, []


def _wrong(row: Row) -> Iterator[Problem]:
    column, name = row.find(_NAME)
    if not _cut(name):
        yield Problem(row.line, column or "name", _("It does not say what it is called."))
    column, text = row.find(_START)
    starts = _day(text)
    if not text:
        yield Problem(row.line, "start", _("It does not say when it begins."))
    elif starts is None:
        yield Problem(row.line, column, _no_day(text))
    column, text = row.find(_END)
    ends = _day(text)
    if text and ends is None:
        yield Problem(row.line, column, _no_day(text))
    elif starts and ends and not starts <= ends <= starts + _LONGEST:
        yield Problem(row.line, column, _("It ends before it begins, or more than a year later."))
    call = _call_of(row)
    if isinstance(call, Problem):
        yield call


def _call_of(row: Row) -> _Call | Problem | None:
    """Return when the call of a row closes; a problem where that cannot be one moment."""
    column, text = row.find(_CLOSES)
    if not text:
        return None
    zone_column, written = row.find(_ZONE)
    own, rest = _zone_within(text)
    written = own or written or ANYWHERE
    zone = zone_of(written)
    if zone is None:
        told = _("“%(text)s” is no time zone that could only be one: AoE, UTC+2, or Europe/Berlin.")
        return Problem(row.line, zone_column or column, told % {"text": written[:40]})
    try:
        closes = _moment(rest, zone)
    except (ValueError, OverflowError):
        return Problem(row.line, column, _no_day(text))
    return _Call(closes, "UTC" if rest.isdigit() else written[:64])


def _zone_within(text: str) -> tuple[str, str]:
    """Return a zone that stands behind a deadline, and the deadline without it: "2026-12-01 23:59 AoE"."""
    before, _blank, last = text.rpartition(" ")
    return (last, before) if before and not last[:1].isdigit() and zone_of(last) else ("", text)


def _moment(text: str, zone: tzinfo) -> datetime:
    """Return the moment that a text means in a zone. ValueError where it means none."""
    if text.isdigit() and len(text) > 8:  # noqa: PLR2004 - longer than a day without dashes: seconds or milliseconds
        seconds = int(text) / 1000 if int(text) > _MILLISECONDS else int(text)
        return _in_time(datetime.fromtimestamp(seconds, UTC))
    day = _day(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        if day is None:
            raise
        return closes_at(day, None, zone)
    if found.tzinfo is not None:
        return _in_time(found.astimezone(UTC))
    is_whole_day = len(text) <= 10  # noqa: PLR2004 - 2026-12-01
    return _in_time(closes_at(found.date(), None if is_whole_day else _minute(found), zone))


def _minute(found: datetime) -> time:
    return found.time().replace(microsecond=0)


def _in_time(moment: datetime) -> datetime:
    if not _FROM <= moment.date() < _TO:
        raise ValueError(moment)
    return moment


def _day(text: str) -> date | None:
    """Return a day: written as one, or as milliseconds since 1970."""
    if text.isdigit() and len(text) > 8:  # noqa: PLR2004 - as above
        try:
            return _moment(text, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    return day_of(text) if text else None


def key_of(name: str, starts: date) -> str:
    """Return what an event is known by: its name and year, as a deadline and a day may move."""
    return f"{' '.join(name.casefold().split())[:200]}|{starts.year}"


def _cut(text: str) -> str:
    return " ".join(tidy(text).split())[:_LONGEST_TEXT]


def _address(text: str) -> str:
    cleaned = tidy(text)
    is_web = cleaned.lower().startswith(("https://", "http://")) and " " not in cleaned
    return cleaned if is_web and len(cleaned) <= _LONGEST_ADDRESS else ""


def _no_day(text: str) -> str:
    words = _("“%(text)s” is no day that could only be one. Write it like 2026-12-01, or 2026-12-01 23:59.")
    return words % {"text": tidy(text)[:40]}
