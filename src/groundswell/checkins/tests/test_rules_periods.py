"""When a check-in opens and ends, and whose ballots carry one name."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import ORGANISATION, Obstacle, Opening, PeriodState, Plan
from groundswell.engines.disclosure import Group
from groundswell.people.rules import Calendar, Milestone, Sprint, Stretch

MONDAY = date(2026, 11, 2)
END = "end-of-sprint update"
PLAN = Plan(is_on=True, milestone=END, days_open=7, every_sprints=1)


def sprint(number: int = 12, day: date = MONDAY + timedelta(days=13)) -> Sprint:
    return Sprint(number, MONDAY, MONDAY + timedelta(days=13), (("mid-sprint update", MONDAY), (END, day)))


def test_it_opens_on_its_milestone_for_seven_days_of_which_one_has_the_letter() -> None:
    day = MONDAY + timedelta(days=13)
    opening = periods.due(PLAN, sprint(), day, last=11)
    assert opening == Opening(12, day, day + timedelta(days=6))
    assert len({(day + timedelta(days=number)).weekday() for number in range(7)}) == 7


@pytest.mark.parametrize(("days", "opens"), [(-1, False), (0, True), (6, True), (7, False)])
def test_one_that_could_not_open_on_its_day_opens_later_or_never(days: int, opens: bool) -> None:  # noqa: FBT001 - a column
    today = MONDAY + timedelta(days=13 + days)
    found = periods.due(PLAN, sprint(), today, last=None)
    assert isinstance(found, Opening) == opens
    if isinstance(found, Opening):
        assert found.closes_on == today + timedelta(days=6)


@pytest.mark.parametrize("last", [12, 13])
def test_a_sprint_that_had_one_has_no_other_and_numbers_never_go_back(last: int) -> None:
    assert periods.due(PLAN, sprint(), MONDAY + timedelta(days=13), last) is None


def test_switched_off_every_other_sprint_and_before_the_first_nothing_is_due() -> None:
    day = MONDAY + timedelta(days=13)
    assert periods.due(Plan(False, END, 7, 1), sprint(), day, None) is None  # noqa: FBT003 - a plan
    assert periods.due(Plan(True, END, 7, 2), sprint(), day, 11) is None  # noqa: FBT003 - a plan
    assert isinstance(periods.due(Plan(True, END, 7, 2), sprint(), day, 10), Opening)  # noqa: FBT003 - a plan
    assert periods.due(PLAN, sprint(number=0), day, None) is None


def test_a_milestone_that_is_gone_is_an_obstacle() -> None:
    assert periods.due(Plan(True, "retro", 7, 1), sprint(), MONDAY, None) == Obstacle.NO_MILESTONE  # noqa: FBT003 - a plan


@given(st.integers(5, 42), st.integers(1, 3), st.integers(0, 200), st.integers(1, 28))
def test_over_a_year_of_days_no_sprint_has_two_and_they_never_overlap(
    length: int, every: int, start: int, days_open: int
) -> None:
    calendar = Calendar([Stretch(MONDAY, length, 1)], [Milestone(END, length)])
    plan = Plan(is_on=True, milestone=END, days_open=days_open, every_sprints=every)
    made: list[Opening] = []
    for day in (MONDAY + timedelta(days=start + number) for number in range(120)):
        if made and not periods.is_over(made[-1].closes_on, day):
            continue
        running = calendar.sprint_of(day)
        for each in (calendar.before(running), running):
            found = periods.due(plan, each, day, made[-1].sprint if made else None)
            if isinstance(found, Opening):
                made.append(found)
                break
    assert [each.sprint for each in made] == sorted({each.sprint for each in made})
    assert all(two.sprint - one.sprint >= every for one, two in itertools.pairwise(made))
    assert all(two.opened_on > one.closes_on for one, two in itertools.pairwise(made))


def test_answers_wait_for_two_weeks_after_the_close() -> None:
    assert periods.destroyed_after(MONDAY) == MONDAY + timedelta(days=14)
    assert not periods.is_forfeit(MONDAY, MONDAY + timedelta(days=14))
    assert periods.is_forfeit(MONDAY, MONDAY + timedelta(days=15))
    assert periods.is_over(MONDAY, MONDAY + timedelta(days=1))
    assert not periods.is_over(MONDAY, MONDAY)


def test_what_has_ended_has_nothing_left() -> None:
    ended = {state for state in PeriodState if periods.is_at_an_end(state)}
    assert ended == {PeriodState.RELEASED, PeriodState.DESTROYED}


def test_the_tree_steps_over_cells_that_have_ended() -> None:
    cells = {"inner": "middle", "middle": "outer", "outer": None, "beside": None}
    assert periods.tree_of(cells) == {
        ORGANISATION: None,
        "inner": "middle",
        "middle": "outer",
        "outer": ORGANISATION,
        "beside": ORGANISATION,
    }
    assert periods.tree_of(cells, ended=["middle"])["inner"] == "outer"
    assert periods.tree_of(cells, ended=["middle", "outer"])["inner"] == ORGANISATION


@given(
    st.dictionaries(st.integers(0, 10**6).map(str), st.sampled_from(["a", "b", "c", None]), max_size=40),
    st.integers(4, 8),
)
def test_every_ballot_carries_the_name_of_a_group_of_k_or_there_are_none(roster: dict[str, str | None], k: int) -> None:
    tree = periods.tree_of({"a": None, "b": None, "c": "a"})
    groups = periods.groups_of(roster, tree, k)
    if isinstance(groups, Obstacle):
        assert len(roster) < k
    else:
        assert frozenset().union(*(group.people for group in groups)) == roster.keys()
        assert sum(len(group.people) for group in groups) == len(roster)
        assert all(len(group.people) >= k for group in groups)


def test_who_joins_votes_with_a_rolled_up_group_and_never_with_a_cell() -> None:
    tree = periods.tree_of({"a": None})
    groups = (Group("a", frozenset("12345"), ("a",)), Group(ORGANISATION, frozenset("67890"), (ORGANISATION,)))
    roster: dict[str, str | None] = {"1": "a", "new": "a", "newer": None}
    assert periods.joining(roster, "1234567890", groups, tree) == {"new": ORGANISATION, "newer": ORGANISATION}
    assert periods.joining(roster, "1234567890", groups[:1], tree) == {}
