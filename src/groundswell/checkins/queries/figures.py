"""What was published, as pages and exports show it: no rosters, no people, and a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.checkins import models
from groundswell.checkins.rules import figures as rules
from groundswell.checkins.rules.figures import CheckIn, Shown, Told, Why
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import ORGANISATION, RATING, Word
from groundswell.engines.disclosure import Kind, Reason, Scale
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Cell

# Half a year and more of sprints: what a picture can hold. The export has all.
SHOWN = 26


def check_ins(last: int | None = SHOWN) -> list[CheckIn]:
    """Return the check-ins that were published or destroyed, the oldest first; the newest few, or all. One query."""
    return [_check_in(row) for row in _releases()[:last]][::-1]


@prepared
def _releases(given: Given) -> QuerySet[models.Release]:
    del given
    return models.Release.objects.select_related("period").defer("period__tree").order_by("-period_id")


def told(
    made: Sequence[CheckIn], questions: Collection[str], units: Collection[str]
) -> dict[tuple[str, str], list[Told]]:
    """Return, by question and unit, what each check-in that asked the question says of the unit. Four queries."""
    sprints = [each.sprint for each in made]
    decided, of_units = _decided(sprints, questions, units), _of_units(sprints, questions, units)
    overall, least = _overall(sprints, questions), _shown_from()
    found: dict[tuple[str, str], list[Told]] = {}
    for question, unit in product(questions, units):
        keys = [(each, (each.sprint, question)) for each in rules.asked(question, made, always=RATING)]
        found[question, unit] = [
            _told(each.shown_from(least[question]), unit, decided.get((*key, unit)), of_units[*key, unit], overall[key])
            for each, key in keys
        ]
    return found


def items_of(made: Iterable[CheckIn]) -> dict[str, Item | None]:
    """Return the rotating questions of these check-ins, by name and in its order; one query."""
    asked = sorted({each.item for each in made if each.item})
    rows = models.Instrument.objects.filter(key__in={each.rpartition(" ")[0] for each in asked})
    known = {str(row.item): row.item for row in rows}
    return {each: known.get(each) for each in asked}


def outside(made: Sequence[CheckIn]) -> list[Told]:
    """Return what each check-in says of the organisation to those outside. One query."""
    rows = models.OutsideRelease.objects.filter(release__in=[each.sprint for each in made]).select_related("figure")
    shown = {row.release_id: _shown(row.figure) for row in rows if row.figure}
    return [Told(each, shown.get(each.sprint), None if each.sprint in shown else Why.NOT_OUTSIDE) for each in made]


def causes(made: Iterable[CheckIn]) -> dict[int, dict[Word, str]]:
    """Return, by sprint, the band in which each cause was said; nothing where it cannot be shown. Two queries.

    Always every cause: whether there was anything to count would tell whether anybody was below 5. A check-in that has
    no figure of everyone is not among them: causes are counted among the people of that figure alone.
    """
    sprints = [each.sprint for each in made]
    rows = models.Tally.objects.filter(release__in=sprints).values_list("release", "word", "band")
    bands = {(sprint, word): band for sprint, word, band in rows}
    of_everyone = models.Figure.objects.filter(release__in=sprints, question=RATING, unit=ORGANISATION)
    counted = set(of_everyone.order_by().values_list("release", flat=True))
    return {each: {word: bands.get((each, word), "") for word in Word} for each in sprints if each in counted}


def everything() -> list[tuple[CheckIn, str, list[Shown], list[tuple[str, Reason]]]]:
    """Return, for each check-in and question, its figures and the cells that are in none, with the reason."""
    made, least = check_ins(None), _shown_from()
    figures: defaultdict[tuple[int, str], list[Shown]] = defaultdict(list)
    for row in models.Figure.objects.order_by("release", "question", "unit", "kind", "id"):
        figures[row.release_id, row.question].append(_shown(row))
    reasons: defaultdict[tuple[int, str], list[tuple[str, Reason]]] = defaultdict(list)
    rows = models.Decision.objects.filter(figure=None).order_by("release", "question", "cell")
    for sprint, question, cell, reason in rows.values_list("release", "question", "cell", "reason"):
        reasons[sprint, question].append((cell, Reason(reason)))
    return [
        (each.shown_from(least[question]), question, figures[each.sprint, question], reasons[each.sprint, question])
        for each in made
        for question in (RATING, *filter(None, [each.item]))
    ]


def names_of_cells() -> dict[str, str]:
    """Return every cell's name by the word that figures use for it. One query."""
    return {str(cell): name for cell, name in Cell.objects.values_list("id", "name")}


