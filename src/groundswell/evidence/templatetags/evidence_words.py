"""The words of evidence in templates. Load them with ``{% load evidence_words %}``."""

from django import template
from django.utils.formats import number_format

from groundswell.evidence import sentences
from groundswell.evidence.queries.cost import Money
from groundswell.evidence.queries.interventions import Shown
from groundswell.evidence.rules.interventions import State
from groundswell.evidence.rules.numbers import Estimate, Number, Rating, Row, Unit
from groundswell.evidence.rules.periods import Every, Period

register = template.Library()
# The state in shape and word, as other pages show theirs.
_LOOKS = {
    State.TO_COME: "open",
    State.WAITING: "waiting",
    State.DUE: "waiting",
    State.HIGHER: "confirmed",
    State.LOWER: "confirmed",
}


@register.filter
def name_of(period: Period) -> str:
    """Return what a period is called."""
    return sentences.name_of(period)


@register.filter
def value_of(number: Number | Estimate) -> str:
    """Return what stands on the page for a number."""
    return sentences.estimated(number) if isinstance(number, Estimate) else sentences.shown(number)


@register.filter
def how_sure(number: Number | Estimate) -> str:
    """Return the uncertainty of an estimate in words; a count has none."""
    return sentences.how_sure(number) if isinstance(number, Estimate) else ""


@register.filter
def naive(number: Number | Estimate) -> str:
    """Return the footnote with the figure that flatters."""
    return sentences.naive(number) if isinstance(number, Estimate) else ""


@register.filter
def amount_of(row: Row, unit: Unit) -> str:
    """Return what a row adds to its number."""
    return sentences.amount(row.amount, unit)


@register.filter
def unit_words(unit: Unit) -> str:
    """Return the word for a unit."""
    return str(sentences.UNITS[unit])


@register.filter
def rated(rating: Rating) -> str:
    """Return a released rating in words."""
    return sentences.rated(rating)


@register.filter
def money(sum_of: Money) -> str:
    """Return a sum with its currency."""
    return f"{number_format(sum_of.cents / 100, 2, use_l10n=True, force_grouping=True)} {sum_of.currency}"


@register.filter
def cents(value: int | None) -> str:
    """Return hundredths as a sum."""
    return "" if value is None else number_format(value / 100, 2, use_l10n=True, force_grouping=True)


@register.filter
def state_words(state: State) -> str:
    """Return how far something registered is."""
    return str(sentences.STATES[state])


@register.filter
def state_look(state: State) -> str:
    """Return the shape of a state."""
    return _LOOKS.get(state, "closed")


@register.filter
def every_words(every: str) -> str:
    """Return what the steps are called."""
    return str(sentences.EVERY[Every(every)])


@register.filter
def step_words(shown: Shown) -> str:
    """Return what was found, with its interval and unit."""
    said, unit = shown.said, shown.measure.unit if shown.measure else ""
    return sentences.step_in_words(said["step"], said["low"], said["high"], unit)


@register.filter
def rounded(value: float) -> str:
    """Return a number with two places."""
    return number_format(round(value, 2))


@register.simple_tag
def lacking(before: int, after: int) -> str:
    """Return what a series lacks."""
    return sentences.lacking(before, after)
