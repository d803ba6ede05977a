"""Answers of an existing check-up from a CSV file: read it, try it, keep it sealed."""

from groundswell.checkins.importing.command import command
from groundswell.checkins.importing.doing import Wanted, bring_in, wanted_of
from groundswell.checkins.importing.reading import read

__all__ = ["Wanted", "bring_in", "command", "read", "wanted_of"]
