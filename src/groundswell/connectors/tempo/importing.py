"""``groundswell import tempo FILE``: the worklogs of an export."""

from collections.abc import Mapping
from pathlib import Path

from groundswell.connectors.tempo.reading import read_worklogs
from groundswell.hours.actions.arriving import Arriving, Batch, Keys


def read(file: Path, said: Mapping[str, str] | None = None) -> Batch:
    """Return the hours of an export. `said`: what columns are called in the file, by their English name."""
    batch, keys = Batch(), Keys()
    for each in read_worklogs(file, batch.problems, said):
        batch.rows.append(
            Arriving(
                line=each.line,
                column="Username",
                key=keys.of(each.issue, each.day, each.who, each.minutes, each.words),
                who=each.who,
                day=each.day,
                minutes=each.minutes,
                reference=each.issue,
                words=each.words or each.summary,
            )
        )
    batch.lines = len(batch.rows) + len(batch.problems)
    return batch
