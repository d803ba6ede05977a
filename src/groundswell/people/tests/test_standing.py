"""The database itself keeps what the actions promise, whoever writes to it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from groundswell.kit import clock
from groundswell.people import actions
from groundswell.people.models import Leave, Membership, Organisation, Person, RoleAssignment, SprintStretch
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def _second_organisation(_cast: Cast) -> None:
    Organisation.objects.create(id=2, name="Another")


def _letter_on_an_eighth_day(_cast: Cast) -> None:
    Organisation.objects.update(letter_weekday=7)


def _letter_at_an_hour_that_no_clock_has(_cast: Cast) -> None:
    Organisation.objects.update(letter_hour=24)


def _sprint_without_days(_cast: Cast) -> None:
    SprintStretch.objects.create(from_on=TODAY, days=0, number=1)


def _one_address_twice(_cast: Cast) -> None:
    Person.objects.create(name="Bob", email="BOB@example.org")


def _left_before_joining(cast: Cast) -> None:
    Person.objects.filter(id=cast.bob.id).update(left_on=cast.bob.joined_on - timedelta(days=1))


def _two_cells_without_an_end(cast: Cast) -> None:
    Membership.objects.create(person=cast.bob, cell=cast.cell_two, from_on=TODAY)


def _membership_of_no_day(cast: Cast) -> None:
    Membership.objects.create(person=cast.dana, cell=cast.cell_two, from_on=TODAY, until_on=TODAY)


def _role_of_no_day(cast: Cast) -> None:
    held = cast.alice.role_assignments.get()
    RoleAssignment.objects.filter(id=held.id).update(until_on=held.from_on)


def _leave_that_runs_backwards(cast: Cast) -> None:
    Leave.objects.create(person=cast.bob, from_on=TODAY, to_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    "break_it",
    [
        _second_organisation,
        _letter_on_an_eighth_day,
        _letter_at_an_hour_that_no_clock_has,
        _sprint_without_days,
        _one_address_twice,
        _left_before_joining,
        _two_cells_without_an_end,
        _membership_of_no_day,
        _role_of_no_day,
        _leave_that_runs_backwards,
    ],
)
def test_what_cannot_be_cannot_be_stored(organisation: Cast, break_it: Callable[[Cast], None]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(organisation)


def test_rows_are_named_in_words_wherever_they_are_printed(organisation: Cast) -> None:
    stretch = SprintStretch.objects.get()
    assert str(stretch) == f"sprint 1 on {stretch.from_on}: 14 days each"
    assert str(organisation.cell_one) == "Cell One"
    assert str(organisation.alice.role_assignments.get().role) == "Developer advocate"


def test_a_person_who_joins_later_knows_it(organisation: Cast) -> None:
    eve = actions.add_person(by=None, name="Eve", email="eve@example.org", joined_on=clock.today() + timedelta(days=1))
    assert eve.is_yet_to_join
    assert not organisation.bob.is_yet_to_join


@pytest.mark.slow
def test_nobody_has_a_password(organisation: Cast) -> None:
    eve = actions.add_person(by=None, name="Eve", email="eve@example.org")
    assert not eve.has_usable_password()
    assert not eve.check_password("")
