"""The lists of the queue, and the filters that narrow one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Lists(StrEnum):
    """One list a page. An item may stand in several: large is another axis than whose turn it is."""

    UNANSWERED = "unanswered"  # no reply by our people, and no accepted answer
    SILENT = "silent"  # no reply by anybody
    ON_US = "on-us"
    ON_THEM = "on-them"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    AFTERWARDS = "afterwards"  # it had ended, and whoever asked wrote again
    LARGE = "large"
    ESCALATED = "escalated"
    LEFT_BEHIND = "left-behind"
    SNOOZED = "snoozed"
    HANDED_OFF = "handed-off"
    NOT_OURS = "not-ours"


# What the box chooses from, and what the digest counts.
WAITING = (Lists.UNANSWERED, Lists.ON_US, Lists.AFTERWARDS)
# After so many days what was written afterwards waits no more.
AFTERWARDS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list: each is empty where nothing was chosen."""

    source: str = ""
    label: str = ""
    work: str = ""
    words: str = ""


ANY = Filters()
# Letters and digits: what both databases take for a word.
_TERM = re.compile(r"[^\W_]+")
_MOST_TERMS = 8


def terms_of(words: str) -> tuple[str, ...]:
    """Return the words that are looked for, in small letters, each once; signs between them say nothing."""
    return tuple(dict.fromkeys(_TERM.findall(words.lower())))[:_MOST_TERMS]


def age_in_days(opened_on: date, today: date) -> int:
    """Return for how many days something has waited; a clock that is ahead makes no negative age."""
    return max((today - opened_on).days, 0)


def left_this_week(planned: int, used: int, sprint: tuple[date, date], today: date) -> int:
    """Return the minutes of a sprint's plan that are this week's: what is left of it, by the working days that are.

    `sprint` is its first and last day; a week ends on Sunday. Where the rest of the sprint has no working day, all
    that is left is this week's.
    """
    first, last = sprint
    today = max(today, first)
    end = min(today + timedelta(days=6 - today.weekday()), last)
    left = max(planned - used, 0)
    whole, part = _working_days(today, last), _working_days(today, end)
    return left * part // whole if whole else left


def _working_days(first: date, last: date) -> int:
    days = ((first + timedelta(days=each)).weekday() for each in range((last - first).days + 1))
    return sum(day < 5 for day in days)  # noqa: PLR2004 - Saturday is the sixth day
