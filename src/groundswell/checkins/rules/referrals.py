"""What may be written about somebody else, and for how long it waits for that person."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_LINE = 500
DAYS_TO_ANSWER = 30
# As many lines as can wait for one person: a shared machine looks through so many marks.
MOST_WAITING = 50
# So many lines of one person about another reach them within those days, whatever they answer.
MOST_OF_ONE = 5


class LineFault(StrEnum):
    """Why a line about somebody cannot be taken."""

    EMPTY = "empty"
    LONG = "long"


def line_of(text: str) -> str | LineFault:
    """Return what was written on one line, or why it cannot be taken."""
    line = " ".join(text.replace("\0", "").split())
    if not line:
        return LineFault.EMPTY
    return LineFault.LONG if len(line) > LONGEST_LINE else line


def ends_on(day: date) -> date:
    """Return from which day on a line is gone that nobody answered."""
    return day + timedelta(days=DAYS_TO_ANSWER)
