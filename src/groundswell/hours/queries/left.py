"""What somebody has left today: of the hours of the month, and of each strict limit of the month and of the sprint."""

from dataclasses import dataclass
from datetime import date

from groundswell.hours.queries.limits import limits_on, overrides_of
from groundswell.hours.queries.months import granted_in
from groundswell.hours.queries.used import used_by
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Against, Sense, Subject
from groundswell.hours.rules.sharing import last_day, month_of
from groundswell.people import queries as people
from groundswell.people.models import Person


@dataclass(frozen=True)
class Left:
    """What was used in this month or sprint, against its limit; `subject` is None for all that was granted."""

    subject: Subject | None
    per: Per
    against: Against


def hours_left(holder: Person, day: date) -> list[Left]:
    """Return the hours granted for the month of a day, if any, and every strict limit of its month and sprint.

    Two queries for somebody who has neither; at most nine.
    """
    month, sprint = month_of(day), people.sprint_of(day)
    granted = granted_in([holder.id], [month]).get((holder.id, month), 0)
    limits = {
        (subject, per): minutes
        for (subject, sense, per), minutes in limits_on(holder, day).items()
        if sense is Sense.MOST
    }
    spans = {Per.MONTH: (month, last_day(month)), Per.SPRINT: (sprint.first, sprint.last)}
    needed = {per for _, per in limits} | ({Per.MONTH} if granted else set())
    used = {per: used_by(holder, *spans[per]) for per in needed}
    allowed = _allowed(holder, spans) if limits else {}
    found = [Left(None, Per.MONTH, Against(granted, used[Per.MONTH].total))] if granted else []
    return found + [
        Left(subject, per, Against(minutes, used[per].of_subject(subject), allowed=allowed.get((subject, per), 0)))
        for (subject, per), minutes in sorted(limits.items())
    ]


def _allowed(holder: Person, spans: dict[Per, tuple[date, date]]) -> dict[tuple[Subject, Per], int]:
    """Return what a person allowed beyond each limit in these two periods."""
    found: dict[tuple[Subject, Per], int] = {}
    first, last = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
    for row in overrides_of(holder, first, last):
        key = Subject(row.subject), Per(row.per)
        if row.period == spans[key[1]][0]:
            found[key] = found.get(key, 0) + row.minutes
    return found
