"""Why not is true of the plan as it stands, a price is never too high, and wishes that clash are named."""

import json
import time
from typing import Any

import numpy as np
import pytest

from benchmarks.allocation_instances import instance
from groundswell.engines.allocation import BadProblem, Conflict, Plan, Problem
from groundswell.engines.allocation.prices import Prices
from groundswell.engines.allocation.program import solve
from groundswell.engines.allocation.relaxation import relaxation
from groundswell.engines.allocation.tables import Tables
from groundswell.engines.allocation.tests.test_plans import planned, small


def why(problem: dict[str, Any]) -> str:
    plan = planned(problem)
    assert len(plan.unplanned) == 1, plan
    return plan.unplanned[0].why_not


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"eligible": []}, "Nobody is eligible"),
        ({"reviewers": []}, "Nobody is named who may review it; 8 h of it are planned."),
        ({"reviewers": ["ann"]}, "ann is the only owner it could have, and the only reviewer"),
        ({"remaining_hours": 21}, "No 2 who are eligible have the hours for all of it together"),
        ({"review_hours": 20.5}, "the review takes 20.5 h, and no reviewer has them left (bob)"),
    ],
)
def test_what_stands_in_the_way_of_a_ticket_is_said(change: dict[str, Any], words: str) -> None:
    assert words.lower() in why(small(**change)).lower()


def test_a_budget_that_is_too_small_is_named() -> None:
    assert "The internal budget is 3 h, and it takes 8 h; 3 h of it are planned." in why(
        small() | {"budgets": {"internal": 3}}
    )


def test_whose_hours_are_for_other_streams_is_named() -> None:
    problem = small(remaining_hours=4, review_hours=0)
    problem["members"][0]["pots"] = [{"streams": ["internal", "external"], "hours": 5}]
    problem["tickets"].append(problem["tickets"][0] | {"id": "more", "priority": 5})
    assert sum(line.hours for line in planned(problem).lines) == 4
    assert "no hours left for internal work: ann" in why(problem).lower()


def test_a_pin_is_held_against_the_hours_that_are_for_its_stream() -> None:
    problem = small()
    problem["members"][0]["pots"] = [{"streams": ["internal"], "hours": 3}]
    problem["pins"] = [{"member": "ann", "ticket": problem["tickets"][0]["id"], "hours": 4}]
    with pytest.raises(Conflict, match=r"are pinned to ann, who has fewer for internal work"):
        planned(problem)
    more = problem["tickets"][0] | {"id": "more", "remaining_hours": 2}
    problem["tickets"].append(more)
    problem["pins"] = [{"member": "ann", "ticket": each["id"], "hours": 2} for each in problem["tickets"]]
    with pytest.raises(Conflict, match=r"ann has fewer hours for internal work"):
        planned(problem)


def test_whoever_is_full_or_has_seven_tickets_is_named() -> None:
    problem = small(promised=True, remaining_hours=2, review_hours=0)
    problem["tickets"] = [problem["tickets"][0] | {"id": f"t{number}"} for number in range(7)]
    late = problem["tickets"][0] | {"id": "late", "promised": False}
    problem["tickets"].append(late)
    assert "already with 7 tickets: ann" in why(problem).lower()
    problem["members"][0]["capacity_hours"] = 14
    assert "full: ann" in why(problem).lower()


def resolved(tables: Tables, ticket: int | None) -> float | None:
    """Solve the relaxation from nothing, with a ticket whole and reviewed."""
    written = relaxation(tables)
    if ticket is not None:
        own, reviews = tables.pairs_of_tickets[ticket], tables.reviews_of_tickets[ticket]
        remaining = tables.remaining[ticket]
        written.program.add_rows(1, remaining, remaining, (0, written.hours[own], 1))
        written.program.add_rows(1, 1, 1, (0, written.reviews[reviews], 1))
    found = solve(written.program, seconds=60, is_relaxed=True)
    return found.objective if found.is_optimal else None


@pytest.mark.slow
def test_a_price_is_what_the_relaxation_loses_when_it_is_solved_anew() -> None:
    tables = Tables(Problem.from_dict(instance(15, 40, 1)))
    prices, best = Prices(tables), resolved(tables, None)
    assert best is not None
    for ticket in range(tables.tickets):
        price, anew = prices.of(ticket), resolved(tables, ticket)
        assert (price.points is None) == (anew is None)
        if price.points is not None and anew is not None:
            assert price.points <= best - anew + 1e-6
            assert price.points >= best - anew - 2


@pytest.mark.slow
def test_a_price_at_sixty_people_takes_no_time_that_anybody_sees() -> None:
    prices = Prices(Tables(Problem.from_dict(instance(60, 300, 1))))
    took = []
    for ticket in range(20):
        began = time.thread_time()
        prices.of(ticket)
        took.append(time.thread_time() - began)
    assert np.median(took) < 0.02


@pytest.mark.slow
def test_with_its_ticket_whole_no_plan_is_worth_more_than_the_bound_less_the_price() -> None:
    tables = Tables(Problem.from_dict(instance(4, 10, 2)))
    prices, plan = Prices(tables), planned(instance(4, 10, 2), 2)
    for review in plan.reviews:
        price = prices.of(tables.place_of_ticket[review.ticket])
        assert price.points is not None
        assert plan.value <= prices.best - price.points + 1


def clash(problem: dict[str, Any]) -> Conflict:
    with pytest.raises(Conflict) as caught:
        planned(problem)
    return caught.value


