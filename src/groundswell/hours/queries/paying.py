"""What the lines of somebody may still pay for."""

from collections.abc import Iterable
from datetime import timedelta

from groundswell.hours.models import Grant
from groundswell.hours.queries.limits import months_of
from groundswell.hours.queries.used import used_by
from groundswell.hours.rules import grants as rules
from groundswell.hours.rules.axes import Cells, Pays
from groundswell.hours.rules.grants import Certainty
from groundswell.hours.rules.paying import Unpaid, unpaid
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


def unpaid_of(holder: Person, sprint: Sprint, cells: Cells) -> Unpaid | None:
    """Return what of a sprint's plan no line of its months pays any more. A constant number of queries a month."""
    return unpaid(cells, _lines_left(holder, sprint))


def _lines_left(holder: Person, sprint: Sprint) -> Iterable[tuple[Pays, int]]:
    """Yield each line of the months of a sprint, with what was not used of it before the sprint."""
    for month in months_of(sprint):
        rows = list(Grant.objects.filter(holder=holder, month=month).select_related("line"))
        lines = {each.line_id: each.line for each in rows}
        grants = [rules.Grant(each.line_id, Certainty(each.certainty), each.minutes) for each in rows]
        before = used_by(holder, month, sprint.first - timedelta(days=1)) if month < sprint.first else None
        for key, minutes in rules.sums(grants).by_line.items():
            yield lines[key].pays, max(minutes - (before.of_line(key) if before else 0), 0)
