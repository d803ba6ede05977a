"""Client hours, roles, wishes, the two dates."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from groundswell.hours.rules import transitions
from groundswell.hours.rules.availability import Contract, availability
from groundswell.hours.rules.roles import (
    InSprint,
    Match,
    Wish,
    Wished,
    allotted,
    is_squeezed,
    matches_for,
    was_squeezed,
)
from groundswell.hours.rules.transitions import Blocked, DatesFault, Fate, Role, Step

H = 60
MONDAY = date(2026, 10, 5)
DAY = timedelta(days=1)
A, B, C = (UUID(int=number) for number in (1, 2, 3))
ONE, TWO = UUID(int=11), UUID(int=12)


def test_contract_less_grants_and_leave_is_left_for_clients() -> None:
    contract = Contract(35 * H, frozenset({MONDAY}), {MONDAY + DAY: 2 * H, MONDAY + 2 * DAY: 100 * H})
    week = availability(contract, MONDAY, MONDAY + 6 * DAY, 10 * H)
    assert (week.contract, week.leave) == (35 * H, 7 * H + 2 * H + 7 * H)
    assert (week.client, week.short) == (9 * H, 0)
    assert [contract.works_on(MONDAY + day * DAY) for day in range(6)] == [False, True, False, True, True, False]


def test_more_granted_than_there_is_leaves_nothing_and_says_how_much_is_missing() -> None:
    week = availability(Contract(10 * H), MONDAY, MONDAY + 6 * DAY, 12 * H)
    assert (week.client, week.short) == (0, 2 * H)


def test_days_before_somebody_came_do_not_count() -> None:
    week = availability(Contract(35 * H), MONDAY, MONDAY + 6 * DAY, 0, lambda day: day > MONDAY)
    assert week.contract == 28 * H


@given(st.integers(0, 4800))
def test_five_days_come_to_exactly_a_week(weekly: int) -> None:
    assert sum(Contract(weekly).on(MONDAY + day * DAY) for day in range(7)) == weekly


def in_sprints(*logged: int, allotted: int | None = 2 * H) -> list[InSprint]:
    return [InSprint(number, allotted, minutes) for number, minutes in enumerate(logged)]


def test_a_role_is_flagged_after_two_sprints_running_above_what_is_allotted() -> None:
    assert is_squeezed(in_sprints(H, 3 * H, 3 * H))
    assert not is_squeezed(in_sprints(3 * H, 2 * H, 3 * H))
    assert not is_squeezed(in_sprints(3 * H))
    assert not is_squeezed(in_sprints(3 * H, 3 * H, allotted=None))
    assert was_squeezed(in_sprints(3 * H, 3 * H, H, 3 * H, 3 * H)) == [1, 4]


def test_two_wishes_that_fit_are_shown_to_those_two_and_to_nobody_else() -> None:
    wishes = [Wished(A, ONE, Wish.SWAP), Wished(B, ONE, Wish.WANT), Wished(C, TWO, Wish.KEEP)]
    assert matches_for(A, wishes) == matches_for(B, wishes) == [Match(A, B, ONE)]
    assert matches_for(C, wishes) == []


def test_a_wish_that_only_one_side_has_is_shown_to_nobody() -> None:
    assert matches_for(A, [Wished(A, ONE, Wish.SWAP), Wished(B, ONE, Wish.KEEP)]) == []
    assert matches_for(A, [Wished(A, ONE, Wish.SWAP), Wished(A, ONE, Wish.WANT)]) == []


def test_a_role_back_is_named_where_both_would_swap() -> None:
    wishes = [
        Wished(A, ONE, Wish.SWAP),
        Wished(B, ONE, Wish.WANT),
        Wished(B, TWO, Wish.SWAP),
        Wished(A, TWO, Wish.WANT),
    ]
    assert matches_for(A, wishes) == [Match(A, B, ONE, TWO), Match(B, A, TWO, ONE)]


def test_either_date_may_be_empty_and_the_second_never_comes_first() -> None:
    assert transitions.dates_fault(MONDAY, None) is None
    assert transitions.dates_fault(None, MONDAY) is None
    assert transitions.dates_fault(MONDAY, MONDAY) is None
    assert transitions.dates_fault(None, None) is DatesFault.NONE_NAMED
    assert transitions.dates_fault(MONDAY, MONDAY - DAY) is DatesFault.WRONG_ORDER


def test_the_second_date_waits_until_each_role_has_a_taker_and_the_first_does_not() -> None:
    roles = [Role("Liaison", is_taken=True), Role("Recruiter", is_taken=False)]

    def blocked(step: Step, roles: list[Role], *, seen: date = MONDAY, is_confirmed: bool = False) -> Blocked | None:
        return transitions.blocked(MONDAY, seen, step=step, is_confirmed=is_confirmed, roles=roles)

    assert blocked(Step.FULL_TIME, roles) is Blocked.NO_TAKER
    assert blocked(Step.PART_TIME, roles) is None
    assert blocked(Step.FULL_TIME, roles[:1]) is None
    assert blocked(Step.FULL_TIME, roles, seen=MONDAY - DAY) is Blocked.OTHER_DATE
    assert blocked(Step.PART_TIME, roles, is_confirmed=True) is Blocked.CONFIRMED
    assert transitions.blocked(None, None, step=Step.PART_TIME, is_confirmed=False, roles=[]) is Blocked.NOT_PROPOSED


def test_a_role_is_allotted_by_the_days_on_which_each_holds_it_and_nothing_where_nobody_does() -> None:
    assert allotted(120, [14, 7], 14) == 180
    assert allotted(120, [0, 0], 14) is None
    assert allotted(None, [14], 14) is None


def test_what_fewer_than_five_people_logged_is_no_sum() -> None:
    assert not InSprint(1, 120, 60, 4).is_a_sum
    assert InSprint(1, 120, 60, 5).is_a_sum


def test_a_role_without_a_taker_is_answered_if_it_goes_along_or_nobody_needs_it() -> None:
    fates = (None, Fate.HAND_OVER, Fate.GOES_ALONG, Fate.NOT_NEEDED)
    roles = [Role(str(fate), is_taken=False, fate=fate) for fate in fates]
    assert [role.is_answered for role in roles] == [False, False, True, True]
    assert transitions.without_taker(roles) == [str(fate) for fate in fates[:2]]


def test_a_taker_is_there_on_every_day_before_they_leave() -> None:
    assert transitions.is_there(None, MONDAY)
    assert transitions.is_there(MONDAY, None, MONDAY - DAY)
    assert not transitions.is_there(MONDAY, MONDAY - DAY, MONDAY)


def test_a_confirmation_is_taken_back_as_it_was_seen_and_before_its_day() -> None:
    def refused(proposed: date | None, seen: date, *, is_confirmed: bool = True) -> Blocked | None:
        return transitions.not_taken_back(proposed, seen, today=MONDAY, is_confirmed=is_confirmed)

    assert refused(MONDAY + DAY, MONDAY + DAY) is None
    assert refused(MONDAY, MONDAY) is Blocked.HAS_COME
    assert refused(MONDAY + DAY, MONDAY) is Blocked.OTHER_DATE
    assert refused(MONDAY + DAY, MONDAY + DAY, is_confirmed=False) is Blocked.NOT_CONFIRMED
    assert refused(None, MONDAY) is Blocked.NOT_CONFIRMED


def test_a_confirmed_date_to_come_waits_again_when_a_role_has_no_taker() -> None:
    def reopens(day: date | None, roles: list[Role], *, is_confirmed: bool = True) -> bool:
        return transitions.reopens(day, today=MONDAY, is_confirmed=is_confirmed, roles=roles)

    nobody = [Role("Review rota", is_taken=False)]
    assert reopens(MONDAY + DAY, nobody)
    assert not reopens(MONDAY + DAY, [])
    assert not reopens(MONDAY, nobody)
    assert not reopens(None, nobody)
    assert not reopens(MONDAY + DAY, nobody, is_confirmed=False)


def test_a_role_is_handed_over_when_it_is_taken_and_no_permission_is_missing() -> None:
    assert Role("Liaison", is_taken=True).is_done
    assert not Role("Liaison", is_taken=True, pending=("To moderate the forum",)).is_done


def test_the_cell_loses_the_granted_hours_first_and_then_all() -> None:
    def lost(part: date | None, full: date | None) -> int:
        return transitions.lost_to_cell(70 * H, 20 * H, first=MONDAY, days=14, part_time=part, full_time=full)

    assert lost(None, None) == 0
    assert lost(MONDAY, None) == 20 * H
    assert lost(MONDAY, MONDAY) == lost(None, MONDAY - 30 * DAY) == 70 * H
    assert lost(MONDAY, MONDAY + 7 * DAY) == 35 * H + 10 * H
    assert lost(MONDAY + 14 * DAY, None) == 0