def pins(*wanted: tuple[str, str, float]) -> list[dict[str, Any]]:
    return [{"member": who, "ticket": what, "hours": hours} for who, what, hours in wanted]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (("bob", "build", 4.0), "bob is pinned to build and may not do it"),
        (("ann", "build", 9.0), "8 h of it remain"),
        (("ann", "build", 1.0), "nobody takes less of it than 2 h"),
    ],
)
def test_a_pin_that_cannot_be_alone(wanted: tuple[str, str, float], words: str) -> None:
    found = clash(small() | {"pins": pins(wanted)})
    assert words in str(found)
    assert found.pins == (0,)


def test_of_pins_that_clash_the_fewest_are_named() -> None:
    problem = small()
    problem["tickets"] = [problem["tickets"][0] | {"id": f"t{number}", "remaining_hours": 12} for number in range(4)]
    problem["pins"] = pins(("ann", "t0", 2), ("ann", "t1", 12), ("ann", "t2", 2), ("ann", "t3", 10))
    found = clash(problem)
    assert found.pins == (1, 3)
    assert "ann has fewer hours" in str(found)
    assert "20 h" not in str(found), "how many they have is theirs to tell"
    rest = [pin for row, pin in enumerate(problem["pins"]) if row != 3]
    assert isinstance(planned(problem | {"pins": rest}), Plan)


def test_an_advocate_pinned_to_other_work_than_development() -> None:
    problem = small()
    problem["members"][0]["advocate"] = True
    problem["tickets"].append(problem["tickets"][0] | {"id": "talk", "development": False, "remaining_hours": 12})
    problem["pins"] = pins(("ann", "talk", 10))
    assert "at least half of the hours of ann" in str(clash(problem))
    problem["pins"] = pins(("ann", "talk", 8))
    assert isinstance(planned(problem), Plan)


def test_development_beside_a_pin_needs_room_for_its_smallest_part() -> None:
    problem = small()
    problem["members"][0] |= {"advocate": True, "capacity_hours": 3}
    problem["tickets"].append(problem["tickets"][0] | {"id": "talk", "development": False, "remaining_hours": 1.5})
    problem["pins"] = pins(("ann", "talk", 1.5))
    assert "not enough of it fits (ann)" in str(clash(problem))  # two hours at least, and an hour and a half is left
    problem["members"][0]["capacity_hours"] = 3.5
    assert len(planned(problem).lines) == 2


@pytest.mark.parametrize(
    ("path", "given", "words"),
    [
        (("tickets", 0, "remaining_hours"), -1, "tickets[0].remaining_hours: -1 hours are fewer than none"),
        (("tickets", 0, "remaining_hours"), float("nan"), "tickets[0].remaining_hours: nan is no number of hours"),
        (("tickets", 0, "remaining_hours"), 1e9, "tickets[0].remaining_hours"),
        (("tickets", 0, "remaining_hours"), 10**400, "tickets[0].remaining_hours"),
        (("tickets", 0, "remaining_hours"), 1.25, "1.25 hours are no whole number of half hours"),
        (("tickets", 0, "remaining_hours"), "8", 'tickets[0].remaining_hours: expected hours, found "8"'),
        (("tickets", 0, "remaining_hours"), None, "tickets[0].remaining_hours: expected hours, found null"),
        (("tickets", 0, "priority"), 6, "tickets[0].priority: 6 is none"),
        (("tickets", 0, "stream"), "lunch", 'tickets[0].stream: "lunch" is no stream'),
        (("tickets", 0, "epic"), "gone", 'tickets[0].epic: there is no epic "gone"'),
        (("tickets", 0, "eligible"), ["eve"], 'tickets[0].eligible: there is no member "eve"'),
        (("tickets", 0, "promised"), "yes", "tickets[0].promised: expected true or false"),
        (("members", 1, "id"), "ann", 'members[1].id: "ann" is the id of members[0] too'),
        (("members", 1), 7, "members[1]: expected an object, found 7"),
        (("members",), None, "members: expected a list, found null"),
        (("budgets",), {"internal": -3}, "budgets.internal: -3 hours are fewer than none"),
        (("budgets",), {"holiday": 3}, '"holiday" is no stream'),
        (("pins",), [{"member": "eve", "ticket": "build", "hours": 1}], 'pins[0].member: there is no member "eve"'),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(path: tuple[Any, ...], given: object, words: str) -> None:
    problem: Any = small()
    inside = problem
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = given
    with pytest.raises(BadProblem) as caught:
        Problem.from_dict(problem)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"members": [\n  oops', "Line 2, column 3: this is no JSON"),
        ("", "Line 1, column 1"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "the problem: expected an object, found []"),
    ],
)
def test_a_text_that_is_no_problem(text: str | bytes, words: str) -> None:
    with pytest.raises(BadProblem) as caught:
        Problem.read(text)
    assert words in str(caught.value)


def test_a_reason_names_who_has_too_few_hours_and_not_how_many_they_have() -> None:
    assert why(small(remaining_hours=60)).startswith("No 2 who are eligible have the hours for all of it together")
    shared = small(remaining_hours=30, eligible=["ann", "bob"])
    shared["tickets"].append({**shared["tickets"][0], "id": "first", "remaining_hours": 8, "promised": True})
    for reason in (each.why_not for each in planned(shared).unplanned):
        assert "up to" not in reason


def test_nobody_no_ticket_and_no_hour_are_sprints_too() -> None:
    empty = planned({"members": [], "tickets": []})
    assert (empty.lines, empty.value, empty.is_optimal) == ((), 0, True)
    idle = small()
    for member in idle["members"]:
        member["capacity_hours"] = 0
    assert "Nobody who is eligible has the 2 h" in planned(idle).unplanned[0].why_not
    assert json.dumps(planned(idle).to_dict(), allow_nan=False)
