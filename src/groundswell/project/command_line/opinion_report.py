"""What a map says, for people: statements with their intervals first, groups last, if they are more than noise."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from groundswell.connectors.polis.statements import Statements
    from groundswell.connectors.polis.votes import Votes
    from groundswell.engines.opinion import OpinionMap

MOST_LINES = 5
CONTESTED = 0.25
HEARD = 10


def show(
    console: "Console",
    found: "OpinionMap",
    votes: "Votes",
    statements: "Statements",
    given: Mapping[int, int | None] | None = None,
) -> None:
    """Print the report; `given`: groups that come from a file, and were not tested."""
    strangers = (given or {}).keys() - set(found.participant_ids.tolist())
    for line in (*_counts(found), *_left_out(found, votes, statements), *_unknown(len(strangers))):
        console.print(line, markup=False)
    texts = statements.texts
    _statements(console, found, texts, "Most agree", found.consensus[0])
    _statements(console, found, texts, "Most disagree", found.consensus[1])
    _statements(console, found, texts, "This divides", _dividing(found))
    _statements(console, found, texts, "Not heard enough", _unheard(found))
    _groups(console, found, texts, is_given=given is not None)


def _counts(found: "OpinionMap") -> Iterable[str]:
    rejected = int(found.is_rejected.sum())
    apart = f" ({rejected:,} of them rejected)" if rejected else ""
    yield (
        f"{_number(found.participants, 'participant')}, {_number(found.statements, 'statement')}{apart}, "
        f"{_number(found.votes, 'vote')}."
    )
    if not sum(found.explained_variance):
        yield "All who voted on a statement said the same, so there is nothing to map."
        return
    one, other = (_percent(each) for each in found.explained_variance_ratio)
    both = _percent(sum(found.explained_variance_ratio))
    yield f"The map shows {both} of what people differ in ({one} across, {other} upwards); the rest lies beside it."


def _left_out(found: "OpinionMap", votes: "Votes", statements: "Statements") -> Iterable[str]:
    again = len(votes.votes) - found.votes
    if again:
        yield f"{_number(again, 'vote')} {'was' if again == 1 else 'were'} cast anew later; the last one counts."
    if votes.silent:
        yield f"{_number(votes.silent, 'row')} without a vote."
    if votes.unread:
        yield f"Columns that were not read: {', '.join(_printable(name) for name in votes.unread[:MOST_LINES])}."
    unknown = statements.rejected - set(found.statement_ids.tolist())
    if unknown:
        yield f"{_number(len(unknown), 'rejected statement')} without a vote."


def _unknown(strangers: int) -> Iterable[str]:
    if strangers:
        yield f"{_number(strangers, 'participant')} of the groups cast no vote."


def _statements(
    console: "Console", found: "OpinionMap", texts: dict[int, str], title: str, columns: Sequence[int]
) -> None:
    if not columns:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True)
    table.add_column("no.", justify="right")
    table.add_column("statement", ratio=1)
    for name in ("agree", "90 %", "disagree", "seen by"):
        table.add_column(name, justify="right", no_wrap=True)
    intervals = found.intervals
    for column in columns:
        low, high = (round(100 * float(each[column])) for each in (intervals.agree_low, intervals.agree_high))
        shares = _percent(intervals.agree[column]), f"{low} to {high}", _percent(intervals.disagree[column])
        table.add_row(*_named(found, texts, column), *shares, f"{int(found.seen[column]):,}")
    console.print()
    console.print(table)


def _named(found: "OpinionMap", texts: dict[int, str], column: int) -> tuple[str, Text]:
    one = int(found.statement_ids[column])
    return str(one), Text(_printable(texts.get(one, "")))


def _dividing(found: "OpinionMap") -> list[int]:
    """Return the statements with many on both sides, the most even first."""
    lesser = np.minimum(found.intervals.agree, found.intervals.disagree)
    lesser[found.is_rejected | (found.seen < HEARD)] = 0
    order = np.argsort(-lesser, kind="stable")[:MOST_LINES]
    return [int(column) for column in order if lesser[column] >= CONTESTED]


def _unheard(found: "OpinionMap") -> list[int]:
    """Return the statements that fewer than ten have seen, those to be shown next first."""
    few = np.flatnonzero((found.seen < HEARD) & ~found.is_rejected)
    return [int(column) for column in few[np.argsort(-found.priorities[few], kind="stable")][:MOST_LINES]]


def _groups(console: "Console", found: "OpinionMap", texts: dict[int, str], *, is_given: bool) -> None:
    validity = found.group_validity
    console.print()
    if is_given:
        console.print(f"{_number(found.groups, 'group')}, as given; whether they are more than noise was not asked.")
    elif validity.shown:
        console.print(f"{_number(found.groups, 'group')}: {validity.reason}{_tested(found)}.", style="bold")
    else:
        console.print(f"No groups are shown: {validity.reason}{_tested(found)}.")
        return
    for group, chosen in enumerate(found.representative):
        size = int((found.labels == group).sum())
        table = Table(
            title=f"Group {group}: {_number(size, 'person', 'people')}", title_justify="left", box=None, pad_edge=False
        )
        for name in ("no.", "", "statement"):
            table.add_column(name, justify="right" if name == "no." else "left")
        for each in chosen:
            number, text = _named(found, texts, each.column)
            table.add_row(number, "agrees" if each.agrees else "disagrees", text)
        console.print()
        console.print(table)


def _tested(found: "OpinionMap") -> str:
    validity = found.group_validity
    said = []
    if validity.permutation_p is not None:
        said.append(f"p = {validity.permutation_p:.2f}")
    if validity.bootstrap_ari is not None:
        said.append(f"{_percent(validity.bootstrap_ari)} comes back")
    return f" ({', '.join(said)})" if said else ""


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _percent(share: float) -> str:
    return f"{round(100 * float(share))} %"


def _printable(text: str) -> str:
    """Return foreign words without what would move the cursor or colour the screen."""
    return "".join(each if each.isprintable() else " " for each in text)