def cell(cell_id: UUID) -> Cell | None:
    """Return a cell, also one that has ended: what was published of it stays."""
    return Cell.objects.filter(id=cell_id).first()


def _shown_from() -> Mapping[str, int]:
    """Return from how many answers on a question is shown, where that is more than k; nothing for the others."""
    rows = models.Instrument.objects.filter(shown_from__gt=0).values_list("key", "version", "shown_from")
    return defaultdict(int, {f"{key} {version}": least for key, version, least in rows})


def _decided(
    sprints: Collection[int], questions: Collection[str], units: Collection[str]
) -> Mapping[tuple[int, str, str], models.Decision]:
    rows = models.Decision.objects.filter(release__in=sprints, question__in=questions, cell__in=units)
    return {
        (row.release_id, row.question, row.cell): row for row in rows.select_related("figure").defer("figure__groups")
    }


def _of_units(
    sprints: Collection[int], questions: Collection[str], units: Collection[str]
) -> Mapping[tuple[int, str, str], list[Shown]]:
    found: defaultdict[tuple[int, str, str], list[Shown]] = defaultdict(list)
    rows = models.Figure.objects.filter(release__in=sprints, question__in=questions, unit__in=units).defer("groups")
    total = rows.filter(
        kind=Kind.TOTAL, release=OuterRef("release"), question=OuterRef("question"), unit=OuterRef("unit")
    )
    # A cell's own figure comes with its decision; where there is a total, the unions that it adds up are many.
    for row in rows.exclude(kind=Kind.OWN).filter(Q(kind=Kind.TOTAL) | ~Exists(total)):
        found[row.release_id, row.question, row.unit].append(_shown(row))
    return found


def _overall(sprints: Collection[int], questions: Collection[str]) -> Mapping[tuple[int, str], rules.Outcomes]:
    rows = models.Decision.objects.filter(release__in=sprints, question__in=questions).order_by()
    found: defaultdict[tuple[int, str], rules.Outcomes] = defaultdict(set)
    for sprint, question, kind, reason in rows.values_list("release", "question", "kind", "reason").distinct():
        found[sprint, question].add((Kind(kind) if kind else None, Reason(reason) if reason else None))
    return found


def _told(
    check_in: CheckIn,
    unit: str,
    decision: models.Decision | None,
    figures: list[Shown],
    overall: rules.Outcomes,
) -> Told:
    if check_in.was_destroyed:
        return Told(check_in, None, Why.DESTROYED)
    if decision is not None:
        reason = Reason(decision.reason) if decision.reason else None
        return Told(check_in, _shown(decision.figure) if decision.figure else None, reason)
    found = rules.widest(figures)
    if found is not None:
        return Told(check_in, found)
    return Told(check_in, None, rules.none_at_all(overall) if unit == ORGANISATION else Why.NO_FIGURE)


def _check_in(row: models.Release) -> CheckIn:
    period = row.period
    item = f"{period.item} {period.item_version}" if period.item else ""
    return CheckIn(row.period_id, row.day, period.k, item, row.participation, row.was_destroyed)


def _shown(row: models.Figure) -> Shown:
    return Shown(
        kind=Kind(row.kind),
        unit=row.unit,
        cells=tuple(row.cells),
        without=tuple(row.without),
        scale=Scale(row.scale_low, row.scale_high),
        mean=Fraction(row.mean),
        low=Fraction(row.low),
        high=Fraction(row.high),
        answers=row.answers,
    )
