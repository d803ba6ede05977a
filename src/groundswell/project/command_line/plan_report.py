"""A plan for people: who does what and why, then what is not planned and why."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from groundswell.engines.allocation import Plan, Problem


def show(console: "Console", problem: "Problem", plan: "Plan") -> None:
    """Print the report."""
    for sentence in _summary(problem, plan):
        console.print(sentence, markup=False)
    console.print()
    console.print(_planned(problem, plan))
    if plan.unplanned:
        console.print()
        console.print(_unplanned(plan))


def _summary(problem: "Problem", plan: "Plan") -> Iterator[str]:
    hours = sum(line.hours for line in plan.lines)
    capacity = sum(member.capacity_hours for member in problem.members)
    is_or_are = "is" if len(plan.lines) == 1 else "are"
    lines, reviewed = _number(len(plan.lines), "line"), _number(len(plan.reviews), "ticket")
    yield f"{hours:g} h of {lines} {is_or_are} planned, {reviewed} whole and reviewed."
    members = f"{_number(len(problem.members), 'member')} {'has' if len(problem.members) == 1 else 'have'}"
    rest = f"{_number(len(plan.unplanned), 'ticket')} {'is' if len(plan.unplanned) == 1 else 'are'}"
    yield f"{members} {capacity:g} h; {rest} not whole."
    best = "the best there is" if plan.is_optimal else f"at most {plan.gap:.2%} below the best there could be"
    yield f"Worth {plan.value:,} points, {best} ({plan.bound:,}), found in {plan.seconds:.1f} s."
    yield from plan.notes


def _planned(problem: "Problem", plan: "Plan") -> Table:
    table = _table("Planned", "member", "ticket", "hours", "why")
    reviewers = {review.ticket: review.member for review in plan.reviews}
    lines = defaultdict(list)
    for line in plan.lines:
        lines[line.member].append(line)
    for member in problem.members:
        for line in lines[member.id]:
            review = f" Review: {reviewers[line.ticket]}." if line.ticket in reviewers else ""
            why = Text(_printable(line.reason + review))
            table.add_row(_printable(member.id), _printable(line.ticket), f"{line.hours:g}", why)
    return table


def _unplanned(plan: "Plan") -> Table:
    table = _table("Not planned whole", "ticket", "planned", "why not")
    for each in plan.unplanned:
        table.add_row(_printable(each.ticket), f"{each.planned_hours:g}", Text(_printable(each.why_not)))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True)
    for name in columns:
        side: Literal["left", "right"] = "right" if name in {"hours", "planned"} else "left"
        table.add_column(name, justify=side, ratio=1 if name == columns[-1] else None)
    return table


def _printable(text: str) -> str:
    """Return foreign words without what would move the cursor or colour the screen."""
    return "".join(each if each.isprintable() else " " for each in text)


def _number(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
