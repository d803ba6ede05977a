"""Phases follow each other, end by the clock or because everybody is done, and never by somebody's choice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.phases import PLANS, SEALED, Due, Fault, Phase, Template

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("template", Template)
def test_every_template_keeps_to_ten_working_days_and_twenty_five_minutes(template: Template) -> None:
    assert phases.days_of(template) <= phases.MOST_WORKING_DAYS
    assert phases.minutes_of(template) <= phases.MOST_MINUTES


def test_quick_consent_takes_five_days_and_the_default_asks_for_a_review_only() -> None:
    assert phases.days_of(Template.QUICK_CONSENT) == 5
    assert [each.phase for each in PLANS[Template.REVIEW_ONLY] if each.minutes] == [Phase.REVIEW]


@pytest.mark.parametrize("template", Template)
def test_every_round_comes_from_its_preparation_to_its_end(template: Template) -> None:
    phase, seen = Phase.PREPARE, [Phase.PREPARE]
    while phase is not Phase.ENDED:
        phase = phases.after(template, phase)
        seen.append(phase)
    assert seen == [Phase.PREPARE, *(each.phase for each in PLANS[template]), Phase.ENDED]
    assert phases.after(template, Phase.ENDED) is Phase.ENDED


@given(phase=st.sampled_from(list(Phase)), late=st.integers(-3, 3), all_done=st.booleans(), here=st.integers(0, 2))
def test_nothing_ends_before_its_day_unless_everybody_is_done_or_gone(
    *, phase: Phase, late: int, all_done: bool, here: int
) -> None:
    due = phases.due(phase, MONDAY, MONDAY + timedelta(days=late), here=here, all_done=all_done)
    if late <= 0 and not (all_done and phase in SEALED) and here:
        assert due is Due.NOTHING
    if late > 0:
        assert due is not Due.NOTHING


def test_a_sealed_phase_in_which_nobody_is_left_is_empty_and_not_done() -> None:
    assert phases.due(Phase.IDEAS, MONDAY, MONDAY, here=0, all_done=True) is Due.EMPTY
    assert phases.due(Phase.VOTES, MONDAY, MONDAY, here=1, all_done=True) is Due.GO_ON


@pytest.mark.parametrize("phase", [Phase.PROPOSITION, Phase.DECISION, Phase.FOLLOW_UP])
def test_what_only_the_desk_can_do_stalls_and_does_not_pass(phase: Phase) -> None:
    assert phases.due(phase, MONDAY, MONDAY + timedelta(days=1), all_done=True) is Due.STALLED


@pytest.mark.parametrize("phase", [Phase.SIDES, Phase.REVIEW])
def test_what_members_work_on_ends_by_the_clock_only_where_nothing_is_missing(phase: Phase) -> None:
    late = MONDAY + timedelta(days=1)
    assert phases.due(phase, MONDAY, late) is Due.GO_ON
    assert phases.due(phase, MONDAY, late, can_go_on=False) is Due.STALLED
    assert [phases.is_stalled(phase, MONDAY, late, can_go_on=each) for each in (True, False)] == [False, True]
    assert not phases.is_stalled(phase, MONDAY, MONDAY, can_go_on=False)


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.IDEAS, Phase.VOTES, Phase.ENDED])
def test_what_is_silent_or_not_on_its_way_never_stalls(phase: Phase) -> None:
    assert not phases.is_stalled(phase, MONDAY, MONDAY + timedelta(days=9), can_go_on=False)


def test_clarifying_goes_on_by_itself_once_there_is_something_to_vote_on() -> None:
    late = MONDAY + timedelta(days=1)
    assert phases.due(Phase.CLARIFY, MONDAY, late, can_go_on=True) is Due.GO_ON
    assert phases.due(Phase.CLARIFY, MONDAY, late, can_go_on=False) is Due.STALLED


def test_a_round_that_is_prepared_has_no_last_day() -> None:
    assert not phases.is_over(None, MONDAY)


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (MONDAY, 1, MONDAY),
        (MONDAY, 5, MONDAY + timedelta(days=4)),
        (MONDAY + timedelta(days=4), 2, MONDAY + timedelta(days=7)),
        (MONDAY + timedelta(days=5), 1, MONDAY + timedelta(days=7)),
    ],
)
def test_working_days_leave_the_weekend_out(first: date, days: int, last: date) -> None:
    assert phases.last_day(first, days) == last


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(1, 30))
def test_a_last_day_is_a_working_day_and_never_before_the_first(first: date, days: int) -> None:
    last = phases.last_day(first, days)
    between = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert last.weekday() < 5
    assert sum(day.weekday() < 5 for day in between) == days


@pytest.mark.parametrize(
    ("days", "announced", "fault"),
    [(-1, None, Fault.PAST), (0, None, None), (61, None, Fault.FAR), (2, 3, Fault.EARLIER), (3, 3, None), (4, 3, None)],
)
def test_a_last_day_has_not_passed_and_is_never_brought_forward(
    days: int, announced: int | None, fault: Fault | None
) -> None:
    told = None if announced is None else MONDAY + timedelta(days=announced)
    assert phases.day_fault(MONDAY + timedelta(days=days), MONDAY, announced=told) is fault


def test_who_is_away_on_each_day_of_a_phase_is_not_waited_for() -> None:
    tuesday = MONDAY + timedelta(days=1)
    here, away = phases.here_and_away("abc", {"b": {MONDAY, tuesday}, "c": {MONDAY}}, MONDAY, tuesday)
    assert (here, away) == (["a", "c"], ["b"])


def test_what_a_template_does_not_plan_takes_nothing() -> None:
    assert phases.planned(Template.REVIEW_ONLY, Phase.VOTES) == phases.Planned(Phase.VOTES, 0)


def test_late_sheets_come_in_a_later_sprint_while_they_help_and_end_by_the_clock_alone() -> None:
    assert phases.are_late_sheets_due(Phase.SIDES, closed_in=3, sprint=4)
    assert not phases.are_late_sheets_due(Phase.SIDES, closed_in=4, sprint=4)
    assert not phases.are_late_sheets_due(Phase.DECISION, closed_in=3, sprint=4)
    assert phases.due(Phase.LATE, MONDAY, MONDAY, here=9, all_done=True) is phases.Due.NOTHING
    assert phases.due(Phase.LATE, MONDAY, MONDAY + timedelta(days=1), here=9) is phases.Due.GO_ON
    assert phases.due(Phase.LATE, MONDAY, MONDAY, here=0) is phases.Due.EMPTY


def test_what_waits_for_the_desk_is_told_to_everybody_after_three_working_days() -> None:
    told = [
        phases.has_waited_long(Phase.PROPOSITION, MONDAY, MONDAY + timedelta(days=days)) for days in (0, 1, 3, 4, 9)
    ]
    assert told == [False, False, False, True, True]
    assert not phases.has_waited_long(Phase.PROPOSITION, None, MONDAY)
    assert not phases.has_waited_long(Phase.REVIEW, MONDAY, MONDAY + timedelta(days=9))


def test_the_days_of_a_round_follow_each_other_over_week_ends_and_later_when_it_is_late() -> None:
    thursday, friday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    plan = phases.days_planned(Template.QUICK_CONSENT, Phase.PREPARE, None, MONDAY)
    assert plan[Phase.PROPOSITION] == MONDAY
    assert plan[Phase.REVIEW] == thursday
    assert plan[Phase.DECISION] == friday
    running = phases.days_planned(Template.QUICK_CONSENT, Phase.REVIEW, friday, MONDAY)
    assert running[Phase.REVIEW] == friday
    assert running[Phase.DECISION] == MONDAY + timedelta(days=7), "a week end lies between"
    assert Phase.PROPOSITION not in running
    late = phases.days_planned(Template.QUICK_CONSENT, Phase.PROPOSITION, MONDAY, friday)
    assert late[Phase.REVIEW] == friday + timedelta(days=5)
    assert phases.days_planned(Template.QUICK_CONSENT, Phase.DECISION, None, MONDAY)[Phase.DECISION] == MONDAY


@given(
    template=st.sampled_from(list(Template)),
    place=st.integers(0, 7),
    today=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    late=st.integers(-9, 9),
)
def test_no_planned_day_comes_before_the_one_of_the_phase_before(
    template: Template, place: int, today: date, late: int
) -> None:
    plan = PLANS[template]
    phase = plan[min(place, len(plan) - 1)].phase
    days = phases.days_planned(template, phase, today + timedelta(days=late), today)
    assert list(days) == [each.phase for each in plan][list(plan).index(phases.planned(template, phase)) :]
    assert list(days.values()) == sorted(days.values())
