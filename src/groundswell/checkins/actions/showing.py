"""What of a release may be read outside. Nothing is computed anew: it is a figure that members read, or none."""

from django.db import transaction

from groundswell.checkins import models, queries
from groundswell.checkins.rules.periods import ORGANISATION, RATING
from groundswell.engines.disclosure import Rules, fit_for_public
from groundswell.kit import audit


def show_outside() -> None:
    """Decide, of each release that nobody decided about yet, whether its figure of everyone may be read outside.

    It may where the organisation showed figures outside on the day on which the check-in opened, as its ballot page
    says, and still does. Everything else stays inside for good: whoever answered then was promised that.
    """
    is_on = queries.plan().is_public
    undecided = models.Release.objects.filter(outside=None).select_related("period").order_by("period_id")
    for release in undecided:
        figure = _fit(release) if is_on and release.period.is_public else None
        _keep(release, figure)


def _fit(release: models.Release) -> models.Figure | None:
    """Return the figure of everyone if it passes once more, with ten people instead of k, beside all shown before."""
    rows = models.Figure.objects.filter(question=RATING).order_by("release", "id")
    figures = dict(zip(rows, queries.published_of(RATING), strict=True))
    shown = set(models.OutsideRelease.objects.exclude(figure=None).values_list("figure", flat=True))
    fresh = {made: row for row, made in figures.items() if row.release_id == release.pk and row.unit == ORGANISATION}
    rules = Rules(k=least_outside(release.period))
    fit = fit_for_public(fresh, public=[made for row, made in figures.items() if row.pk in shown], rules=rules)
    return fresh[fit[0]] if fit else None


def least_outside(period: models.Period) -> int:
    """Return the fewest people that what is read outside of a check-in may be about."""
    return max(Rules.public().k, period.k)


@transaction.atomic
def _keep(release: models.Release, figure: models.Figure | None) -> None:
    _row, is_new = models.OutsideRelease.objects.get_or_create(release=release, defaults={"figure": figure})
    if is_new and figure is not None:
        audit.record(actor=None, verb="show_outside", context="checkins", object_id=release.pk)
