"""The time box: never more than there is, in an order that can be said, whatever the order of the rows."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.questions.rules.box import (
    TRIAGE_PART,
    UNMEASURED,
    Candidate,
    Reason,
    Size,
    Verdict,
    is_large,
    is_over,
    pack,
    size_from,
    to_hand_on,
)

sizes = st.tuples(st.integers(1, 200), st.integers(0, 100), st.integers(0, 200)).map(
    lambda each: Size(each[0], each[0] + each[1], each[0] + each[1] + each[2])
)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.text("abcdef", min_size=3, max_size=6),
        size=sizes,
        age_days=st.integers(0, 400),
        is_theirs=st.booleans(),
        is_unanswered=st.booleans(),
        is_known=st.booleans(),
        is_newcomer=st.booleans(),
        is_left_behind=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


def asked(key: str = "a", likely: int = 30, age_days: int = 1, **said: bool) -> Candidate:
    return Candidate(key=key, size=Size(likely, likely, likely), age_days=age_days, **said)


@given(st.integers(-5, 1000), candidates)
def test_it_never_passes_the_box(minutes: int, queue: list[Candidate]) -> None:
    box = pack(minutes, queue)
    assert box.triage <= max(minutes, 0) / TRIAGE_PART
    assert box.planned.likely + box.triage <= max(minutes, 0)
    sure = [place.candidate.size.high for place in box.fitting if place.is_sure]
    assert sum(sure) + box.triage <= max(minutes, 0), "what is sure fits even if all of it is as large as it may be"


@given(st.integers(0, 1000), candidates, st.integers())
def test_the_order_of_the_rows_changes_nothing(minutes: int, queue: list[Candidate], seed: int) -> None:
    shuffled = list(queue)
    Random(seed).shuffle(shuffled)
    assert pack(minutes, queue) == pack(minutes, shuffled)


@given(st.integers(0, 1000), candidates)
def test_every_place_has_reasons_that_add_up_to_it(minutes: int, queue: list[Candidate]) -> None:
    places = pack(minutes, queue).places
    assert len(places) == len(queue)
    assert all(place.days == sum(days for _reason, days in place.reasons) for place in places)
    assert [place.days for place in places] == sorted((place.days for place in places), reverse=True)


@given(st.integers(0, 1000), candidates)
def test_nothing_that_would_have_fitted_is_passed_over(minutes: int, queue: list[Candidate]) -> None:
    box = pack(minutes, queue)
    room = box.minutes - box.triage
    for place in box.rest:
        assert is_large(place.candidate.size) or place.candidate.size.likely > room - place.used


def test_a_small_one_behind_a_larger_gets_its_place() -> None:
    box = pack(60, [asked("first", 40, 9), asked("second", 30, 5), asked("third", 10, 1)])
    assert [place.candidate.key for place in box.fitting] == ["first", "third"]
    assert [(place.candidate.key, place.verdict) for place in box.rest] == [("second", Verdict.NO_ROOM)]


def test_what_is_large_is_a_plan_of_its_own() -> None:
    (place,) = pack(10_000, [asked(likely=121)]).places
    assert place.verdict is Verdict.LARGE
    assert not is_large(Size(0, 120, 500))


def test_who_waits_for_us_comes_before_who_waits_as_long_for_anybody() -> None:
    box = pack(600, [asked("new", is_unanswered=True), asked("ours", is_theirs=True, is_unanswered=True)])
    assert [place.candidate.key for place in box.places] == ["ours", "new"]
    assert box.places[0].reasons == ((Reason.AGE, 1), (Reason.THEIRS, 5), (Reason.SIZE, -1))


def test_somebody_elses_leave_lifts_what_they_had() -> None:
    box = pack(600, [asked("a"), asked("b", is_left_behind=True)])
    assert [place.candidate.key for place in box.places] == ["b", "a"]


def test_four_efforts_are_no_experience_and_five_are() -> None:
    assert size_from([5, 5, 5, 5]) == Size(*UNMEASURED, 4)
    assert size_from([50, 10, 20, 40, 30]) == Size(10, 30, 50, 5)


def test_an_estimate_stands_in_the_middle_of_the_range() -> None:
    assert size_from([10, 20, 30, 40, 50], estimate=60) == Size(20, 60, 100, 5)
    assert size_from([], estimate=0) == Size(0, 0, 0, 0)


@given(st.lists(st.integers(0, 500), max_size=30), st.none() | st.integers(0, 500))
def test_a_range_holds_its_middle(past: list[int], estimate: int | None) -> None:
    size = size_from(past, estimate)
    assert size.low <= size.likely <= size.high


def test_at_the_hard_stop_what_was_planned_and_is_not_done_is_handed_on() -> None:
    box = pack(100, [asked("a", 30, 9), asked("b", 30, 5), asked("c", 60, 1)])
    assert to_hand_on(box, ["a"]) == ("b",)
    assert is_over(100, 100)
    assert not is_over(100, 99)


@pytest.mark.parametrize("minutes", [0, 5])
def test_a_box_with_nothing_in_it_holds_nothing(minutes: int) -> None:
    assert pack(minutes, [asked()]).fitting == ()
