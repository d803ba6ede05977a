"""The instance of a plan: who can take which ticket, and what would be if things were different."""

from dataclasses import replace
from typing import Any

import pytest

from groundswell.epics.rules import problem
from groundswell.epics.rules.problem import Asked, Body, Member, Pin, Pot, Reviewing, Stream, Wishes, Work

ADVOCATE = Member("alice", None, 40, is_advocate=True)
HELPER = Member("bob", "one", 20, skills=frozenset({"python"}))
STRANGER = Member("charlie", "two", 20)
FAST = Body("wm", Stream.INTERNAL, is_accelerated=True, minimum=4, cells=frozenset({"one"}))
WORK = Work("t", "wm", Stream.INTERNAL, None, 8, 2, is_development=True, priority=2, is_promised=False)
CLIENT = replace(WORK, id="c", epic="shop", stream=Stream.CLIENT, cell="two")
SHOP = Body("shop", Stream.CLIENT, is_accelerated=False, minimum=0)


def test_internal_work_is_for_advocates_and_for_the_cells_that_help() -> None:
    assert [problem.may_own(each, WORK, FAST) for each in (ADVOCATE, HELPER, STRANGER)] == [True, True, False]
    assert problem.may_own(STRANGER, WORK, replace(FAST, owner="charlie"))


def test_client_work_stays_in_its_cell() -> None:
    assert [problem.may_own(each, CLIENT, SHOP) for each in (ADVOCATE, HELPER, STRANGER)] == [False, False, True]
    assert [problem.may_review(each, CLIENT) for each in (ADVOCATE, HELPER, STRANGER)] == [False, False, True]
    assert problem.may_review(STRANGER, WORK)


def test_other_work_of_a_cell_is_for_it_and_for_advocates() -> None:
    own = replace(WORK, cell="one")
    assert [problem.may_own(each, own, FAST) for each in (ADVOCATE, HELPER, STRANGER)] == [True, True, False]


def test_a_cell_that_holds_an_epic_is_planned_nothing_of_it() -> None:
    held = replace(FAST, held_in=frozenset({"one"}))
    assert [problem.may_own(each, WORK, held) for each in (ADVOCATE, HELPER)] == [True, False]
    assert not problem.may_own(HELPER, replace(WORK, cell="one"), held)


def test_an_epic_held_everywhere_is_planned_for_nobody() -> None:
    held = replace(FAST, is_held=True)
    assert [problem.may_own(each, WORK, held) for each in (ADVOCATE, HELPER)] == [False, False]


def test_not_me_and_a_missing_skill_leave_somebody_out() -> None:
    assert not problem.may_own(replace(HELPER, not_me=frozenset({"wm"})), WORK, FAST)
    assert not problem.may_own(replace(HELPER, not_me=frozenset({"t"})), WORK, FAST)
    assert not problem.may_own(ADVOCATE, replace(WORK, skills=frozenset({"python"})), FAST)
    assert problem.may_own(HELPER, replace(WORK, skills=frozenset({"python"})), FAST)


def test_what_is_accepted_whole_is_planned_for_whoever_has_it() -> None:
    taken = replace(WORK, holder="charlie")
    assert [problem.may_own(each, taken, FAST) for each in (ADVOCATE, STRANGER)] == [False, True]


def test_a_small_tool_belongs_to_no_epic_and_to_advocates() -> None:
    tool = replace(WORK, epic=None)
    assert [problem.may_own(each, tool, None) for each in (ADVOCATE, HELPER)] == [True, False]


