"""Times that are offered: they fit, they do not overlap, and they can be taken in time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.talks.rules import slots as rules
from groundswell.talks.rules.slots import SlotsFault, Stretch

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
moments = st.integers(-600, 600).map(lambda minutes: NOW + timedelta(minutes=minutes))
stretches = st.builds(rules.stretch_of, moments, st.integers(1, 240))


def at(hours: float, minutes: int = 30) -> Stretch:
    return rules.stretch_of(NOW + timedelta(hours=hours), minutes)


@given(stretches, st.integers(-5, 130))
def test_the_slots_of_a_time_lie_in_it_one_after_the_other(whole: Stretch, minutes: int) -> None:
    found = rules.slots_within(whole, minutes)
    assert all(whole.start <= each.start and each.end <= whole.end for each in found)
    assert all(one.end == after.start for one, after in pairwise(found))
    assert (whole.end - whole.start >= timedelta(minutes=minutes) > timedelta(0)) == bool(found)


def test_on_the_night_when_the_clock_changes_no_moment_is_offered_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Stretch(datetime(2027, 3, 28, 1, tzinfo=berlin), datetime(2027, 3, 28, 4, tzinfo=berlin))
    found = rules.slots_within(night, 30)
    assert [each.start.hour * 60 + each.start.minute for each in found] == [0, 30, 60, 90]
    assert all(one.end == after.start for one, after in pairwise(found))


@pytest.mark.slow
@given(st.lists(stretches, max_size=8), st.lists(stretches, max_size=8))
def test_what_touches_a_busy_time_is_left_out_and_nothing_else(offered: list[Stretch], busy: list[Stretch]) -> None:
    free = rules.free_of(offered, busy)
    assert all(not each.overlaps(other) for each in free for other in busy)
    assert all(any(each.overlaps(other) for other in busy) for each in offered if each not in free)


@given(stretches, stretches)
def test_two_times_overlap_for_both_or_for_none(one: Stretch, other: Stretch) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@pytest.mark.parametrize(
    ("wanted", "offered", "minutes", "fault"),
    [
        ([at(1)], [], 30, None),
        ([at(1), at(1.5)], [at(3)], 30, None),
        ([at(1)], [], 9, SlotsFault.MINUTES),
        ([at(1)], [], 121, SlotsFault.MINUTES),
        ([], [], 30, SlotsFault.NONE),
        ([at(-1), at(1)], [], 30, SlotsFault.PAST),
        ([at(24 * 93)], [], 30, SlotsFault.FAR),
        ([at(1)], [at(1.25)], 30, SlotsFault.OVERLAP),
        ([at(1), at(1.25)], [], 30, SlotsFault.OVERLAP),
        ([at(1)], [at(3), at(3)], 30, None),
        ([at(each) for each in range(1, 102)], [at(each) for each in range(102, 202)], 30, SlotsFault.MANY),
    ],
)
def test_what_cannot_be_offered_is_refused_with_its_reason(
    wanted: list[Stretch], offered: list[Stretch], minutes: int, fault: SlotsFault | None
) -> None:
    assert rules.fault_of(wanted, offered, minutes=minutes, now=NOW) == fault


@pytest.mark.parametrize(
    ("passed", "rest"), [(-1, (0, 30)), (0, (0, 30)), (12.5, (12, 18)), (29.9, (29, 1)), (30, (30, 1))]
)
def test_free_now_begins_when_it_is_booked_and_ends_when_the_offer_does(passed: float, rest: tuple[int, int]) -> None:
    start, minutes = rules.rest_of(at(0), NOW + timedelta(minutes=passed))
    assert ((start - NOW) / timedelta(minutes=1), minutes) == rest


@pytest.mark.parametrize(("taken", "coming", "can"), [(0, 1, True), (1, 3, False), (1, 4, True), (2, 4, False)])
def test_receipts_take_half_of_what_is_to_come(taken: int, coming: int, *, can: bool) -> None:
    assert rules.may_receipt_take(taken, coming) is can


@pytest.mark.parametrize(
    ("hours", "is_now", "is_taken", "can"),
    [
        (1, False, False, True),
        (0, False, False, False),
        (-0.25, False, False, False),
        (-0.25, True, False, True),
        (-0.5, True, False, False),
        (1, False, True, False),
        (-0.25, True, True, False),
    ],
)
def test_a_time_is_taken_before_it_begins_and_free_now_until_it_is_over(
    hours: float, *, is_now: bool, is_taken: bool, can: bool
) -> None:
    assert rules.is_bookable(at(hours), is_now=is_now, is_taken=is_taken, now=NOW) is can
