"""What evidence says, in words. Nothing here says that one thing brought another about."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.evidence.rules.interventions import LEAST_AFTER, LEAST_BEFORE, MOST_AFTER, Fault, State
from groundswell.evidence.rules.numbers import Estimate, Number, Rating, Unit
from groundswell.evidence.rules.periods import Every, Kind, Period
from groundswell.hours.rules.amounts import in_hours

NOT_YET = lazy("This data cannot show an effect yet.")
NOT_KNOWN_YET = lazy("Not known yet: nothing here counts it.")
HOURS_ARE_KEPT = lazy("Sums of hours are seen by planners, and by whoever they are all about.")
NO_CLAIM = lazy("Hours, money and results stand side by side here. None of them is said to have brought about another.")

UNITS = {
    Unit.CONCERNS: lazy("concerns"),
    Unit.MINUTES: lazy("hours"),
    Unit.CHECK_INS: lazy("check-ins"),
    Unit.EPICS: lazy("epics"),
    Unit.DAYS: lazy("days"),
    Unit.HOURS: lazy("hours"),
    Unit.QUESTIONS: lazy("questions"),
    Unit.HAND_OFFS: lazy("hand-offs"),
}
EVERY = {Every.SPRINT: lazy("sprint"), Every.MONTH: lazy("month")}
STATES = {
    State.TO_COME: lazy("has not begun"),
    State.WAITING: lazy("not looked at yet"),
    State.DUE: lazy("is being looked at"),
    State.TOO_SHORT: NOT_YET,
    State.NO_SPREAD: lazy("cannot be told from chance: the values never varied"),
    State.NO_DIFFERENCE: lazy("no difference can be told from chance"),
    State.HIGHER: lazy("higher than before"),
    State.LOWER: lazy("lower than before"),
}
FAULTS = {
    Fault.NO_NAME: lazy("Say in a few words what is done."),
    Fault.NO_MEASURE: lazy("Choose the one number that will be looked at."),
    Fault.NOT_BY_MONTH: lazy("This number is there for sprints alone: choose sprints."),
    Fault.SAME: lazy("Compare with another number than the one you look at, or with none."),
    Fault.UNLIKE: lazy("These two have different units or steps, so one cannot be taken from the other."),
    Fault.NO_DATE: lazy("Say from which day on it is done."),
    Fault.KNOWN: lazy(
        "Since this day a whole step has passed, so part of the result is known. What is registered now would be "
        "chosen for what it shows. Register what comes next."
    ),
    Fault.TOO_FAR: lazy("This is more than a year away. Register it when it comes closer."),
    Fault.LOOKS: lazy("Look after 4 steps at least, and 26 at most."),
}
FIELDS = {
    Fault.NO_NAME: "name",
    Fault.NO_MEASURE: "measure",
    Fault.NOT_BY_MONTH: "every",
    Fault.SAME: "compares_with",
    Fault.UNLIKE: "compares_with",
    Fault.NO_DATE: "on",
    Fault.KNOWN: "on",
    Fault.TOO_FAR: "on",
    Fault.LOOKS: "looks_after",
}
assert (LEAST_AFTER, MOST_AFTER) == (4, 26)  # noqa: S101 - the sentence above says so


def name_of(period: Period) -> str:
    """Return what a period is called: "November 2026", "4th quarter of 2026", "Sprint 12", a pilot by its name."""
    if period.kind is Kind.MONTH:
        return date_format(period.span.first, "F Y")
    if period.kind is Kind.QUARTER:
        told = {"number": (period.span.first.month + 2) // 3, "year": period.span.first.year}
        return _("Quarter %(number)d of %(year)d") % told
    if period.kind is Kind.SPRINT:
        return _("Sprint %(number)d") % {"number": period.number}
    return _("On trial: %(name)s") % {"name": period.name}


def amount(value: int, unit: Unit) -> str:
    """Return a number with its unit; minutes as hours."""
    if unit is Unit.MINUTES:
        return in_hours(value)
    return number_format(value)


def shown(number: Number) -> str:
    """Return what stands on the page for a number."""
    return amount(number.value, number.unit)


def estimated(estimate: Estimate) -> str:
    """Return a median in words, and why there is none."""
    if not estimate.waits:
        return _("none to count")
    if estimate.median is None:
        return _("not known yet: half have not been reached")
    return f"{_number(estimate.median)} {UNITS[estimate.unit]}"


def how_sure(estimate: Estimate) -> str:
    """Return the interval of a median in words, and how many it rests on."""
    if not estimate.waits:
        return ""
    low, high = estimate.interval
    if low is None:
        between = _("its interval is not reached either")
    elif high is None:
        between = _("with 95 %% more than %(low)s; an upper end cannot be said") % {"low": _number(low)}
    else:
        between = _("with 95 %% between %(low)s and %(high)s") % {"low": _number(low), "high": _number(high)}
    counted = ngettext("of %(n)d", "of %(n)d", len(estimate.waits)) % {"n": len(estimate.waits)}
    waiting = _("%(n)d still waiting, and counted as such") % {"n": estimate.still_waiting}
    return f"{between}; {counted}, {waiting}"


def naive(estimate: Estimate) -> str:
    """Return the footnote with the figure that flatters."""
    if estimate.naive is None or not estimate.still_waiting:
        return ""
    told = {"naive": _number(estimate.naive), "unit": UNITS[estimate.unit]}
    return _("Without those that still wait it would read %(naive)s %(unit)s, which is too short.") % told


def rated(rating: Rating) -> str:
    """Return a released rating with its band, or that there is none."""
    if rating.mean is None:
        return _("no figure could be released")
    told = {"low": _number(rating.low), "high": _number(rating.high), "mean": _number(rating.mean)}
    return _("between %(low)s and %(high)s, most likely %(mean)s") % told


def step_in_words(step: float, low: float, high: float, unit: str) -> str:
    """Return a step with its interval and unit."""
    told = {"step": _signed(step), "low": _signed(low), "high": _signed(high), "unit": unit}
    return _("%(step)s, with 95 %% between %(low)s and %(high)s (%(unit)s a step)") % told


def lacking(before: int, after: int) -> str:
    """Return what a series lacks so that it could show anything."""
    told = {"before": before, "after": after, "least_before": LEAST_BEFORE, "least_after": LEAST_AFTER}
    return (
        _(
            "It has %(before)d steps with a value before and %(after)d after; it takes %(least_before)d and "
            "%(least_after)d."
        )
        % told
    )


def _number(value: float | None) -> str:
    """Return a number with one place, or none where that is a nought."""
    if value is None:
        return "–"
    rounded = round(value, 1)
    return number_format(int(rounded) if rounded == int(rounded) else rounded)


def _signed(value: float) -> str:
    rounded = round(value, 2)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{number_format(abs(rounded))}"