def test_the_instance_has_the_documented_form() -> None:
    asked = Asked(
        [ADVOCATE, HELPER],
        [WORK, replace(WORK, id="done", remaining=0)],
        [FAST],
        {Stream.INTERNAL: 45, Stream.EXTERNAL: -2},
        [Pin("bob", "t", 3), Pin("gone", "t", 3), Pin("bob", "gone", 3)],
    )
    found = problem.instance_of(asked)
    assert found == {
        "members": [
            {"id": "alice", "cell": None, "capacity_hours": 20, "advocate": True, "familiar_epics": [], "pots": []},
            {"id": "bob", "cell": "one", "capacity_hours": 10, "advocate": False, "familiar_epics": [], "pots": []},
        ],
        "tickets": [
            {
                "id": "t",
                "epic": "wm",
                "stream": "internal",
                "cell": None,
                "remaining_hours": 4,
                "review_hours": 1,
                "development": True,
                "priority": 2,
                "promised": False,
                "previous_owner": None,
                "eligible": ["alice", "bob"],
                "reviewers": ["alice", "bob"],
            }
        ],
        "epics": [{"id": "wm", "stream": "internal", "accelerated": True, "minimum_hours": 2}],
        "budgets": {"internal": 22.5, "external": 0},
        "pins": [{"member": "bob", "ticket": "t", "hours": 1.5}],
    }


def test_a_what_if_changes_only_what_was_wished() -> None:
    asked = Asked([ADVOCATE, HELPER], [WORK, CLIENT], [FAST, SHOP], {Stream.INTERNAL: 20})
    wishes = Wishes(away={"bob": 30}, more={Stream.INTERNAL: 20}, promised=("t",))
    found = problem.wished(asked, wishes)
    assert [each.halves for each in found.members] == [60, 0]
    assert found.budgets == {Stream.INTERNAL: 40}
    assert [(each.is_promised, each.priority) for each in found.work] == [(True, 1), (False, 2)]
    assert not wishes.are_none
    assert problem.wished(asked, Wishes()) == asked


@pytest.mark.parametrize("advocates", [0, 1, 3])
def test_more_hours_are_shared_among_the_advocates_and_none_is_lost(advocates: int) -> None:
    members = [replace(ADVOCATE, id=str(n)) for n in range(advocates)]
    found = problem.wished(Asked(members, [], []), Wishes(more={Stream.EXTERNAL: 7}))
    assert sum(each.halves for each in found.members) == 40 * advocates + (7 if advocates else 0)


def pinned(*pins: Pin, work: Work = WORK, body: Body = FAST, halves: int = 20) -> dict[str, Any]:
    asked = Asked([ADVOCATE, replace(HELPER, halves=halves), STRANGER], [work], [body], {Stream.INTERNAL: 2}, pins)
    return problem.instance_of(asked)


def test_a_yes_holds_though_the_cell_holds_the_epic_now_and_nobody_entered_hours() -> None:
    yes = Pin("bob", "t", 6, is_accepted=True)
    found = pinned(yes, body=replace(FAST, held_in=frozenset({"one"})), halves=0)
    assert found["pins"] == [{"member": "bob", "ticket": "t", "hours": 3}]
    assert "bob" in found["tickets"][0]["eligible"]
    assert found["members"][1]["capacity_hours"] == 3
    assert found["budgets"] == {"internal": 3}


def test_a_yes_is_no_more_than_what_is_left_and_no_less_than_a_plan_can_hold() -> None:
    three = [Pin(who, "t", halves, is_accepted=True) for who, halves in (("bob", 1), ("alice", 9), ("charlie", 4))]
    assert [(each["member"], each["hours"]) for each in pinned(*three)["pins"]] == [("bob", 2), ("alice", 2)]
    twice = [Pin("bob", "t", halves, is_accepted=True) for halves in (2, 4)]
    assert [(each["member"], each["hours"]) for each in pinned(*twice)["pins"]] == [("bob", 3)]
    small = pinned(Pin("bob", "t", 9, is_accepted=True), work=replace(WORK, remaining=3))
    assert small["pins"][0]["hours"] == 1.5


def test_what_who_plans_pins_stands_as_it_was_said_beside_a_yes() -> None:
    found = pinned(Pin("bob", "t", 8), Pin("bob", "t", 6, is_accepted=True), Pin("alice", "t", 1))
    assert [(each["member"], each["hours"]) for each in found["pins"]] == [("bob", 3), ("alice", 0.5)]


