"""Where a concern may go, and what those behind it can do to it."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.register.rules import bands, concerns
from groundswell.register.rules.bands import Band
from groundswell.register.rules.concerns import Lacking, State

DAY = date(2026, 11, 22)


def test_nobody_at_the_desk_can_say_that_a_fix_helped() -> None:
    assert all(State.CONFIRMED not in concerns.moves_from(state) for state in State)


def test_a_concern_can_always_go_somewhere() -> None:
    assert all(concerns.moves_from(state) for state in State)


def test_every_move_needs_a_reason() -> None:
    for state in State:
        for to in concerns.moves_from(state):
            assert concerns.lacking(state, to, reason=" \n", pointer="the wiki") is Lacking.REASON
            assert concerns.lacking(state, to, reason="because", pointer="the wiki") is None


def test_what_is_not_ours_says_where_to_go() -> None:
    assert concerns.lacking(State.RAISED, State.NOT_OURS, reason="not here", pointer=" ") is Lacking.POINTER
    assert concerns.lacking(State.RAISED, State.NOT_OURS, reason="not here", pointer="the client") is None


def test_a_move_that_is_not_on_the_way_is_refused() -> None:
    assert concerns.lacking(State.FIXED, State.RAISED, reason="because", pointer="") is Lacking.WAY


def test_what_had_ended_opens_again() -> None:
    assert concerns.is_reopening(State.FIXED, State.LOOKED_AT)
    assert not concerns.is_reopening(State.RAISED, State.LOOKED_AT)
    assert not concerns.is_reopening(State.FIXED, State.CONFIRMED)


@given(st.lists(st.booleans(), min_size=1, max_size=4))
def test_whoever_answers_first_a_fix_ends_in_the_same_place(answers: list[bool]) -> None:
    ends = {concerns.after_answers(order) for order in permutations(answers)}
    assert ends == {State.CONFIRMED if all(answers) else State.LOOKED_AT}


@given(st.sampled_from(State), st.none() | st.sampled_from(State), st.booleans())
def test_an_answer_may_be_changed_while_it_is_fixed_or_open_again_by_an_answer(
    state: State,
    came_from: State | None,
    by_answer: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    fixed = {State.FIXED, State.CONFIRMED}
    expected = state in fixed or (state is State.LOOKED_AT and came_from in fixed and by_answer)
    assert concerns.may_be_changed(state, came_from, by_answer=by_answer) == expected


def test_the_line_of_stations_shows_what_is_behind_and_what_is_ahead() -> None:
    stops = concerns.stations(State.DECIDED, [(State.RAISED, DAY), (State.DECIDED, DAY), (State.FIXED, DAY)])
    assert [stop.state for stop in stops] == list(concerns.WAY)
    assert [stop.is_reached for stop in stops] == [True, True, True, False, False, False]
    assert [stop.day for stop in stops] == [DAY, None, DAY, None, None, None]
    assert [stop.state for stop in stops if stop.is_here] == [State.DECIDED]


def test_what_is_not_ours_ends_where_it_left_the_way() -> None:
    stops = concerns.stations(State.NOT_OURS, [(State.RAISED, DAY), (State.NOT_OURS, DAY)])
    assert [stop.state for stop in stops] == [State.RAISED, State.NOT_OURS]
    assert all(stop.is_reached for stop in stops)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, Band.NONE), (1, Band.FEW), (4, Band.FEW), (5, Band.FIVE), (9, Band.FIVE), (10, Band.TEN), (19, Band.TEN)],
)
def test_counts_are_shown_in_bands(count: int, said: Band) -> None:
    assert bands.band(count) is said


@given(st.integers(min_value=20))
def test_no_band_says_more_than_twenty(count: int) -> None:
    assert bands.band(count) is Band.TWENTY


@given(st.integers(min_value=1, max_value=9))
def test_outside_the_organisation_a_count_under_ten_is_a_few(count: int) -> None:
    assert bands.band(count, floor=bands.PUBLIC_FLOOR) is Band.FEW
