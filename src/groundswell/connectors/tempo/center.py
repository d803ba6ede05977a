"""Asks Tempo of a Data Center for hours, month by month; what was removed, Jira on the same host says.

Tempo answers with all worklogs of a span of days at once, and cannot be asked what changed since. So each reading asks
for the last two months again. There a worklog of Tempo is one of Jira, with its number.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.days import day_of
from groundswell.connectors.jira.client import PACE, Jira
from groundswell.connectors.jira.worklogs import Told, batch_of, names_of, removed
from groundswell.connectors.reading import Row, inner, moment, needed, word
from groundswell.connectors.shape import Brings, Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.worklogs import people_of
from groundswell.hours.actions.arriving import Batch
from groundswell.hours.rules.sharing import month_of, next_month
from groundswell.kit import clock

LOOKS_BACK, BEGINS = timedelta(days=62), timedelta(days=365)
SEARCH = "/rest/tempo-timesheets/4/worklogs/search"


def read(opened: Opened, since: str) -> Iterator[tuple[Batch, str]]:
    """Yield a month of worklogs at a time, each with the cursor after it; then what was removed since.

    The cursor says which month is next; at the end that is the one of two months ago.
    """
    told, today = cursor_of(since), clock.today()
    month = month_of(day_of(word(told, "month")) or _first(opened, today))
    deleted = told.get("deleted")
    place = {"deleted": deleted if isinstance(deleted, int) else 0}
    tempo = _Center(opened)
    with tempo.jira.ask as ask:
        while month <= today:
            after = next_month(month)
            found = tempo.worklogs(month, after - timedelta(days=1))
            month = after if after <= today else month_of(today - LOOKS_BACK)
            yield tempo.hours_of(found), cursor_as({"month": month.isoformat(), **place})
            if after > today:
                break
        for batch, _cursor in removed(tempo.jira, ask.place.host, place):
            yield batch, cursor_as({"month": month.isoformat(), **place})


class _Center:
    """One Data Center: Tempo, and Jira that knows its people."""

    def __init__(self, opened: Opened) -> None:
        self.jira = Jira(opened)
        self.people = people_of(opened)
        self._known: dict[str, tuple[str, ...]] = {}

    def worklogs(self, first: date, last: date) -> list[Row]:
        """Return all worklogs of a span of days, both ends counted in; in halves where they are too many at once."""
        told = {"from": first.isoformat(), "to": last.isoformat()}
        try:
            found = self.jira.ask.look_up(SEARCH, told)
        except Unanswered as fault:
            if fault.why is not Why.LARGE or first >= last:
                raise
            middle = first + (last - first) // 2
            return [*self.worklogs(first, middle), *self.worklogs(middle + timedelta(days=1), last)]
        return needed({"worklogs": found}, "worklogs", origin=self.jira.ask.place.origin)

    def hours_of(self, found: list[Row]) -> Batch:
        """Return worklogs as hours."""

        def told(row: Row) -> Told:
            issue = inner(row, "issue")
            return Told(word(row, "originId", "tempoWorklogId"), word(issue, "key"), word(issue, "summary"))

        def called(row: Row) -> tuple[str, ...]:
            return self._called(word(row, "worker"))

        return batch_of(found, told, called, column="worker", host=self.jira.ask.place.host)

    def _called(self, worker: str) -> tuple[str, ...]:
        """Return what somebody is called; Tempo knows the key of their account alone, and Jira is asked once."""
        if worker not in self._known:
            person: Mapping[str, object] = {} if not worker or worker in self.people else self.jira.account(worker)
            self._known[worker] = names_of({"key": worker, **person}, self.people, is_cloud=False)
        return self._known[worker]


def look(opened: Opened) -> Seen:
    """Return how many worklogs there are of the last thirty days, and when one was last changed."""
    tempo, today = _Center(opened), clock.today()
    with tempo.jira.ask:
        found = tempo.worklogs(today - timedelta(days=30), today)
    newest = [when for row in found if (when := moment(row.get("dateUpdated"))) is not None]
    return Seen(words=_("worklogs"), count=len(found), newest_at=max(newest, default=None))


def _first(opened: Opened, today: date) -> date:
    return day_of(opened.choices.get("begins", "").strip()) or today - BEGINS


CONNECTOR = Connector(
    key="tempo-center",
    name="Tempo (Data Center)",
    address=_("The address of Jira, like https://jira.example.org"),
    secret=_("Personal access token, with the right to see the worklogs of others"),
    is_secret_needed=True,
    choices=(
        Choice(
            name="people",
            words=_("Who is who"),
            help=_("account = address, one a line, of whomever Jira shows neither address nor the name used here."),
        ),
        Choice(
            name="begins",
            is_line=True,
            words=_("From which day on"),
            help=_("Like 2026-01-01. Empty: from a year ago."),
        ),
    ),
    pace=PACE,
    brings=Brings.HOURS,
    tracker="tempo",
    look=look,
    hours=read,
    every_minutes=60,
)