def test_seven_tickets_are_the_most_that_a_yes_can_fill() -> None:
    work = [replace(WORK, id=str(n)) for n in range(9)]
    pins = [Pin("bob", str(n), 4, is_accepted=True) for n in range(9)]
    found = problem.instance_of(Asked([HELPER], work, [FAST], {}, pins))
    assert len(found["pins"]) == 7  # type: ignore[arg-type]


def members_of(asked: Asked) -> list[dict[str, Any]]:
    found: Any = problem.instance_of(asked)["members"]
    return list(found)


def test_a_pot_holds_what_was_said_yes_to_and_hours_that_are_wished_come_into_it() -> None:
    ours = frozenset({Stream.INTERNAL, Stream.EXTERNAL})
    asked = Asked([replace(ADVOCATE, pots=(Pot(ours, 3), Pot(frozenset({Stream.CLIENT}), 9)))], [WORK], [FAST])
    [member] = members_of(asked)
    assert member["pots"] == [
        {"streams": ["external", "internal"], "hours": 1.5},
        {"streams": ["client"], "hours": 4.5},
    ]
    yes = replace(asked, pins=[Pin("alice", "t", 4, is_accepted=True)])
    [member] = members_of(yes)
    assert [each["hours"] for each in member["pots"]] == [2, 4.5]
    [wished] = problem.wished(asked, Wishes(more={Stream.EXTERNAL: 5, Stream.CELL: 2})).members
    assert [pot.halves for pot in wished.pots] == [8, 9]
    assert wished.halves == ADVOCATE.halves + 7


def reviewed(*reviews: Reviewing, pins: tuple[Pin, ...] = ()) -> tuple[Any, list[float]]:
    asked = Asked([ADVOCATE, HELPER, STRANGER], [WORK], [FAST], {}, pins, reviews)
    instance: Any = problem.instance_of(asked)
    return instance["tickets"][0], [each["capacity_hours"] for each in instance["members"]]


def test_whoever_took_a_review_reviews_and_has_so_much_less() -> None:
    ticket, hours = reviewed(Reviewing("bob", "t", 2))
    assert (ticket["reviewers"], ticket["eligible"], ticket["review_hours"]) == (["bob"], ["alice"], 0)
    assert hours == [20, 9, 10]


def test_a_review_of_an_earlier_sprint_goes_on_with_whoever_took_it_and_takes_hours_of_this_one() -> None:
    ticket, hours = reviewed(Reviewing("bob", "t", 0))
    assert (ticket["reviewers"], ticket["review_hours"], hours) == (["bob"], 1, [20, 10, 10])


def test_nobody_reviews_what_they_do_themselves_or_when_they_are_away() -> None:
    for review, pins in (
        (Reviewing("bob", "t", 2), (Pin("bob", "t", 8, is_accepted=True),)),
        (Reviewing("somebody else", "t", 2), ()),
    ):
        ticket, _hours = reviewed(review, pins=pins)
        assert ticket["reviewers"] == ["alice", "bob", "charlie"]
        assert ticket["review_hours"] == 1


def test_more_of_a_stream_fits_while_every_pot_that_it_is_in_holds_it() -> None:
    pots = (Pot(frozenset({Stream.INTERNAL, Stream.EXTERNAL}), 20), Pot(frozenset({Stream.EXTERNAL}), 6))
    had = {Stream.INTERNAL: 10, Stream.EXTERNAL: 4}
    assert problem.fits_pots(pots, had, Stream.EXTERNAL, 2)
    assert not problem.fits_pots(pots, had, Stream.EXTERNAL, 3)
    assert problem.fits_pots(pots, had, Stream.INTERNAL, 6)
    assert not problem.fits_pots(pots, had, Stream.INTERNAL, 7)
    assert problem.fits_pots(pots, had, Stream.CLIENT, 100)
    assert problem.fits_pots((), had, Stream.EXTERNAL, 100)
