"""Everything ever published, as the values of the gate that made it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from groundswell.checkins import models
from groundswell.checkins.rules.periods import Word
from groundswell.engines.disclosure import Counted, Decision, Figure, Kind, People, Reason, Release, Scale

type Rosters = Mapping[int, Mapping[str, People]]


@dataclass(frozen=True)
class Published:
    """What one check-in gave, for good.

    `questions` maps "rating", or an item ("key 1" with its version), to what the gate published of it. `tallies` maps
    each cause to a band, or to nothing where it cannot be shown; empty where there is no figure of everyone.
    `was_destroyed`: nobody opened the answers in time, so there are no figures.
    """

    sprint: int
    day: date
    opened_on: date
    closed_on: date
    k: int
    participation: int | None = None
    was_destroyed: bool = False
    questions: Mapping[str, Release] = field(default_factory=dict)
    tallies: Mapping[Word, str] = field(default_factory=dict)


def releases() -> list[Published]:
    """Return everything ever published, the oldest first. Five queries, however many there are."""
    rosters = rosters_of()
    figures = list(models.Figure.objects.all())
    decisions = _by_question(models.Decision.objects.all())
    by_question = _by_question(figures)
    tallies: defaultdict[int, dict[Word, str]] = defaultdict(dict)
    for tally in models.Tally.objects.all():
        tallies[tally.release_id][Word(tally.word)] = tally.band
    return [
        Published(
            sprint=row.period_id,
            day=row.day,
            opened_on=row.period.opened_on,
            closed_on=row.period.closed_on or row.day,
            k=row.period.k,
            participation=row.participation,
            was_destroyed=row.was_destroyed,
            questions={
                question: _release(row, by_question[row.period_id][question], decided, rosters)
                for question, decided in decisions[row.period_id].items()
            },
            tallies=tallies[row.period_id],
        )
        for row in models.Release.objects.select_related("period").order_by("period_id")
    ]


def published_of(question: str) -> list[Figure]:
    """Return every figure ever published of one question: what the gate holds a new one against."""
    rosters = rosters_of()
    return [_figure(row, rosters) for row in models.Figure.objects.filter(question=question)]


def rosters_of(periods: Iterable[int] | None = None) -> Rosters:
    """Return who had a ballot of each reporting group, by period (every one when none is named). One query."""
    rows = models.RosterEntry.objects.all()
    if periods is not None:
        rows = rows.filter(period__in=list(periods))
    found: defaultdict[int, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for period, group, person in rows.values_list("period_id", "group", "person"):
        found[period][group].add(str(person))
    return {period: {group: frozenset(people) for group, people in groups.items()} for period, groups in found.items()}


def _release(
    row: models.Release, figures: Sequence[models.Figure], decided: Sequence[models.Decision], rosters: Rosters
) -> Release:
    place = {figure.id: number for number, figure in enumerate(figures)}
    return Release(
        row.period_id,
        tuple(_figure(figure, rosters) for figure in figures),
        tuple(_decision(each, place) for each in decided),
        row.participation,
    )


def _figure(row: models.Figure, rosters: Rosters) -> Figure:
    groups = rosters[row.release_id]
    people = frozenset[str]().union(*(groups[name] for name in row.groups))
    return Figure(
        period=row.release_id,
        kind=Kind(row.kind),
        unit=row.unit,
        cells=tuple(row.cells),
        counted=(Counted(row.release_id, people),),
        scale=Scale(row.scale_low, row.scale_high),
        mean=Fraction(row.mean),
        answers=row.answers,
        low=Fraction(row.low),
        high=Fraction(row.high),
        without=tuple(row.without),
    )


def _decision(row: models.Decision, place: Mapping[int, int]) -> Decision:
    return Decision(
        row.cell,
        Kind(row.kind) if row.kind else None,
        None if row.figure_id is None else place[row.figure_id],
        Reason(row.reason) if row.reason else None,
    )


def _by_question[Row: (models.Figure, models.Decision)](rows: Iterable[Row]) -> Mapping[int, Mapping[str, list[Row]]]:
    found: defaultdict[int, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.release_id][row.question].append(row)
    return found
