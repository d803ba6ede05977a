"""What is published stays as it is: the database itself refuses to change it."""

from fractions import Fraction

import pytest
from django.db import DatabaseError, models, transaction

from groundswell.checkins import queries
from groundswell.checkins.models import Decision, Figure, Period, Release, ReportingGroup, RosterEntry, Tally
from groundswell.checkins.rules.periods import RATING
from groundswell.checkins.tests.published import Past, cells
from groundswell.checkins.tests.stage import Desks, answers, closed, people_of, released
from groundswell.engines.disclosure import figures as gate
from groundswell.engines.disclosure import release
from groundswell.engines.disclosure.rounding import to_half
from tests.cast import Cast

FROZEN: list[type[models.Model]] = [Release, Figure, Decision, Tally, ReportingGroup, RosterEntry]


@pytest.fixture
def published(organisation: Cast, desks: Desks, request: pytest.FixtureRequest) -> Period:
    """Return a check-in that was published."""
    people = people_of(organisation.cell_one, 9, "one")
    period: Period = request.getfixturevalue("period")
    for person in [*people, organisation.mo, organisation.ada, organisation.dana]:
        answers(period, person, 6)
    return released(closed(period), desks.alice)


@pytest.mark.slow
@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model.__name__)
def test_nothing_published_can_be_changed_or_removed(model: type[models.Model], published: Period) -> None:
    rows = model._default_manager.all()
    before = list(rows.values())
    assert before
    field = next(each for each in model._meta.local_concrete_fields if not each.primary_key)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows.update(**{field.name: models.F(field.name)})
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows._raw_delete("default")  # past Django's own checks
    assert list(rows.values()) == before


@pytest.mark.slow
def test_a_check_in_that_runs_changes_nothing_of_what_was_published(published: Period, desks: Desks) -> None:
    from groundswell.checkins.tests.stage import milestone, opened  # noqa: PLC0415 - run for once

    before = queries.releases()
    second = opened(milestone(1))
    assert queries.releases() == before
    closed(second)
    assert queries.releases() == before
    released(second, desks.otto)
    assert queries.releases()[0] == before[0]


@pytest.mark.django_db
def test_what_a_figure_stays_at_is_read_from_what_was_published_and_from_nothing_else() -> None:
    """Five check-ins from the database alone: the next gate makes of them what it makes of its own values."""
    past = Past(cells(("Ash", "Birch", "Cedar")))
    for _ in range(5):
        past.publish(past.roster(Ash=8, Birch=8, Cedar=12))
    published = queries.published_of(RATING)
    period = past.closed(past.roster(Ash=8, Birch=8, Cedar=12))
    from_rows = release(period, parents=past.tree, published=published, rules=past.rules)
    assert from_rows == release(period, parents=past.tree, published=past.published[RATING], rules=past.rules)
    shown = {figure.unit: figure.mean for figure in published if figure.period == past.sprint - 1}
    assert all(each.mean in {shown[each.unit], to_half(mean_of(period, each))} for each in from_rows.figures)
    stays = [each for each in from_rows.figures if each.mean != to_half(mean_of(period, each))]
    assert all(abs(each.mean - mean_of(period, each)) <= Fraction(1, 2) for each in stays)


def mean_of(period: gate.Period, figure: gate.Figure) -> Fraction:
    given = [
        Fraction(answer.rating)
        for group in period.groups
        if group.people <= figure.counted[0].people
        for answer in period.answers[group.name]
    ]
    return sum(given, Fraction()) / len(given)
