"""Released ratings, and a number step by step around a date: each with a table that says the same."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from groundswell.evidence import sentences
from groundswell.evidence.queries.interventions import Shown
from groundswell.evidence.queries.page import Page
from groundswell.evidence.rules.numbers import Rating
from groundswell.kit.charts import Chart, Gap, Mark, Point, Series, Step, over_time

_LOW, _HIGH = 1, 10


def ratings(page: Page) -> Chart | None:
    """Return the released ratings of a period; None where there are fewer than two check-ins."""
    found = [rating for section in page.sections for rating in section.ratings]
    if len(found) < 2 or all(rating.mean is None for rating in found):  # noqa: PLR2004 - one point is no course
        return None
    return over_time(
        Series(
            key="ratings",
            title=_("Ratings of the sprints"),
            description=_("Each point is a released mean in its band of uncertainty. The table says the same."),
            low=_LOW,
            high=_HIGH,
            steps=tuple(_rating_step(each) for each in found),
            columns=(_("Sprint"), _("Rating")),
            marks={Mark.DOT: _("released")},
            gap=_("no figure could be released"),
            band=_("how sure it is"),
        )
    )


def over_steps(shown: Shown) -> Chart | None:
    """Return the values that were looked at, before and after; None while nobody has looked."""
    if shown.finding is None or shown.measure is None:
        return None
    told = [(*each, False) for each in shown.finding.before] + [(*each, True) for each in shown.finding.after]
    first = next((place for place, each in enumerate(told) if each[2] is not None), len(told))
    values = [float(each[2]) for each in told if each[2] is not None]
    if not values:
        return None
    low, high = min(*values, 0.0), max(*values, 1.0)
    return over_time(
        Series(
            key="steps",
            title=shown.measure.words,
            description=_("One point a step: round before the day, square from it on. The table says the same."),
            low=low,
            high=high,
            steps=tuple(_value_step(*each) for each in told[first:]),
            columns=(_("Step"), _("Value"), _("Before or after")),
            marks={Mark.DOT: _("before"), Mark.SQUARE: _("from that day on")},
            gap=_("no value"),
        )
    )


def _rating_step(rating: Rating) -> Step:
    words = sentences.rated(rating)
    at = (
        Gap()
        if rating.mean is None
        else Point(rating.mean, rating.low or _LOW, rating.high or _HIGH, _said(rating.mean))
    )
    return Step(str(rating.sprint), words, at, (words,))


def _value_step(first: str, last: str, value: float | None, _other: float | None, is_after: bool) -> Step:  # noqa: FBT001 - a column of the row
    del last
    day = date_format(date.fromisoformat(first), "j M Y")
    side = _("from that day on") if is_after else _("before")
    if value is None:
        return Step(day, _("%(day)s: no value") % {"day": day}, Gap(), ("–", side))
    mark = Mark.SQUARE if is_after else Mark.DOT
    at = Point(value, value, value, _said(value), about=side, mark=mark)
    return Step(day, f"{day}: {_said(value)}", at, (_said(value), side))


def _said(value: float) -> str:
    return number_format(round(value, 1))
