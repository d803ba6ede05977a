"""Holds are counted in days, hours in halves, and help that goes away moves only what is elastic."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.epics.rules import elastic, hill, holds, hours, offers, plans
from groundswell.epics.rules.elastic import Line, Part
from groundswell.epics.rules.holds import HoldFault, Reason, Spell
from groundswell.epics.rules.hours import HoursFault
from groundswell.epics.rules.offers import Answer, AnswerFault, OfferState, Room, Standing, To
from groundswell.epics.rules.plans import Change, PlanKind, PlanState, PublishFault, Touch

DAY = date(2026, 11, 25)


def back(days: int) -> date:
    return DAY - timedelta(days=days)


# ---------------------------------------------------------------- hours


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (None, HoursFault.NONE),
        (Decimal("NaN"), HoursFault.NONE),
        (Decimal("Infinity"), HoursFault.NONE),
        (Decimal(-1), HoursFault.BELOW),
        (Decimal(2001), HoursFault.TOO_MANY),
        (Decimal("1.25"), HoursFault.NOT_HALVES),
        (Decimal("1.5"), None),
        (Decimal(0), None),
    ],
)
def test_hours_are_halves_and_nothing_absurd(typed: Decimal | None, fault: HoursFault | None) -> None:
    assert hours.hours_fault(typed) is fault


@pytest.mark.slow
@given(st.integers(0, 4000))
def test_no_half_hour_is_lost_between_the_page_and_the_table(halves: int) -> None:
    assert hours.halves_of(hours.in_hours(halves)) == halves


# ---------------------------------------------------------------- holds


def test_an_epic_can_move_in_one_cell_and_be_held_in_another() -> None:
    spells = [Spell("heron", Reason.CLIENT_WORK, back(9))]
    assert holds.days_now(spells, "heron", DAY) == 10
    assert holds.days_now(spells, "plover", DAY) == 0


def test_a_hold_everywhere_holds_every_cell() -> None:
    spells = [Spell[str](None, Reason.DECISION, back(2))]
    assert holds.days_now(spells, "heron", DAY) == 3
    assert holds.days_now(spells, None, DAY) == 3


def test_days_in_all_hold_the_spells_that_ended_and_count_a_day_once() -> None:
    spells = [
        Spell("heron", Reason.CLIENT_WORK, back(20), back(10)),
        Spell[str](None, Reason.DECISION, back(15), back(5)),
        Spell("plover", Reason.OUTSIDE, back(30)),
    ]
    assert holds.days_in_all(spells, "heron", DAY) == 15
    assert holds.days_anywhere(spells, DAY) == 31
    assert holds.days_in_all([], "heron", DAY) == 0


def test_client_work_is_one_line_among_the_reasons() -> None:
    spells = [
        Spell("heron", Reason.CLIENT_WORK, back(4)),
        Spell("plover", Reason.CLIENT_WORK, back(100), back(8)),
        Spell("plover", Reason.DECISION, back(2), back(1)),
    ]
    days = holds.days_by_reason(spells, back(9), DAY)
    assert days[Reason.CLIENT_WORK] == 5 + 1
    assert days[Reason.DECISION] == 1
    assert days[Reason.NOBODY_FREE] == 0


def test_a_hold_that_began_and_ended_on_one_day_has_no_days() -> None:
    assert Spell("heron", Reason.OTHER, DAY, DAY).days(DAY) == 0


@pytest.mark.parametrize(
    ("reason", "note", "first", "is_held", "since", "fault"),
    [
        ("", "", DAY, False, None, HoldFault.NO_REASON),
        ("other", " ", DAY, False, None, HoldFault.NO_NOTE),
        ("other", "the flood", DAY, False, None, None),
        ("decision", "", DAY + timedelta(days=1), False, None, HoldFault.TO_COME),
        ("decision", "", back(31), False, None, HoldFault.BEFORE),
        ("decision", "", back(3), False, back(2), HoldFault.BEFORE),
        ("decision", "", back(2), False, back(2), None),
        ("decision", "", DAY, True, None, HoldFault.HELD),
    ],
)
def test_holding_needs_a_reason_and_a_day_that_can_be(
    *, reason: str, note: str, first: date, is_held: bool, since: date | None, fault: HoldFault | None
) -> None:
    begun = back(30)
    assert holds.hold_fault(reason, note, first, begun=begun, today=DAY, is_held=is_held, since=since) is fault


# ---------------------------------------------------------------- the hill


def test_the_hill_has_two_sides_a_top_and_an_end() -> None:
    sides = [hill.side_of(each) for each in (0, 50, 51, 100)]
    assert sides == [hill.Side.FINDING_OUT, hill.Side.KNOWN, hill.Side.GETTING_DONE, hill.Side.DONE]
    assert [hill.height_of(each) for each in (0, 50, 100)] == [0, 1, 0]
    assert [hill.is_place(each) for each in (None, -1, 0, 100, 101)] == [False, False, True, True, False]


def test_an_epic_without_an_update_is_silent_but_not_in_the_sprint_in_which_it_began() -> None:
    assert hill.is_silent({3: "said"}, sprint=4, begun=2)
    assert not hill.is_silent({4: "said"}, sprint=4, begun=2)
    assert not hill.is_silent({}, sprint=4, begun=4)


# ---------------------------------------------------------------- offers


def test_what_is_above_the_limit_goes_to_cells_first() -> None:
    assert [offers.first_to(halves, 16) for halves in (16, 17)] == [To.PEOPLE, To.CELLS]


@pytest.mark.parametrize(
    ("state", "answer", "is_free", "is_past", "fault"),
    [
        (OfferState.OPEN, Answer.ACCEPT, True, False, None),
        (OfferState.OPEN, Answer.ACCEPT, False, False, AnswerFault.TAKEN),
        (OfferState.OPEN, Answer.DECLINE, False, False, None),
        (OfferState.OPEN, Answer.ACCEPT, True, True, AnswerFault.PAST),
        (OfferState.OPEN, Answer.DECLINE, True, True, AnswerFault.PAST),
        (OfferState.DECLINED, Answer.ACCEPT, True, False, None),
        (OfferState.TAKEN_BACK, Answer.ACCEPT, True, False, AnswerFault.OVER),
        (OfferState.ACCEPTED, Answer.WITHDRAW, False, True, None),
        (OfferState.OPEN, Answer.WITHDRAW, True, False, AnswerFault.NOT_ACCEPTED),
    ],
)
def test_an_offer_is_answered_while_it_stands(
    *, state: OfferState, answer: Answer, is_free: bool, is_past: bool, fault: AnswerFault | None
) -> None:
    assert offers.answer_fault(state, answer, is_free=is_free, is_past=is_past) is fault


def test_those_with_room_keep_the_order_in_which_they_are_given() -> None:
    rooms = [Room("ada", 4), Room("bea", 12), Room("cid", 6)]
    assert offers.with_room(rooms, 6) == ["bea", "cid"]


HAS = Standing(8, OfferState.ACCEPTED)
ASKED = Standing(8, OfferState.OPEN)
BY_HAND = Standing(8, OfferState.OPEN, is_planned=False)
NO = Standing(8, OfferState.DECLINED)


@pytest.mark.parametrize(
    ("wanted", "standing", "made", "over"),
    [
        ([8], [], [8], []),
        ([8], [HAS], [], []),
        ([16], [HAS], [8], []),
        ([4, 12], [HAS], [8], []),
        ([6, 8], [HAS], [6], []),
        ([4], [HAS], [], []),
        ([8], [ASKED], [], []),
        ([12], [ASKED], [12], [0]),
        ([], [HAS, ASKED], [], [1]),
        ([8, 8], [ASKED], [8], []),
        ([16], [HAS, ASKED], [], []),
        ([12], [BY_HAND], [4], []),
        ([], [BY_HAND], [], []),
        ([8], [NO], [], []),
        ([8], [NO, ASKED], [], []),
    ],
)
def test_a_plan_offers_the_difference_to_what_stands(
    wanted: list[int], standing: list[Standing], made: list[int], over: list[int]
) -> None:
    assert offers.anew(wanted, standing) == (made, over)


@given(st.lists(st.integers(1, 40), max_size=4), st.lists(st.integers(1, 40), max_size=3))
def test_no_half_hour_of_a_plan_is_lost_or_offered_twice(wanted: list[int], accepted: list[int]) -> None:
    made, over = offers.anew(wanted, [Standing(each, OfferState.ACCEPTED) for each in accepted])
    assert sum(made) == max(sum(wanted) - sum(accepted), 0)
    assert min([1, *made]) == 1
    assert over == []


# ---------------------------------------------------------------- floor and elastic remainder

LINES = st.lists(
    st.builds(
        Line,
        ticket=st.integers(0, 12).map(str),
        epic=st.sampled_from(["a", "b", None]),
        halves=st.integers(1, 20),
        is_development=st.booleans(),
        priority=st.integers(1, 5),
    ),
    max_size=8,
    unique_by=lambda line: line.ticket,
)
FLOORS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 8))


def fixed(lines: object) -> list[Line[str]]:
    return sorted((each for each in lines if each.part is Part.FIXED), key=repr)  # type: ignore[attr-defined]


@pytest.mark.slow
@given(LINES, FLOORS, LINES, st.integers(0, 60))
def test_help_that_goes_away_never_moves_the_floor(
    lines: list[Line[str]], floors: dict[str, int], returned: list[Line[str]], room: int
) -> None:
    plan = elastic.split(lines, floors)
    for line in returned:
        moved = elastic.after_withdrawal(plan, line, room=room)
        assert fixed(moved.lines) == fixed(plan)
        assert all(each.part is Part.ELASTIC for each in moved.waiting)
        before = sum(each.halves for each in plan) + line.halves
        assert sum(each.halves for each in (*moved.lines, *moved.waiting)) == before, "no half hour is lost"
        assert sum(each.halves for each in moved.lines) <= max(room, sum(each.halves for each in fixed(plan)))
        plan = list(moved.lines)


@given(LINES, FLOORS)
def test_the_floor_is_as_much_development_as_is_there_and_no_more_than_was_asked(
    lines: list[Line[str]], floors: dict[str, int]
) -> None:
    plan = elastic.split(lines, floors)
    for epic, floor in floors.items():
        there = sum(each.halves for each in lines if each.epic == epic and each.is_development)
        kept = sum(each.halves for each in fixed(plan) if each.epic == epic)
        assert kept == min(floor, there)
        assert elastic.floor_missing(lines, floors).get(epic, 0) == floor - kept
    assert sum(each.halves for each in plan) == sum(each.halves for each in lines)
    assert all(each.is_development for each in fixed(plan))


def test_what_comes_back_moves_what_matters_less() -> None:
    plan = elastic.split(
        [Line("late", None, 6, is_development=True, priority=4), Line("own", "a", 2, is_development=True)], {"a": 2}
    )
    moved = elastic.after_withdrawal(plan, Line("returned", "a", 4, is_development=True, priority=1), room=8)
    assert {(each.ticket, each.halves, each.part) for each in moved.lines} == {
        ("own", 2, Part.FIXED),
        ("returned", 4, Part.ELASTIC),
        ("late", 2, Part.ELASTIC),
    }
    assert [(each.ticket, each.halves) for each in moved.waiting] == [("late", 4)]


# ---------------------------------------------------------------- plans


def test_differences_say_what_is_new_gone_more_less_and_the_same() -> None:
    before = {("m", "a"): 4, ("m", "b"): 4, ("m", "c"): 4, ("n", "e"): 2}
    after = {("m", "a"): 6, ("m", "b"): 2, ("m", "d"): 4, ("n", "e"): 2}
    found = {each.ticket: each.change for each in plans.differences(before, after, {})}
    assert found == {"a": Change.MORE, "b": Change.LESS, "c": Change.GONE, "d": Change.NEW, "e": Change.SAME}
    assert plans.differences(before, after, {})[-1].ticket == "e", "what stays as it is comes last"


@pytest.mark.parametrize(
    ("kind", "state", "has_lines", "base", "is_past", "fault"),
    [
        (PlanKind.WHAT_IF, PlanState.DONE, True, 1, False, PublishFault.DRAFT),
        (PlanKind.PROPOSED, PlanState.RUNNING, True, 1, False, PublishFault.RUNNING),
        (PlanKind.PROPOSED, PlanState.DONE, False, 1, False, PublishFault.NOTHING),
        (PlanKind.PROPOSED, PlanState.DONE, True, 1, True, PublishFault.PAST),
        (PlanKind.PROPOSED, PlanState.DONE, True, 0, False, PublishFault.OVERTAKEN),
        (PlanKind.PROPOSED, PlanState.STOPPED, True, 1, False, None),
    ],
)
def test_only_a_finished_plan_made_beside_what_is_published_can_be_published(
    *, kind: PlanKind, state: PlanState, has_lines: bool, base: int, is_past: bool, fault: PublishFault | None
) -> None:
    found = plans.publish_fault(kind, state, has_lines=has_lines, base=base, published=1, is_past=is_past)
    assert found is fault


def test_an_accelerated_epic_below_the_floor_is_named() -> None:
    assert plans.untouched([Touch("a", 0), Touch("b", 2)], 2) == ["a"]


@pytest.mark.parametrize(("development", "other", "passes"), [(45, 45, True), (44, 45, False), (0, 0, True)])
def test_half_is_enough_and_less_is_not(*, development: int, other: int, passes: bool) -> None:
    assert plans.is_half_development(development, other) is passes


def test_meetings_and_a_reserve_are_left_out_of_what_a_plan_may_fill() -> None:
    assert hours.left_for_tickets(80, meetings=0, reserve=0) == 80
    assert hours.left_for_tickets(80, meetings=10, reserve=10) == 63
    assert hours.left_for_tickets(33, meetings=0, reserve=10) == 29, "what is rounded off is not filled"
    assert hours.left_for_tickets(4, meetings=10, reserve=0) == 0
