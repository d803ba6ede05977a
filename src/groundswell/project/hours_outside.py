"""Hours that a tracker knows, kept by `hours`: what cannot be kept is said, and the others are."""

from groundswell.hours.actions.arriving import Batch
from groundswell.hours.importing import bring_in
from groundswell.hours.models import Entry


class HoursOfTrackers:
    """Takes hours for `connectors.sources`, each worklog once."""

    def take(self, *, kind: str, hours: Batch) -> str:
        """Keep them; return the first sentence about what could not be kept, or ""."""
        report = bring_in(hours, Entry.Source(kind), by=None, keep_good=True)
        return report.problems[0].sentence if report.problems else ""
