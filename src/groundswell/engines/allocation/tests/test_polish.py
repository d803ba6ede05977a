"""Parts of a plan: where it loses to the bound, what stands while the rest is planned anew, who shares nobody."""

from typing import Any

import numpy as np
import pytest

from benchmarks.allocation_instances import instance
from groundswell.engines.allocation import Problem, polish
from groundswell.engines.allocation.greedy import first_plan
from groundswell.engines.allocation.program import solve
from groundswell.engines.allocation.relaxation import relaxed
from groundswell.engines.allocation.score import MISSED_TOUCH, is_sound, merit, value
from groundswell.engines.allocation.shortfall import Shortfall
from groundswell.engines.allocation.tables import Tables

ENOUGH = 20.0


def sprint(*, has_epics: bool = True, seed: int = 1) -> Tables:
    given: dict[str, Any] = instance(15, 40, seed)
    if not has_epics:
        given["epics"] = [epic | {"minimum_hours": 0, "accelerated": False} for epic in given["epics"]]
    return Tables(Problem.from_dict(given))


@pytest.mark.slow
def test_every_point_that_a_plan_loses_to_the_bound_is_somebodys() -> None:
    tables = sprint(has_epics=False)
    found = relaxed(tables, seconds=ENOUGH)
    assert found is not None
    for plan in (tables.nothing(), first_plan(tables), polish.rounded(tables, found)):
        lost = Shortfall(tables, found).of_members(plan)
        assert lost.sum() == pytest.approx(found.bound - value(tables, plan), abs=1e-4 * found.bound)
        assert lost.min() > -1e-6 * found.bound


@pytest.mark.slow
def test_what_only_an_epic_loses_is_nobodys_and_nothing_is_counted_twice() -> None:
    tables = sprint()
    found = relaxed(tables, seconds=ENOUGH)
    assert found is not None
    plan = first_plan(tables)
    gap = found.bound - merit(tables, plan)
    assert 0.5 * gap < Shortfall(tables, found).of_members(plan).sum() <= gap + 1e-6


@pytest.mark.slow
def test_a_touch_that_is_missed_is_the_advocates_and_comes_before_all_else() -> None:
    tables = Tables(Problem.from_dict(instance(60, 300, 3)))
    found = relaxed(tables, seconds=ENOUGH)
    assert found is not None
    assert tables.touches
    lost = Shortfall(tables, found).of_members(tables.nothing())
    assert lost.argmax() == tables.touches[0].member
    assert lost.max() > MISSED_TOUCH / 2


@pytest.mark.slow
def test_around_the_tickets_that_are_planned_anew_owners_and_reviewers_stay() -> None:
    tables = sprint()
    plan = first_plan(tables)
    choice = polish.Choice(tables, relaxed(tables, seconds=ENOUGH))
    choice.look(plan)
    group = choice.group(plan, np.zeros(tables.members, bool))
    assert group is not None
    part = choice.part(plan, group)
    found = solve(part.program, seconds=ENOUGH, start=part.start)
    assert found.values is not None
    made = part.merged(plan, found.values)
    assert is_sound(tables, made)
    assert value(tables, made) >= value(tables, plan)
    stands = (plan.hours > 0) & ~group.tickets[tables.ticket]
    assert stands.any()
    assert ((made.hours > 0) >= stands).all()
    assert (made.reviews >= (plan.reviews & ~group.tickets[tables.review_ticket])).all()


@pytest.mark.slow
def test_parts_that_are_in_work_at_the_same_time_share_nobody() -> None:
    tables = Tables(Problem.from_dict(instance(60, 300, 1)))
    plan = first_plan(tables)
    choice = polish.Choice(tables, relaxed(tables, seconds=ENOUGH))
    choice.look(plan)
    busy, groups = np.zeros(tables.members, bool), 0
    while groups < 3 and (group := choice.group(plan, busy)) is not None:
        assert not (group.around & busy).any()
        busy |= group.around
        groups += 1
    assert groups >= 2


@pytest.mark.slow
def test_members_are_divided_so_that_each_is_planned_once_near_the_relaxation() -> None:
    tables = Tables(Problem.from_dict(instance(60, 300, 2)))
    columns = polish.likely(tables, relaxed(tables, seconds=ENOUGH))
    groups = [members.tolist() for members in polish.following(tables, columns)]
    planned = sorted(member for group in groups for member in group)
    assert planned == sorted(set(tables.member[columns.wanted].tolist()))
