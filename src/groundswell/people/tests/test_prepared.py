"""A prepared question answers what its query set answers, and asks the database anew each time."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from groundswell.kit import clock
from groundswell.kit.prepared import Given, insert, prepared
from groundswell.people.models import Cell, Membership, Person, RoleAssignment, within
from groundswell.people.rules import Grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@prepared
def cells_among(given: Given) -> QuerySet[Cell, UUID]:
    return Cell.objects.filter(id__among=given.cells).order_by("name").values_list("id", flat=True)


@prepared
def members_on(given: Given) -> QuerySet[Membership]:
    held = Membership.objects.filter(within(given.day), cell=given.cell).select_related("person")
    return held.annotate(cell_name=F("cell__name")).order_by("person__name")


@prepared
def named_or_here_by(given: Given) -> QuerySet[Person, tuple[str, date]]:
    wanted = Q(name=given.name) | Q(joined_on__lte=given.day)
    return Person.objects.filter(wanted).order_by("name").values_list("name", "joined_on")


@prepared
def holders_of(given: Given) -> QuerySet[RoleAssignment, UUID]:
    held = RoleAssignment.objects.filter(role__grant=given.grant, person__among=given.people)
    return held.values_list("person_id", flat=True)


@pytest.mark.slow
def test_a_list_of_any_length_is_one_parameter(organisation: Cast) -> None:
    one, two = organisation.cell_one.id, organisation.cell_two.id
    assert cells_among(cells=[]) == []
    assert cells_among(cells=[two]) == [two]
    assert cells_among(cells=[*(uuid4() for _ in range(40_000)), two, one, one]) == [one, two]


def test_rows_of_a_model_come_with_what_was_asked_beside_them(organisation: Cast) -> None:
    plain = Membership.objects.filter(within(clock.today()), cell=organisation.cell_one).order_by("person__name")
    with CaptureQueriesContext(connection) as asked:
        rows = members_on(day=clock.today(), cell=organisation.cell_one)
        names = [(row.person.name, row.cell_name) for row in rows]  # type: ignore[attr-defined]  # annotated
    assert len(asked) == 1
    assert rows == list(plain)
    assert ("Bob", "Cell One") in names


def test_what_has_changed_meanwhile_is_answered(organisation: Cast) -> None:
    earlier = clock.today() - timedelta(days=10_000)
    assert named_or_here_by(name="Roberta", day=earlier) == []
    Person.objects.filter(id=organisation.bob.id).update(name="Roberta")
    assert named_or_here_by(name="Roberta", day=earlier) == [("Roberta", organisation.bob.joined_on)]
    assert named_or_here_by(name="100 % “x”", day=earlier) == []


def test_days_and_words_of_ours_are_compared_as_they_are_stored(organisation: Cast) -> None:
    assert ("Bob", organisation.bob.joined_on) in named_or_here_by(name="", day=organisation.bob.joined_on)
    everybody = Person.objects.values_list("id", flat=True)
    assert holders_of(grant=Grant.ADVOCATE, people=everybody) == [organisation.alice.id]


def test_a_question_is_compiled_once() -> None:
    built: list[Given] = []

    def question(given: Given) -> QuerySet[Cell, str]:
        built.append(given)
        return Cell.objects.filter(name=given.name).values_list("name", flat=True)

    ask = prepared(question)
    assert [ask(name=name) for name in ("Docs", "Quay")] == [[], []]
    assert len(built) == 1


def test_a_value_that_is_not_given_is_told() -> None:
    with pytest.raises(KeyError, match="day"):
        named_or_here_by(name="Bob")


def test_rows_are_stored_with_all_that_they_say(organisation: Cast) -> None:
    rows = [Cell(name="Docs", parent=organisation.cell_one), Cell(name="Quay", ended_on=clock.today())]
    with CaptureQueriesContext(connection) as asked:
        insert(rows)
    assert len(asked) == 1
    kept = Cell.objects.filter(id__in=[row.id for row in rows]).order_by("name")
    assert [(row, row.parent_id, row.ended_on) for row in kept] == [
        (rows[0], organisation.cell_one.id, None),
        (rows[1], None, clock.today()),
    ]
    assert not any(row._state.adding for row in rows)
    insert([])


def test_a_row_that_is_there_is_refused_or_left_as_it_is(organisation: Cast) -> None:
    one = Cell(id=organisation.cell_one.id, name="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([one])
    insert([one, Cell(name="Third")], unless_there=True)
    assert sorted(Cell.objects.values_list("name", flat=True)) == ["Cell One", "Cell Two", "Third"]
