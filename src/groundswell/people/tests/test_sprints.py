"""Sprints follow each other without a gap, whatever the organisation chose and changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.people import actions, queries
from groundswell.people.refusals import Refused
from groundswell.people.rules import STANDARD_MILESTONES, Calendar, Milestone, Stretch
from tests.cast import Cast

MONDAY = date(2026, 11, 2)
CALENDAR = Calendar([Stretch(MONDAY, 14, 101)], STANDARD_MILESTONES)

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw a calendar that was changed up to four times."""
    calendar = Calendar([Stretch(draw(days), draw(st.integers(5, 42)), draw(st.integers(1, 500)))])
    for _ in range(draw(st.integers(0, 4))):
        last = max(calendar.stretches)
        first = last.first + timedelta(days=draw(st.integers(1, 400)))
        calendar = Calendar([*calendar.stretches, calendar.with_stretch(first, draw(st.integers(5, 42)))])
    return calendar


def test_a_sprint_has_fourteen_days_and_three_milestones() -> None:
    sprint = CALENDAR.sprint_of(date(2026, 11, 22))
    assert (sprint.number, sprint.first, sprint.last, sprint.days) == (102, date(2026, 11, 16), date(2026, 11, 29), 14)
    assert sprint.milestones == (
        ("mid-sprint update", date(2026, 11, 22)),
        ("ticket cut-off", date(2026, 11, 24)),
        ("end-of-sprint update", date(2026, 11, 29)),
    )


def test_days_before_the_first_sprint_are_counted_backwards() -> None:
    assert CALENDAR.sprint_of(MONDAY - timedelta(days=1)).number == 100
    assert CALENDAR.sprint_of(MONDAY - timedelta(days=15)).number == 99


@given(calendars(), days)
def test_every_day_lies_in_exactly_the_sprint_that_is_named(calendar: Calendar, day: date) -> None:
    sprint = calendar.sprint_of(day)
    assert sprint.first <= day <= sprint.last
    assert calendar.sprint_of(sprint.first) == sprint == calendar.sprint_of(sprint.last)


@given(calendars(), days)
def test_the_next_sprint_begins_the_day_after_and_has_the_next_number(calendar: Calendar, day: date) -> None:
    sprint = calendar.sprint_of(day)
    after = calendar.after(sprint)
    assert after.first == sprint.last + timedelta(days=1)
    assert after.number == sprint.number + 1
    assert calendar.before(after) == sprint


@given(calendars(), st.integers(1, 300), st.integers(5, 42))
def test_a_new_length_changes_no_sprint_that_ended_before_it(calendar: Calendar, wait: int, length: int) -> None:
    first = max(calendar.stretches).first + timedelta(days=wait)
    changed = Calendar([*calendar.stretches, calendar.with_stretch(first, length)])
    for back in range(1, 120):
        before = calendar.sprint_of(first - timedelta(days=back))
        if before.last < first:
            assert changed.sprint_of(before.first) == before
    assert changed.sprint_of(first).first == first


def test_a_sprint_cut_short_keeps_its_milestones_on_its_last_day() -> None:
    calendar = Calendar([*CALENDAR.stretches, CALENDAR.with_stretch(date(2026, 11, 24), 7)], STANDARD_MILESTONES)
    short = calendar.sprint_of(date(2026, 11, 20))
    assert short.last == date(2026, 11, 23)
    assert [day for _, day in short.milestones] == [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 23)]


@pytest.mark.django_db
def test_an_installation_that_has_chosen_nothing_still_has_sprints() -> None:
    sprint = queries.sprint_of(date(2026, 11, 22))
    assert sprint.days == 14
    assert len(sprint.milestones) == 3
    assert queries.organisation().attention_minutes == 30


def test_the_neighbours_of_today_are_the_previous_and_the_next_sprint(organisation: Cast) -> None:
    del organisation
    now = queries.sprint_now()
    assert (queries.previous_sprint().number, now.number, queries.next_sprint().number) == (2, 3, 4)


def test_the_length_changes_from_a_day_on(organisation: Cast) -> None:
    now = queries.sprint_now()
    actions.change_calendar(by=organisation.ada, first=now.last + timedelta(days=1), days=7)
    assert queries.sprint_now() == now
    assert (queries.next_sprint().days, queries.next_sprint().number) == (7, now.number + 1)


def test_a_sprint_that_has_begun_cannot_be_changed(organisation: Cast) -> None:
    with pytest.raises(Refused, match="stay as they are"):
        actions.change_calendar(by=organisation.ada, first=queries.sprint_now().first, days=7)


def test_a_later_change_of_mind_replaces_the_change_that_has_not_come_yet(organisation: Cast) -> None:
    first = queries.next_sprint().first
    actions.change_calendar(by=organisation.ada, first=first, days=7)
    actions.change_calendar(by=organisation.ada, first=first, days=21)
    assert queries.next_sprint().days == 21


@pytest.mark.parametrize("length", [0, 4, 43, 400])
def test_a_sprint_of_no_sensible_length_is_refused(organisation: Cast, length: int) -> None:
    with pytest.raises(Refused, match="5 to 42 days"):
        actions.change_calendar(by=organisation.ada, first=queries.next_sprint().first, days=length)


def test_milestones_are_the_organisations_own(organisation: Cast) -> None:
    actions.set_milestones(by=organisation.ada, milestones=[Milestone("planning", 1), Milestone("demo", 12)])
    assert [name for name, _ in queries.sprint_now().milestones] == ["planning", "demo"]


@pytest.mark.parametrize(
    ("milestones", "sentence"),
    [
        ([Milestone("planning", 0)], "needs a day from 1 to 14"),
        ([Milestone("planning", 15)], "needs a day from 1 to 14"),
        ([Milestone(" ", 3)], "a name of its own"),
        ([Milestone("demo", 3), Milestone("demo", 4)], "a name of its own"),
    ],
)
def test_a_milestone_outside_its_sprint_or_without_a_name_is_refused(
    organisation: Cast, milestones: list[Milestone], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.set_milestones(by=organisation.ada, milestones=milestones)
    assert len(queries.sprint_now().milestones) == 3
