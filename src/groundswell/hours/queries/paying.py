"""What the lines of somebody pay for, and may still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from groundswell.hours.models import Grant
from groundswell.hours.queries.limits import months_of
from groundswell.hours.queries.used import used_by
from groundswell.hours.rules import grants as rules
from groundswell.hours.rules.axes import Cells, Pays
from groundswell.hours.rules.grants import Certainty
from groundswell.hours.rules.paying import Paying, Unpaid, unpaid, who_pays
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


@dataclass(frozen=True)
class Funding:
    """Which lines pay for a sprint's plan, and what of it no line pays any more."""

    paying: Sequence[Paying[str]]
    unpaid: Unpaid | None
    has_lines: bool


def funding_of(holder: Person, sprint: Sprint, cells: Cells) -> Funding:
    """Return who pays for a sprint's plan. A constant number of queries a month."""
    lines = list(_lines_left(holder, sprint))
    return Funding(who_pays(cells, lines), unpaid(cells, [line[1:] for line in lines]), bool(lines))


def _lines_left(holder: Person, sprint: Sprint) -> Iterable[tuple[str, Pays, int]]:
    """Yield each line of the months of a sprint, with what was not used of it before the sprint."""
    for month in months_of(sprint):
        rows = list(Grant.objects.filter(holder=holder, month=month).select_related("line"))
        lines = {each.line_id: each.line for each in rows}
        grants = [rules.Grant(each.line_id, Certainty(each.certainty), each.minutes) for each in rows]
        before = used_by(holder, month, sprint.first - timedelta(days=1)) if month < sprint.first else None
        for key, minutes in rules.sums(grants).by_line.items():
            yield lines[key].name, lines[key].pays, max(minutes - (before.of_line(key) if before else 0), 0)
