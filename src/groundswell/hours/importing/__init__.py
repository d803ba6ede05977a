"""Hours from files: our own table, and what every file of hours has in common."""

from groundswell.hours.actions.arriving import Arriving, Batch, Defaults
from groundswell.hours.importing.doing import bring_in, command
from groundswell.hours.importing.people import WhoIsWho

__all__ = ["Arriving", "Batch", "Defaults", "WhoIsWho", "bring_in", "command"]
