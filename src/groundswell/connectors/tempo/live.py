"""Asks Tempo (Cloud) for hours: every worklog that was changed since, with whose it is by their account."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.days import day_of
from groundswell.connectors.reading import Row, inner, moment, needed, rows, word
from groundswell.connectors.shape import Brings, Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.worklogs import name_of, people_of
from groundswell.hours.actions.arriving import Arriving, Batch

ADDRESS = "https://api.tempo.io/4"
PACE = Pace(a_minute=120, at_once=10)
A_PAGE = 1000
_MINUTE = 60


def read(opened: Opened, since: str) -> Iterator[tuple[Batch, str]]:
    """Yield a page of worklogs at a time, each with the cursor after it.

    While pages are read, the cursor says from which day and from which place; at their end, from which day on.
    """
    told = cursor_of(since)
    day, start, latest = word(told, "since"), int(told.get("start") or 0), word(told, "latest")
    known = people_of(opened)
    with opened.asker({"Authorization": f"Bearer {opened.key}"}) as ask:
        is_more = True
        while is_more:
            query = [("limit", A_PAGE), ("offset", start), *([("updatedFrom", day)] if day else [])]
            found = ask.json("/worklogs", query)
            page = needed(found, "results", origin=ask.place.origin)
            changed = [when for row in page if (when := moment(row.get("updatedAt"))) is not None]
            latest = max([latest, *(when.date().isoformat() for when in changed)])
            start += len(page)
            is_more = len(page) == A_PAGE and bool(word(inner(found, "metadata"), "next"))
            place = {"since": day, "start": start, "latest": latest} if is_more else {"since": latest or day}
            yield hours_of(page, known, host=ask.place.host), cursor_as(place)


def hours_of(page: list[Row], people: dict[str, str], *, host: str) -> Batch:
    """Return worklogs as hours. `reference` is the issue, which Tempo knows by number alone."""
    batch = Batch(lines=len(page))
    for number, row in enumerate(page, start=1):
        day, seconds = day_of(word(row, "startDate")), row.get("timeSpentSeconds")
        account, key = word(inner(row, "author"), "accountId"), word(row, "tempoWorklogId")
        if day is None or not key or not isinstance(seconds, int) or seconds < _MINUTE:
            continue
        batch.rows.append(
            Arriving(
                line=number,
                column="author",
                key="",
                who=people.get(account, account),
                day=day,
                minutes=seconds // _MINUTE,
                reference=word(inner(row, "issue"), "key", "id"),
                words=word(row, "description"),
                worklog=name_of(key, host),
            )
        )
    return batch


def look(opened: Opened) -> Seen:
    """Return when somebody last logged time."""
    with opened.asker({"Authorization": f"Bearer {opened.key}"}) as ask:
        found = rows(ask.json("/worklogs", [("limit", 50)]), "results")
    newest = [when for row in found if (when := moment(row.get("updatedAt"))) is not None]
    return Seen(words=_("worklogs"), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="tempo",
    name="Tempo (Cloud)",
    address=_("Always https://api.tempo.io/4"),
    usual_address=ADDRESS,
    secret=_("API token with the right to see worklogs"),
    is_secret_needed=True,
    choices=(
        Choice(
            name="people",
            words=_("Whose hours"),
            help=_("account = address, one a line: Tempo knows people by their account in Jira alone."),
            is_needed=True,
        ),
    ),
    pace=PACE,
    brings=Brings.HOURS,
    look=look,
    hours=read,
    every_minutes=60,
)
