"""Tables that people bring: a CSV file read with every fault at its line, and how an import of it is told."""

from groundswell.kit.tables.reading import LARGEST_BYTES, Row, Shape, Table, Unreadable, decoded, read
from groundswell.kit.tables.report import Change, Note, Problem, Report
from groundswell.kit.tables.telling import conclusion, tell

__all__ = [
    "LARGEST_BYTES",
    "Change",
    "Note",
    "Problem",
    "Report",
    "Row",
    "Shape",
    "Table",
    "Unreadable",
    "conclusion",
    "decoded",
    "read",
    "tell",
]
