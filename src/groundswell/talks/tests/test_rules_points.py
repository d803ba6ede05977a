"""A point ends by its member's say alone, in one of four ways, and nothing vanishes: decided without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.talks.rules import points as rules
from groundswell.talks.rules.points import Outcome, PointFault, Standing, TalkState

OUT = {Outcome.PUBLISHED, Outcome.ANONYMISED}
outcomes = st.sampled_from(Outcome)
standings = st.builds(
    Standing, outcome=st.none() | outcomes, suggested=st.none() | outcomes, is_carried=st.just(value=False)
) | st.builds(Standing, outcome=st.sampled_from(sorted(OUT)), suggested=st.none(), is_carried=st.just(value=True))
HELD = date(2026, 11, 25)


@given(standings, outcomes)
def test_a_suggestion_never_ends_a_point(point: Standing, outcome: Outcome) -> None:
    after = rules.suggest(point, outcome)
    assert after == (replace(point, suggested=outcome) if point.is_open else PointFault.SETTLED)


@given(standings, outcomes)
def test_a_member_ends_a_point_in_one_of_four_ways_until_it_was_carried_on(point: Standing, outcome: Outcome) -> None:
    after = rules.agree(point, outcome)
    assert after == (PointFault.CARRIED if point.is_carried else replace(point, outcome=outcome))


@given(standings)
def test_only_what_its_member_let_out_is_carried_and_once(point: Standing) -> None:
    after = rules.carry(point)
    if isinstance(after, Standing):
        assert point.outcome in OUT
        assert after == replace(point, is_carried=True)
        assert rules.carry(after) == PointFault.CARRIED
    else:
        expected = PointFault.UNSETTLED if point.is_open else PointFault.CARRIED
        assert after == (PointFault.STAYS if point.outcome in {Outcome.NOTHING, Outcome.REFUSED} else expected)


@given(st.lists(standings, max_size=6))
def test_one_click_ends_what_is_open_and_nothing_else(points: list[Standing]) -> None:
    after = rules.nothing_to_publish(points)
    assert len(after) == len(points)
    assert all(
        now == was if not was.is_open else now.outcome is Outcome.NOTHING
        for was, now in zip(points, after, strict=True)
    )
    assert rules.is_settled(after, state=TalkState.HELD, said_nothing=True)


@given(standings)
def test_a_point_that_may_go_out_waits_for_its_reader_until_it_was_carried(point: Standing) -> None:
    assert point.waits_for_reader == (point.outcome in OUT and not point.is_carried)
    assert point.leaves_the_room == (point.outcome in OUT)


@pytest.mark.parametrize(
    ("points", "state", "said_nothing", "settled"),
    [
        ([], TalkState.HELD, False, False),
        ([], TalkState.BOOKED, True, True),
        ([], TalkState.CALLED_OFF, False, True),
        ([Standing()], TalkState.CALLED_OFF, False, False),
        ([Standing()], TalkState.HELD, True, False),
        ([Standing(Outcome.REFUSED)], TalkState.HELD, False, True),
        ([Standing(Outcome.REFUSED), Standing()], TalkState.HELD, False, False),
    ],
)
def test_a_talk_is_settled_when_each_point_has_ended_or_there_was_none(
    points: list[Standing], *, state: TalkState, said_nothing: bool, settled: bool
) -> None:
    assert rules.is_settled(points, state=state, said_nothing=said_nothing) is settled


@given(days=st.integers(-3, 40), settled=st.booleans())
def test_its_member_is_asked_for_two_weeks_and_then_it_stands_in_its_readers_list_alone(
    *, days: int, settled: bool
) -> None:
    today = HELD + timedelta(days=days)
    asked = rules.waits_for_member(HELD, today, is_settled=settled)
    listed = rules.is_listed_to_reader(HELD, today, is_settled=settled)
    assert asked == (not settled and 0 <= days <= 14)
    assert listed == (not settled and days > 14)


def test_a_reader_adds_nothing_once_the_member_said_that_there_is_nothing() -> None:
    assert rules.may_reader_add(said_nothing=False)
    assert not rules.may_reader_add(said_nothing=True)


@pytest.mark.parametrize("by_reader", [False, True])
def test_what_was_held_is_undone_by_its_reader_alone(*, by_reader: bool) -> None:
    assert rules.may_call_off(TalkState.BOOKED, by_reader=by_reader)
    assert rules.may_call_off(TalkState.HELD, by_reader=by_reader) is by_reader
    assert not rules.may_call_off(TalkState.CALLED_OFF, by_reader=by_reader)
