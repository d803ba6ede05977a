"""``groundswell import jira FILE``: the hours of an export."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.connectors.jira.reading import Issue, read_issues
from groundswell.hours.actions.arriving import Arriving, Batch, Keys
from groundswell.kit.tables import Note, Problem

_MINUTE = 60


def read(file: Path, said: Mapping[str, str] | None = None) -> Batch:
    """Return the hours of an export: its worklogs, and of an issue without any what was spent on it in all.

    Such a sum stands on the day of the last change, and goes when the worklogs of its issue come in. `said`: what
    columns are called in the file, by their English name.
    """
    batch, keys, summed = Batch(), Keys(), 0
    for issue in read_issues(file, batch.problems, said):
        batch.lines += 1
        if issue.worklogs:
            batch.rows += _worklogs(issue, keys)
            batch.superseded.add(sum_key(issue.key))
        elif issue.spent:
            summed += _sum(issue, batch)
    batch.lines += len(batch.problems)
    if summed:
        words = _(
            "%(n)d issues have no worklogs: what was spent on each stands on its assignee, and on the day of its last "
            "change."
        )
        batch.notes.append(Note(1, words % {"n": summed}))
    return batch


def _worklogs(issue: Issue, keys: Keys) -> list[Arriving]:
    return [
        Arriving(
            line=issue.line,
            column="Log Work",
            key=keys.of(issue.key, each.moment, each.author, each.seconds),
            who=each.author,
            day=each.day,
            minutes=minutes_of(each.seconds),
            reference=issue.key,
            words=" ".join(each.words.split()) or issue.summary,
        )
        for each in issue.worklogs
        if each.seconds
    ]


def _sum(issue: Issue, batch: Batch) -> int:
    if issue.updated is None:
        words = _("There is no day on which this time was spent: Resolved, Updated and Created hold none.")
        batch.problems.append(Problem(issue.line, "Updated", words))
        return 0
    batch.rows.append(
        Arriving(
            line=issue.line,
            column="Assignee",
            key=sum_key(issue.key),
            who=issue.assignee,
            day=issue.updated,
            minutes=minutes_of(issue.spent or 0),
            reference=issue.key,
            words=issue.summary,
            is_sum=True,
        )
    )
    return 1


def sum_key(issue: str) -> str:
    """Return by what all that was spent on an issue is known."""
    return f"sum {issue}"[:80]


def minutes_of(seconds: int) -> int:
    """Return whole minutes, half a minute rounded up, and never none of something."""
    return max((seconds + _MINUTE // 2) // _MINUTE, 1)
