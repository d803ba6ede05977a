"""Grants, limits, half development, internal first: the proposal's own numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.hours.rules.axes import (
    OF_KIND,
    Activity,
    External,
    Kind,
    Pays,
    Planned,
    Stream,
    both_streams,
    external_hours,
    internal_first,
    moved_to_epics,
    shrunk,
)
from groundswell.hours.rules.development import Balance, Outlook, outlook
from groundswell.hours.rules.grants import Certainty, Grant, Per, Range, ShareOfAsk, granted_after, share_of_ask, sums
from groundswell.hours.rules.limits import Against, Demand, in_force
from groundswell.hours.rules.paying import Paying, Unpaid, unpaid, who_pays

H = 60
MINUTES = st.integers(0, 10_000)
BOTH = (Stream.INTERNAL, Stream.EXTERNAL)


def test_thirty_five_and_ten_show_forty_five_and_an_announced_forty_four_shows_a_mismatch_of_one() -> None:
    found = sums([Grant("liaison", Certainty.FIRM, 35 * H), Grant("automation", Certainty.FIRM, 10 * H)])
    assert (found.total, found.is_firm, found.hoped) == (45 * H, True, 0)
    assert found.mismatch(44 * H) == -1 * H
    assert found.mismatch(45 * H) == found.mismatch(None) == 0


def test_a_floor_counts_until_it_is_firm_and_what_is_hoped_for_never_counts() -> None:
    floor = [Grant("liaison", Certainty.FLOOR, 45 * H), Grant("liaison", Certainty.HOPED, 55 * H)]
    found = sums(floor)
    assert (found.total, found.hoped, found.is_firm) == (45 * H, 10 * H, False)
    firm = sums([*floor, Grant("liaison", Certainty.FIRM, 40 * H)])
    assert (firm.total, firm.is_firm) == (40 * H, True)
    hoped = sums([Grant("liaison", Certainty.HOPED, 5 * H)])
    assert (hoped.total, hoped.hoped, hoped.is_firm) == (0, 5 * H, False)
    assert sums([]).total == 0


def test_forty_five_hours_are_thirty_five_to_forty_two_percent_of_what_was_asked() -> None:
    assert share_of_ask(45 * H, Range(25 * H, 30 * H, Per.WEEK)) == ShareOfAsk(35, 42)
    assert share_of_ask(20 * H, Range(20 * H, 32 * H, Per.MONTH)) == ShareOfAsk(63, 100)
    assert share_of_ask(20 * H, Range(0, 0, Per.MONTH)) is None


def test_half_is_enough_and_a_tenth_less_is_not() -> None:
    assert Balance(1350, 1350).passes
    assert not Balance(1344, 1356).passes
    assert Balance(1344, 1356).missing == 12


@pytest.mark.parametrize(
    ("balance", "expected"),
    [
        (Balance(0, 0), Outlook.NOTHING_YET),
        (Balance(10 * H, 5 * H), Outlook.ON_COURSE),
        (Balance(5 * H, 10 * H), Outlook.BEHIND),
        (Balance(5 * H, 23 * H), Outlook.TOO_LATE),
        (Balance(22 * H, 22 * H + 30), Outlook.BEHIND),
    ],
)
def test_a_month_warns_before_it_ends(balance: Balance, expected: Outlook) -> None:
    assert outlook(balance, 45 * H) is expected


@given(MINUTES, MINUTES, MINUTES)
def test_what_is_still_needed_makes_it_half(development: int, other: int, granted: int) -> None:
    balance = Balance(development, other)
    needed = balance.still_needed(granted)
    whole = max(granted, balance.total)
    if outlook(balance, granted) is not Outlook.TOO_LATE:
        assert needed <= whole - balance.total or balance.passes
    assert 2 * (development + needed) >= whole


@given(MINUTES, MINUTES, MINUTES, MINUTES)
def test_external_hours_shrink_first_down_to_what_is_protected(
    internal: int, external: int, capacity: int, protected: int
) -> None:
    before = Planned(internal, external)
    after = internal_first(before, capacity, protected)
    assert after.total == min(before.total, capacity)
    assert after.internal <= internal
    assert after.external <= external
    if after.internal < internal:
        assert after.external <= max(min(external, protected), 0)
    if after.external < min(external, protected):
        assert after.internal == 0


def cells(*minutes: int) -> dict[tuple[Stream, Kind], int]:
    keys = [(stream, kind) for stream in BOTH for kind in (Kind.DEVELOPMENT, Kind.OTHER)]
    return dict(zip(keys, minutes, strict=True))


def test_external_development_stays_instead_of_internal_work_that_is_none_until_half_is_development() -> None:
    assert shrunk(cells(0, 20 * H, 20 * H, 0), 20 * H, 0) == cells(0, 10 * H, 10 * H, 0)
    assert shrunk(cells(5 * H, 15 * H, 20 * H, 0), 20 * H, 0) == cells(5 * H, 10 * H, 5 * H, 0)
    assert shrunk(cells(10 * H, 10 * H, 10 * H, 10 * H), 20 * H, 0) == cells(10 * H, 10 * H, 0, 0)
    assert shrunk(cells(0, 20 * H, 2 * H, 8 * H), 20 * H, 0) == cells(0, 18 * H, 2 * H, 0)
    assert shrunk(cells(10 * H, 10 * H, 0, 10 * H), 20 * H, 10 * H) == cells(10 * H, 0, 0, 10 * H)


@given(MINUTES, MINUTES, MINUTES, MINUTES, MINUTES)
def test_a_plan_that_shrinks_keeps_half_development_where_it_had_so_much(
    ours: int, our_other: int, theirs: int, their_other: int, capacity: int
) -> None:
    before = cells(ours, our_other, theirs, their_other)
    after = shrunk(before, capacity, 0)
    total = sum(after.values())
    assert total == min(sum(before.values()), capacity)
    assert all(0 <= minutes <= before[key] for key, minutes in after.items())
    developed = sum(minutes for (_stream, kind), minutes in after.items() if kind is Kind.DEVELOPMENT)
    assert 2 * developed >= total or developed == ours + theirs
    as_before = internal_first(both_streams(before), capacity, 0)
    if 2 * developed > total + 1:
        assert both_streams(after) == as_before


def test_without_hours_nothing_is_planned() -> None:
    assert internal_first(Planned(H, H), -5, H) == Planned(0, 0)


def test_external_hours_that_nobody_needs_go_to_epics_where_the_line_may_pay_for_it() -> None:
    assert moved_to_epics(35 * H, 30 * H, may_pay_internal=True) == 5 * H
    assert moved_to_epics(35 * H, 40 * H, may_pay_internal=True) == 0
    assert moved_to_epics(35 * H, 30 * H, may_pay_internal=False) == 0


def line(minutes: int, *streams: Stream) -> tuple[Pays, int]:
    return Pays(frozenset(streams), frozenset(Kind)), minutes


def test_external_hours_move_only_from_lines_that_may_pay_for_internal_work_too() -> None:
    lines = [line(20 * H, *BOTH), line(15 * H, Stream.EXTERNAL), line(10 * H, Stream.INTERNAL)]
    assert external_hours(lines, Planned(0, 0)) == External(35 * H, 0, 20 * H, 15 * H)
    assert external_hours(lines, Planned(10 * H, 15 * H)) == External(35 * H, 15 * H, 20 * H, 0)
    assert external_hours(lines, Planned(16 * H, 19 * H)) == External(35 * H, 19 * H, 10 * H, 0)
    assert external_hours(lines, Planned(0, 50 * H)) == External(35 * H, 50 * H, 0, 0)
    assert external_hours([], Planned(H, H)) == External(0, H, 0, 0)


@given(MINUTES, MINUTES, MINUTES, MINUTES, MINUTES)
def test_no_external_hour_is_lost_or_made(internal: int, external: int, both: int, ours: int, theirs: int) -> None:
    lines = [line(internal, Stream.INTERNAL), line(external, Stream.EXTERNAL), line(both, *BOTH)]
    found = external_hours(lines, Planned(ours, theirs))
    assert found.granted == external + both
    assert 0 <= found.moves <= both
    assert 0 <= found.stays <= external
    assert found.moves + found.stays >= external + both - theirs - max(ours - internal, 0)
    assert found.moves + found.stays <= max(external + both - theirs, 0)


def test_a_line_ends_without_hours_of_later_months() -> None:
    months = [(date(2026, 11, 1), H), (date(2026, 12, 1), 2 * H), (date(2026, 12, 1), H), (date(2027, 1, 1), H)]
    assert granted_after(date(2026, 11, 2), months) == {date(2026, 12, 1): 3 * H, date(2027, 1, 1): H}
    assert granted_after(date(2027, 1, 2), months) == {}


def test_a_line_pays_for_its_streams_and_kinds_alone() -> None:
    automation = Pays(frozenset({Stream.INTERNAL}), frozenset({Kind.DEVELOPMENT}))
    assert automation.covers(Stream.INTERNAL, Kind.DEVELOPMENT)
    assert not automation.covers(Stream.INTERNAL, Kind.OTHER)
    assert automation.only_stream is Stream.INTERNAL
    assert Pays(frozenset({Stream.INTERNAL, Stream.EXTERNAL}), frozenset()).only_stream is None


def test_reading_is_never_development_and_a_small_tool_always_is() -> None:
    assert OF_KIND[Activity.READING] is Kind.OTHER
    assert OF_KIND[Activity.SMALL_TOOL] is Kind.DEVELOPMENT


def test_a_limit_stops_a_plan_and_an_override_gives_it_room() -> None:
    strict = Against(10 * H, used=4 * H, planned=6 * H)
    assert (strict.room, strict.over) == (4 * H, 0)
    assert strict.too_much(10 * H) == 0
    assert strict.too_much(11 * H) == 1 * H
    assert Against(10 * H, allowed=2 * H).too_much(11 * H) == 0
    logged_past = Against(10 * H, used=12 * H)
    assert (logged_past.over, logged_past.room, logged_past.too_much(1)) == (2 * H, 0, 2 * H)


def test_a_plan_that_shrinks_is_never_stopped() -> None:
    assert Against(10 * H, used=12 * H, planned=11 * H).too_much(9 * H) == 0


def test_more_that_waits_than_there_is_is_an_overload() -> None:
    assert Demand(50 * H, 45 * H).is_overload
    assert not Demand(45 * H, 45 * H).is_overload


def test_a_plan_is_paid_by_the_lines_however_they_are_shared_out() -> None:
    some = line(35 * H, *BOTH)
    automation = Pays(frozenset({Stream.INTERNAL}), frozenset({Kind.DEVELOPMENT})), 10 * H
    assert unpaid(cells(10 * H, 0, 0, 35 * H), [some, automation]) is None
    found = unpaid(cells(0, 0, 0, 45 * H), [some, automation])
    assert found == Unpaid(((Stream.EXTERNAL, Kind.OTHER),), 45 * H, 35 * H)
    assert found.minutes == 10 * H
    found = unpaid(cells(0, 20 * H, 20 * H, 0), [some, automation])
    assert found is not None
    assert (found.minutes, found.there, len(found.of)) == (5 * H, 35 * H, 2)
    assert unpaid(cells(0, 0, 0, 0), []) is None


def test_a_strict_limit_bounds_what_may_go_to_external_work() -> None:
    lines = [line(35 * H, *BOTH)]
    assert external_hours(lines, Planned(0, 0), most=22 * H).may == 22 * H
    assert external_hours(lines, Planned(0, 0), most=50 * H).may == 35 * H
    assert external_hours(lines, Planned(0, 0)).may == 35 * H


def test_of_each_kind_of_limit_the_newest_holds_and_one_that_was_taken_back_is_none() -> None:
    rows = [("month", 60), ("sprint", 30), ("month", 90), ("sprint", None), ("talks", None), ("talks", 10)]
    assert in_force(rows) == {"month": 90, "talks": 10}


def test_the_narrowest_line_pays_first_and_gives_way_to_hours_that_find_no_other() -> None:
    internal, development = Pays(frozenset({Stream.INTERNAL}), frozenset(Kind)), Kind.DEVELOPMENT
    wide = Pays(frozenset({Stream.INTERNAL, Stream.EXTERNAL}), frozenset({Kind.DEVELOPMENT}))
    internal_dev, external_dev = (Stream.INTERNAL, development), (Stream.EXTERNAL, development)
    planned = {internal_dev: 60, external_dev: 60, (Stream.INTERNAL, Kind.OTHER): 60}
    lines = [("wide", wide, 90), ("own", internal, 60), ("own", internal, 15)]
    paid = {(each.stream, each.kind, each.line): each.minutes for each in who_pays(planned, lines)}
    assert paid == {
        (Stream.INTERNAL, development, "wide"): 30,
        (Stream.INTERNAL, development, "own"): 30,
        (Stream.EXTERNAL, development, "wide"): 60,
        (Stream.INTERNAL, Kind.OTHER, "own"): 45,
    }
    assert who_pays({(Stream.EXTERNAL, Kind.OTHER): 30}, lines) == []
    [one] = who_pays({(Stream.EXTERNAL, development): 30}, lines)
    assert one == Paying(Stream.EXTERNAL, development, "wide", 30)


_PAYS = st.builds(
    Pays,
    st.frozensets(st.sampled_from([Stream.INTERNAL, Stream.EXTERNAL]), min_size=1),
    st.frozensets(st.sampled_from(list(Kind)), min_size=1),
)
_CELLS = st.dictionaries(
    st.tuples(st.sampled_from([Stream.INTERNAL, Stream.EXTERNAL]), st.sampled_from(list(Kind))), st.integers(0, 100)
)


@given(_CELLS, st.lists(st.tuples(st.integers(0, 3), _PAYS, st.integers(0, 80)), max_size=5))
def test_all_that_lines_can_pay_together_is_paid_and_no_line_pays_more_than_it_has(
    planned: dict[tuple[Stream, Kind], int], lines: list[tuple[int, Pays, int]]
) -> None:
    paid = who_pays(planned, lines)
    missing = unpaid(planned, [line[1:] for line in lines])
    assert sum(each.minutes for each in paid) == sum(planned.values()) - (missing.minutes if missing else 0)
    for cell, minutes in planned.items():
        assert sum(each.minutes for each in paid if (each.stream, each.kind) == cell) <= minutes
    for name in {line[0] for line in lines}:
        has = sum(minutes for line, _pays, minutes in lines if line == name)
        assert sum(each.minutes for each in paid if each.line == name) <= has
    for each in paid:
        assert any(line == each.line and pays.covers(each.stream, each.kind) for line, pays, _minutes in lines)
