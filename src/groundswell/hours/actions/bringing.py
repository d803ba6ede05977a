"""Hours and days away that come in many at once, from files and trackers. The same a second time changes nothing.

Nothing is removed by a file, but a sum of an issue where its single hours come in instead.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from groundswell.hours import line
from groundswell.hours.actions.known import COMPARED, Known, Values, kin_of
from groundswell.hours.models import AwayPart, Entry, Grant
from groundswell.hours.queries import line_for
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.sharing import month_of
from groundswell.people import actions as people
from groundswell.people import queries
from groundswell.people.models import Person

_GONE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """An hour as a file or a tracker has it. `funding` None: whichever line pays for such an hour of this person.

    `external_id`: what a file calls it; `worklog`: what a tracker that is read live calls it. `is_sum`: all that was
    spent on an issue, of whomever.
    """

    external_id: str | None
    person: UUID
    day: date
    minutes: int
    stream: Stream
    kind: Kind
    activity: Activity = Activity.WORK
    funding: UUID | None = None
    role: UUID | None = None
    reference: str = ""
    words: str = ""
    is_ahead: bool = False
    worklog: str | None = None
    is_sum: bool = False


@dataclass
class Counted:
    """What a file brought of one person."""

    new: int = 0
    changed: int = 0
    same: int = 0
    minutes: int = 0


@dataclass
class Taken:
    """What was brought in all, by person; `superseded` sums made place for single hours, `gone` are there no more."""

    by_person: dict[UUID, Counted] = field(default_factory=dict)
    superseded: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Gone:
    """When somebody is away: whole days, and minutes of days. Why is nowhere."""

    days: Collection[date]
    parts: dict[date, int]


@transaction.atomic
def bring_hours(
    *,
    by: Person | None,
    source: Entry.Source,
    rows: Sequence[Brought],
    superseded: Collection[str] = (),
    gone: Collection[str] = (),
) -> Taken:
    """Keep hours of a file or a tracker: what is new is added, what is said otherwise now is changed.

    What is read live is as the tracker says: a file changes none of it, and the same time that came by a file before
    makes place for it. `gone` worklogs are removed.
    """
    taken, pays, known = Taken(), _Paying(row.person for row in rows), Known(source, rows)
    new: list[tuple[Brought, Values]] = []
    changed: dict[UUID, dict[str, object]] = {}
    said = set(COMPARED)
    for row in rows:
        counted = taken.by_person.setdefault(row.person, Counted())
        values, there = _values(row, pays), known.of(row)
        if there is None and not (row.is_sum and known.has_live(row.reference)):
            new.append((row, values))
            counted.new += 1
            counted.minutes += row.minutes
            continue
        other = there.otherwise(row, values) if there is not None else {}
        if there is not None and other:
            changed[there.id] = other
        if other.keys() & said:
            counted.changed += 1
        else:
            counted.same += 1
    _add(source, new)
    for entry, values_now in changed.items():
        Entry.objects.filter(id=entry).update(**values_now)
    taken.superseded = _remove(Entry.objects.filter(source__in=kin_of(source)), "external_id", superseded)
    taken.gone = _remove(Entry.objects.all(), "worklog", gone)
    if new or changed or taken.superseded or taken.gone:
        removed = {"superseded": taken.superseded, "gone": taken.gone}
        line.write(by, "bring_hours", "", source=source, new=len(new), changed=len(changed), **removed)
    return taken


@transaction.atomic
def bring_leave(*, by: Person | None, person: Person, gone: Gone) -> tuple[int, int]:
    """Note when somebody is away; return how many whole days and parts of days are new or other than before."""
    first, last = _ends([*gone.days, *gone.parts])
    if first is None or last is None:
        return 0, 0
    known = queries.days_away([person.id], first, last).get(person.id, set())
    new = sorted(set(gone.days) - known)
    for from_on, to_on in _stretches(new):
        people.be_away(by=by, person=person, from_on=from_on, to_on=to_on)
    parts = {day: minutes for day, minutes in gone.parts.items() if day not in known and day not in set(new)}
    rows = AwayPart.objects.filter(person=person, day__in=parts)
    was = dict(rows.values_list("day", "minutes"))
    changed = {day: minutes for day, minutes in parts.items() if was.get(day) != minutes}
    for day, minutes in changed.items():
        AwayPart.objects.update_or_create(person=person, day=day, defaults={"minutes": minutes})
    if new or changed:
        line.write(by, "bring_leave", person.id, days=len(new), parts=len(changed))
    return len(new), len(changed)


class _Paying:
    """Which line pays an hour that names none, asked once a person, month, stream and kind."""

    def __init__(self, people_ids: Iterable[UUID]) -> None:
        self._people = {person.id: person for person in Person.objects.filter(id__in=set(people_ids))}
        granted = Grant.objects.filter(holder__in=self._people).values_list("holder", "month")
        self._granted = set(granted)
        self._known: dict[tuple[object, ...], UUID | None] = {}

    def line(self, row: Brought) -> UUID | None:
        """Return the line of a row."""
        month = month_of(row.day)
        if row.funding is not None or ((row.person, month) not in self._granted and row.activity is not Activity.TALK):
            return row.funding
        key = row.person, month, row.stream, row.kind, row.activity
        if key not in self._known:
            found = line_for(self._people[row.person], row.day, row.stream, row.kind, row.activity)
            self._known[key] = found.id if found else None
        return self._known[key]


def _values(row: Brought, pays: _Paying) -> Values:
    return (
        row.person,
        row.day,
        row.minutes,
        row.stream.value,
        row.kind.value,
        row.activity.value,
        pays.line(row),
        row.role,
        row.reference,
        row.words,
        row.is_ahead,
    )


def _remove(entries: QuerySet[Entry], name: str, keys: Collection[str]) -> int:
    listed, removed = sorted(keys), 0
    for at in range(0, len(listed), _GONE_AT_ONCE):
        removed += entries.filter(**{f"{name}__in": listed[at : at + _GONE_AT_ONCE]}).delete()[0]
    return removed


def _add(source: Entry.Source, rows: Sequence[tuple[Brought, Values]]) -> None:
    """Write new entries as rows: as objects, a hundred thousand of them take three times as long."""
    known = {field.attname: field.column or "" for field in Entry._meta.concrete_fields}  # noqa: SLF001 - documented
    names = [known[name] for name in ("id", *COMPARED, "source", "external_id", "worklog")]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(Entry._meta.db_table)  # noqa: SLF001 - documented
    stored = _Stored()
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})",  # noqa: S608 - names of our own
            [stored.row(uuid4(), *values, source.value, row.external_id, row.worklog) for row, values in rows],
        )


class _Stored:
    """How this database keeps days and ids; a day comes up many times."""

    def __init__(self) -> None:
        self._has_ids = connection.features.has_native_uuid_field
        self._days: dict[date, Any] = {}

    def row(self, *values: object) -> tuple[Any, ...]:
        """Return values as the database takes them."""
        return tuple(self._one(value) for value in values)

    def _one(self, value: object) -> object:
        if isinstance(value, date):
            if value not in self._days:
                self._days[value] = connection.ops.adapt_datefield_value(value)
            return self._days[value]
        return value.hex if isinstance(value, UUID) and not self._has_ids else value


def _ends(days: Sequence[date]) -> tuple[date | None, date | None]:
    return min(days, default=None), max(days, default=None)


def _stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for day in days:
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
