"""People from a CSV file: read it, try it, do it."""

from groundswell.people.importing.command import command
from groundswell.people.importing.doing import bring_in
from groundswell.people.importing.reading import Unreadable, read
from groundswell.people.importing.report import Change, Note, Problem, Report

__all__ = ["Change", "Note", "Problem", "Report", "Unreadable", "bring_in", "command", "read"]
