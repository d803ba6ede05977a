"""What is published stays as it is: the database itself refuses to change it."""

import pytest
from django.db import DatabaseError, models, transaction

from groundswell.checkins.models import Decision, Figure, Period, Release, ReportingGroup, RosterEntry, Tally
from groundswell.checkins.tests.stage import Desks, answers, closed, people_of, released
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


def test_a_check_in_that_runs_changes_nothing_of_what_was_published(published: Period, desks: Desks) -> None:
    from groundswell.checkins import queries  # noqa: PLC0415 - read before and after
    from groundswell.checkins.tests.stage import milestone, opened  # noqa: PLC0415 - as above

    before = queries.releases()
    second = opened(milestone(1))
    assert queries.releases() == before
    closed(second)
    assert queries.releases() == before
    released(second, desks.otto)
    assert queries.releases()[0] == before[0]
