"""Lists of conferences as JSON: events with their calls for papers.

Two shapes are read: a list of objects with `name`, `startDate`, `endDate`, `url`, `city`, `country`, `online`, `cfpUrl`
and `cfpEndDate` (as community lists have them), and one with `conf` and `until` for calls alone.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.events import Event
from groundswell.connectors.reading import Row, inner, moment, rows, word

# A deadline without a time and a place is over when that day is over everywhere on earth.
ANYWHERE = "Etc/GMT+12"
_LAST_ZONE = timezone(timedelta(hours=-12))
_DAY = len("2026-01-31")


def read(found: object, *, origin: str) -> list[Event]:
    """Return the conferences of a list, each once. Raises Unanswered where there is no list."""
    listed = found if isinstance(found, list) else _first_list(found)
    if listed is None:
        words = _("%(origin)s answered with JSON in which there is no list of conferences.")
        raise Unanswered(Why.STRANGE, words % {"origin": origin})
    events = [event for row in rows({"is": listed}, "is") if (event := _event(row)) is not None]
    return list({event.key: event for event in events}.values())


def _first_list(found: object) -> list[object] | None:
    for name in ("conferences", "events", "results", "data"):
        listed = found.get(name) if isinstance(found, dict) else None
        if isinstance(listed, list):
            return listed
    return None


def _event(row: Row) -> Event | None:
    conference = inner(row, "conf") or row
    days = _days(conference)
    name = word(conference, "name", "title")
    if not days or not name:
        return None
    starts, ends = min(days), max(days)
    closes_at, zone = _closes(row)
    address = _web(word(conference, "url", "hyperlink", "link", "website"))
    place = ", ".join(filter(None, (word(conference, "city"), word(conference, "country"))))
    return Event(
        key=f"{address or name} {starts.isoformat()}",
        name=name,
        starts_on=starts,
        ends_on=ends,
        place=place or word(conference, "location", "place"),
        is_online=conference.get("online") is True or word(conference, "location").lower() == "online",
        address=address,
        call_address=_web(word(row, "cfpUrl", "cfp_url", "link")),
        closes_at=closes_at,
        zone=zone,
    )


def _days(row: Row) -> list[date]:
    """Return the first and last day, by whichever names a list gives them."""
    listed = row.get("date")
    if isinstance(listed, list):
        return [at.date() for each in listed if (at := moment(each)) is not None]
    named = (word(row, "startDate", "start_date", "start", "date"), word(row, "endDate", "end_date", "end"))
    return [day for each in named if (day := _day(each)) is not None]


def _closes(row: Row) -> tuple[datetime | None, str]:
    said = word(row, "cfpEndDate", "cfp_end_date", "cfpDeadline", "deadline")
    if len(said) > _DAY:
        return moment(said), "UTC"
    until = row.get("untilDate")
    day = _day(said) or (at.date() if (at := moment(until)) is not None else None)
    if day is None:
        return None, ""
    return datetime.combine(day, time(23, 59), _LAST_ZONE).astimezone(UTC), ANYWHERE


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:_DAY])
    except ValueError:
        return None


def _web(said: str) -> str:
    return said if said.startswith(("http://", "https://")) else ""
