"""Which hours of a source are there, by what files and trackers call them.

A file has no number of a worklog, and a tracker that is read live has. So the same time is known by two names: where
one side comes and the other is there, an hour of the same person and issue takes both names, each such hour once. Which
of several it is does not matter, for it becomes what the tracker says; how many there are does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from groundswell.hours.models import Entry
from groundswell.hours.rules.sharing import month_of

if TYPE_CHECKING:
    from datetime import date

    from groundswell.hours.actions.bringing import Brought

COMPARED = (
    "person_id", "day", "minutes", "stream", "kind", "activity", "line_id", "role_id", "reference", "words", "is_ahead"
)  # fmt: skip  # names beside each other
_PERSON, _DAY, _MINUTES, _REFERENCE = (COMPARED.index(name) for name in ("person_id", "day", "minutes", "reference"))
_SAID = ("person_id", "day", "minutes", "reference", "words")
_AT_ONCE = 5_000
_SUM = "sum "
_TRACKERS = (Entry.Source.JIRA, Entry.Source.TEMPO)
# The values of an entry, in the order of `COMPARED`.
type Values = tuple[Any, ...]


@dataclass(slots=True)
class There:
    """An hour that is there. `mark` is what a file calls it, `worklog` what a tracker does."""

    id: UUID
    values: Values
    mark: str | None
    worklog: str | None

    def otherwise(self, row: "Brought", values: Values) -> dict[str, object]:
        """Return what is to be written, for a row that means this hour; nothing of what a tracker said by a file."""
        if row.worklog is None and self.worklog is not None:
            return {"external_id": row.external_id} if self.mark != row.external_id else {}
        if values == self.values and row.worklog in {None, self.worklog}:
            return {}
        now, was = dict(zip(COMPARED, values, strict=True)), dict(zip(COMPARED, self.values, strict=True))
        if row.worklog is None:
            return now
        # A tracker knows neither stream nor role: what its person said of these stays.
        said = (*_SAID, "line_id") if month_of(row.day) != month_of(was["day"]) else _SAID
        named: dict[str, object] = {"worklog": row.worklog} if row.worklog != self.worklog else {}
        return named | {name: now[name] for name in said if now[name] != was[name]}


class Known:
    """The hours of a source and its kin, as rows of a file or a tracker ask for them."""

    def __init__(self, source: Entry.Source, rows: Sequence["Brought"]) -> None:
        """Read them, by one query."""
        worklogs = {row.worklog for row in rows if row.worklog}
        self._by_mark: dict[str, There] = {}
        self._by_worklog: dict[str, There] = {}
        self._live: set[str] = set()
        marks = {row.external_id for row in rows if row.external_id}
        spare: list[There] = []
        is_live = bool(worklogs)
        for there in _entries(source):
            if there.worklog is not None:
                self._by_worklog[there.worklog] = there
                self._live.add(there.values[_REFERENCE])
            if there.mark is not None:
                self._by_mark[there.mark] = there
            if (is_live or there.worklog is not None) and _is_spare(there, marks, is_live=is_live):
                spare.append(there)
        self._spare = _Spare(spare)

    def has_live(self, reference: str) -> bool:
        """Tell whether hours of an issue are read live."""
        return reference in self._live

    def of(self, row: "Brought") -> There | None:
        """Return the hour that a row means, or None for a new one."""
        known = self._by_worklog.get(row.worklog) if row.worklog else self._by_mark.get(row.external_id or "")
        return known if known is not None or row.is_sum else self._spare.taken(row)


class _Spare:
    """Hours that have only the name of the other side."""

    def __init__(self, hours: Sequence[There]) -> None:
        self._of_issue: dict[tuple[UUID, str], list[There]] = defaultdict(list)
        self._of_day: dict[tuple[UUID, date, int], list[There]] = defaultdict(list)
        self._taken: set[UUID] = set()
        for there in hours:
            person, reference = there.values[_PERSON], there.values[_REFERENCE]
            self._of_issue[person, reference].append(there)
            self._of_day[person, there.values[_DAY], there.values[_MINUTES]].append(there)

    def taken(self, row: "Brought") -> There | None:
        """Return one that may be the time of a row, each once: the likest first."""
        found = self._left(self._of_issue.get((row.person, row.reference), ()))
        if not found:
            same = self._left(self._of_day.get((row.person, row.day, row.minutes), ()))
            found = [there for there in same if _may_be_one(there.values[_REFERENCE], row.reference)]
        if not found:
            return None
        best = min(found, key=lambda there: _distance(there.values, row))
        self._taken.add(best.id)
        return best

    def _left(self, hours: Sequence[There]) -> list[There]:
        return [there for there in hours if there.id not in self._taken]


def kin_of(source: Entry.Source) -> Collection[Entry.Source]:
    """Return the sources that may tell of the same time: Tempo writes its worklogs into Jira."""
    return _TRACKERS if source in _TRACKERS else (source,)


def _entries(source: Entry.Source) -> Iterator[There]:
    rows = Entry.objects.filter(source__in=kin_of(source)).order_by()
    for row in rows.values_list("id", "external_id", "worklog", *COMPARED).iterator(chunk_size=_AT_ONCE):
        yield There(row[0], row[3:], row[1], row[2])


def _is_spare(there: There, marks: set[str], *, is_live: bool) -> bool:
    if is_live:
        return there.worklog is None and not (there.mark or "").startswith(_SUM)
    return there.worklog is not None and there.mark not in marks


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two names may mean one issue: Tempo's Cloud knows issues by their number alone."""
    return one.isdecimal() != other.isdecimal()


def _distance(values: Values, row: "Brought") -> tuple[bool, int]:
    return values[_MINUTES] != row.minutes, abs((values[_DAY] - row.day).days)
