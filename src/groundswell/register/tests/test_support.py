"""“Me too” is one click, says who to nobody, and is never a vote."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection

from groundswell.kit.audit.models import Entry
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.models import Concern, MeToo
from groundswell.register.queries.support import bands_of, has_said_me_too
from groundswell.register.rules.bands import Band
from groundswell.register.tags import tag_of
from tests.cast import Cast

type Raise = Callable[..., Concern]


@pytest.fixture
def concern(raised: Raise) -> Concern:
    return raised(audience=Audience.ORGANISATION)


def band(concern: Concern, person: Person) -> Band:
    return bands_of([concern.id], policy.reading_of(person))[concern.id]


def test_clicking_twice_is_once(concern: Concern, bob: Person) -> None:
    for _ in range(3):
        actions.say_me_too(by=bob, concern=concern)
    assert MeToo.objects.count() == 1
    assert has_said_me_too(bob, [concern.id])


def test_the_number_is_that_of_yesterday(concern: Concern, bob: Person, organisation: Cast) -> None:
    actions.say_me_too(by=bob, concern=concern)
    assert band(concern, bob) is Band.NONE
    with time_machine.travel(date(2027, 1, 2), tick=False):
        assert band(concern, bob) is Band.FEW


@pytest.mark.slow
def test_a_few_are_a_few_until_they_are_five_and_ten_outside(concern: Concern, organisation: Cast) -> None:
    for number in range(5):
        person = people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
        actions.say_me_too(by=person, concern=concern)
    with time_machine.travel(date(2027, 1, 2), tick=False):
        assert band(concern, organisation.bob) is Band.FIVE
        assert bands_of([concern.id], policy.OUTSIDE)[concern.id] is Band.FEW


def test_taken_back_on_the_same_day_it_is_gone(concern: Concern, bob: Person) -> None:
    actions.say_me_too(by=bob, concern=concern)
    actions.take_back_me_too(by=bob, concern=concern)
    assert not MeToo.objects.exists()
    assert not has_said_me_too(bob, [concern.id])


def test_taken_back_later_it_counts_until_the_day_is_over(concern: Concern, bob: Person, charlie: Person) -> None:
    with time_machine.travel(date(2026, 11, 1), tick=False):
        actions.say_me_too(by=bob, concern=concern)
    with time_machine.travel(date(2026, 11, 20), tick=False):
        actions.take_back_me_too(by=bob, concern=concern)
        assert band(concern, bob) is Band.FEW
        assert not has_said_me_too(bob, [concern.id])
    with time_machine.travel(date(2026, 11, 21), tick=False):
        assert band(concern, bob) is Band.NONE
        actions.say_me_too(by=charlie, concern=concern)
        assert MeToo.objects.count() == 1


def test_what_was_taken_back_is_swept_away_once_its_day_is_over(concern: Concern, bob: Person) -> None:
    with time_machine.travel(date(2026, 11, 1), tick=False):
        actions.say_me_too(by=bob, concern=concern)
    with time_machine.travel(date(2026, 11, 20), tick=False):
        actions.take_back_me_too(by=bob, concern=concern)
        actions.forget_taken_back()
        assert MeToo.objects.count() == 1
    with time_machine.travel(date(2026, 11, 21), tick=False):
        actions.forget_taken_back()
        assert not MeToo.objects.exists()


def test_who_changes_their_mind_within_a_day_never_left(concern: Concern, bob: Person) -> None:
    with time_machine.travel(date(2026, 11, 1), tick=False):
        actions.say_me_too(by=bob, concern=concern)
    with time_machine.travel(date(2026, 11, 20), tick=False):
        actions.take_back_me_too(by=bob, concern=concern)
        actions.say_me_too(by=bob, concern=concern)
        assert has_said_me_too(bob, [concern.id])
        assert MeToo.objects.get().day == date(2026, 11, 1)


def test_who_said_it_stands_in_no_table_and_no_log(concern: Concern, bob: Person) -> None:
    lines = Entry.objects.count()
    actions.say_me_too(by=bob, concern=concern)
    actions.take_back_me_too(by=bob, concern=concern)
    actions.say_me_too(by=bob, concern=concern)
    assert Entry.objects.count() == lines
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM register_metoo")
        row = str(cursor.fetchall())
    assert bob.id.hex not in row
    assert str(bob.id) not in row


def test_two_marks_of_a_person_do_not_tell_each_other(bob: Person, raised: Raise) -> None:
    one, other = raised(), raised()
    assert tag_of(one.id, bob.id) != tag_of(other.id, bob.id)
    assert tag_of(one.id, bob.id) == tag_of(one.id, bob.id)


def test_whoever_cannot_read_it_cannot_say_it(organisation: Cast, raised: Raise) -> None:
    hidden = raised(audience=Audience.CELL, cell=organisation.cell_one)
    with pytest.raises(PermissionError):
        actions.say_me_too(by=organisation.charlie, concern=hidden)


def test_support_moves_nothing(concern: Concern, organisation: Cast) -> None:
    before = (concern.state, concern.moved_on)
    for person in (organisation.bob, organisation.charlie):
        actions.say_me_too(by=person, concern=concern)
    concern.refresh_from_db()
    assert (concern.state, concern.moved_on) == before
