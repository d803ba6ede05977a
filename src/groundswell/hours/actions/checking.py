"""What several actions ask of what they are given."""

from datetime import date

from django.utils.translation import gettext as _

from groundswell.hours import policy
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.amounts import HOUR
from groundswell.hours.rules.sharing import month_of
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.rules import is_name

# A month of 31 days has no more hours.
MOST_MINUTES = 744 * HOUR
LONGEST_REASON = 500
_FIRST_YEAR, _YEARS_AHEAD = 2000, 10


def require_planner(by: Person | None) -> None:
    """Refuse whoever is no planner; None is the command line."""
    if by is not None and not policy.may_plan(by):
        raise Refused(_("Only a planner can do this."))


def amount(minutes: int, *, field: str = "minutes", least: int = 1) -> int:
    """Return an amount that a month can have."""
    if not least <= minutes <= MOST_MINUTES:
        raise Refused(_("Type hours from %(least)s to 744: no month has more.") % {"least": least and "0:01"}, field)
    return minutes


def month(day: date, *, field: str = "month") -> date:
    """Return the month of a day that can be meant."""
    if not _FIRST_YEAR <= day.year <= clock.today().year + _YEARS_AHEAD:
        raise Refused(_("This month is too far away. Choose one within ten years."), field)
    return month_of(day)


def day(found: date | None, *, field: str) -> date | None:
    """Return a day that can be meant; none stays none."""
    if found is not None and not _FIRST_YEAR <= found.year <= clock.today().year + _YEARS_AHEAD:
        raise Refused(_("This day is too far away. Choose one within ten years."), field)
    return found


def name(text: str, *, field: str = "name") -> str:
    """Return a name as it is stored."""
    found = " ".join(text.split())
    if not is_name(found):
        raise Refused(_("A name has 1 to 200 characters, and no control characters."), field)
    return found


def reason(text: str, *, field: str = "reason", empty: str = "") -> str:
    """Return a reason; `empty` is what to say where there is none (nothing: it may be missing)."""
    found = " ".join(text.split())
    if not found and empty:
        raise Refused(empty, field)
    if len(found) > LONGEST_REASON:
        raise Refused(_("This is too long: 500 characters fit."), field)
    return found
