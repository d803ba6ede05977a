"""People from a CSV file: read it, try it, do it."""

from groundswell.kit.tables import Change, Note, Problem, Report, Unreadable
from groundswell.people.importing.command import command
from groundswell.people.importing.doing import bring_in
from groundswell.people.importing.reading import read

__all__ = ["Change", "Note", "Problem", "Report", "Unreadable", "bring_in", "command", "read"]
