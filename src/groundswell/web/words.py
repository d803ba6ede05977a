"""Days and numbers as people say them."""

from datetime import date

from django.utils import formats
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_WEEK = 7
_WEEKS_SHOWN = 8


def day_in_words(day: date, today: date) -> str:
    """Return "today", "Tuesday (in 2 days)", "3 November (2 weeks ago)" or "3 November 2025"."""
    distance = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(distance)
    if near:
        return near
    if abs(distance) < _WEEK:
        return f"{formats.date_format(day, 'l')} ({_distance_in_days(distance)})"
    written = formats.date_format(day, "j F" if day.year == today.year else "j F Y")
    weeks = abs(distance) // _WEEK
    return written if weeks > _WEEKS_SHOWN else f"{written} ({_distance_in_weeks(distance, weeks)})"


def _distance_in_days(distance: int) -> str:
    days = abs(distance)
    if distance > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def _distance_in_weeks(distance: int, weeks: int) -> str:
    if distance > 0:
        return ngettext("in %(weeks)d week", "in %(weeks)d weeks", weeks) % {"weeks": weeks}
    return ngettext("%(weeks)d week ago", "%(weeks)d weeks ago", weeks) % {"weeks": weeks}


def joined(names: list[str]) -> str:
    """Return "Alice", "Alice and Otto" or "Alice, Otto and Bob"."""
    if len(names) < 2:  # noqa: PLR2004 - one name or none needs no joining word
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


# What is counted in sentences that name several counts: one of it, and any other number of it.
_COUNTED = {
    "minutes": ("%(n)s minute", "%(n)s minutes"),
    "hours": ("%(n)s hour", "%(n)s hours"),
    "days": ("%(n)s day", "%(n)s days"),
    "weeks": ("%(n)s week", "%(n)s weeks"),
    "sprints": ("%(n)s sprint", "%(n)s sprints"),
    "people": ("%(n)s person", "%(n)s people"),
    "person-hours": ("%(n)s person-hour", "%(n)s person-hours"),
    "words": ("%(n)s word", "%(n)s words"),
    "votes": ("%(n)s vote", "%(n)s votes"),
    "steps": ("%(n)s step", "%(n)s steps"),
    "messages": ("%(n)s message", "%(n)s messages"),
    "questions": ("%(n)s question", "%(n)s questions"),
}


def counted(number: float, what: str) -> str:
    """Return a number with what it counts: "1 hour", "2.5 hours". At most one digit stands behind the point."""
    shown = round(float(number), 1)
    one, many = _COUNTED[what]
    told = number_format(shown, 0 if shown.is_integer() else 1)
    # What is no whole number is no one.
    return ngettext(one, many, int(shown) if shown.is_integer() else 2) % {"n": told}
