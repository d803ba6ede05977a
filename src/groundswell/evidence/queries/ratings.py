"""Sprint ratings: what was released, and nothing else."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.checkins.queries import figures
from groundswell.checkins.rules.figures import Told
from groundswell.checkins.rules.periods import ORGANISATION, RATING
from groundswell.evidence.rules.numbers import Number, Rating, Row, Section, Unit
from groundswell.evidence.rules.periods import Span, sprints_ended_in
from groundswell.people import queries as people

TENTHS = 10


def released() -> dict[int, Told]:
    """Return what each check-in says of the whole organisation's rating, by sprint. Four queries."""
    made = figures.check_ins(None)
    told = figures.told(made, [RATING], [ORGANISATION])[RATING, ORGANISATION] if made else []
    return {each.check_in.sprint: each for each in told}


def section(span: Span, told: dict[int, Told]) -> Section:
    """Return the ratings of the sprints that ended in these days."""
    heading = _("Ratings of the sprints that ended in these days")
    within = [told[sprint.number] for sprint in sprints_ended_in(span, people.calendar()) if sprint.number in told]
    if not within:
        return Section("ratings", heading, missing=_("No check-in of a sprint that ended in these days was released."))
    ratings = [rating_of(each) for each in within]
    number = Number(
        "rated",
        _("check-ins with a figure"),
        Unit.CHECK_INS,
        _("check-ins, released once after their close and never changed"),
        [_row(each) for each in ratings if each.mean is not None],
    )
    note = _("On a scale from 1 to 10. Nothing of answers that were not released is in it.")
    return Section("ratings", heading, [number], ratings, note=note)


def values(spans: Sequence[Span]) -> list[float | None]:
    """Return the released mean of the sprint that each step is; nothing where none was released."""
    told, calendar = released(), people.calendar()
    found = [told.get(calendar.sprint_of(each.first).number) for each in spans]
    return [float(each.shown.mean) if each is not None and each.shown is not None else None for each in found]


def rating_of(told: Told) -> Rating:
    """Return what may be said of a check-in."""
    url, shown = reverse("checkins:figures"), told.shown
    if shown is None:
        return Rating(told.check_in.sprint, url)
    mean, low, high = (float(each) for each in (shown.mean, shown.low, shown.high))
    return Rating(told.check_in.sprint, url, mean, low, high, shown.answers)


def unheard(span: Span, told: dict[int, Told]) -> list[tuple[int, int | None]]:
    """Return of each sprint that ended in these days what share of the ballots was answered, to the nearest tenth."""
    sprints = sprints_ended_in(span, people.calendar())
    return [(each.number, told[each.number].check_in.participation) for each in sprints if each.number in told]


def _row(rating: Rating) -> Row:
    return Row(_("Sprint %(number)d") % {"number": rating.sprint}, url=rating.url)
