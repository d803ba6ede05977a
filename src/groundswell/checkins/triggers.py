"""The database itself refuses to change or remove what was published, and the rosters that it rests on."""

from groundswell.kit.frozen import Frozen

FROZEN = Frozen(
    "checkins",
    ("release", "figure", "decision", "tally", "outsiderelease", "reportinggroup", "rosterentry"),
    once="is published",
)
