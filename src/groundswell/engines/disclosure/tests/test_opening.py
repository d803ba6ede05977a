import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.disclosure import BadPeriod, group_of_joiner, reporting_groups
from groundswell.engines.disclosure.tests.histories import PARENTS, Roster, histories


@given(histories(most=1), st.sampled_from([4, 5, 10]))
def test_groups_are_a_partition_into_at_least_k_people(rosters: list[Roster], k: int) -> None:
    roster = rosters[-1]
    groups = reporting_groups(roster, PARENTS, k)
    people = [person for group in groups for person in group.people]
    assert len(people) == len(set(people))
    assert all(len(group.people) >= k for group in groups)
    assert set(people) == (set(roster) if len(roster) >= k else set())


def test_small_cells_climb_until_they_are_enough() -> None:
    roster: Roster = dict.fromkeys(("ash-1", "ash-2", "ash-3"), "ash")
    roster |= {f"birch-{n}": "birch" for n in range(2)}
    roster |= {f"elm-{n}": "elm" for n in range(6)}
    groups = {group.name: group for group in reporting_groups(roster, PARENTS, 5)}
    assert groups["north"].cells == ("ash", "birch")
    assert groups["elm"].cells == ("elm",)


def test_whoever_is_in_no_cell_joins_the_smallest_group_when_they_are_few() -> None:
    roster: Roster = {"guest": None, **{f"ash-{n}": "ash" for n in range(9)}, **{f"elm-{n}": "elm" for n in range(6)}}
    groups = {group.name: group for group in reporting_groups(roster, PARENTS, 5)}
    assert groups["all"].people == {f"elm-{n}" for n in range(6)} | {"guest"}
    assert groups["all"].cells == ("all", "elm")


def test_a_joiner_votes_in_a_rolled_up_group_or_waits() -> None:
    roster: Roster = dict.fromkeys(("ash-1", "ash-2", "ash-3"), "ash")
    roster |= {f"birch-{n}": "birch" for n in range(2)}
    roster |= {f"elm-{n}": "elm" for n in range(6)}
    groups = reporting_groups(roster, PARENTS, 5)
    assert group_of_joiner("ash", groups, PARENTS) == "north"
    assert group_of_joiner("elm", groups, PARENTS) is None
    assert group_of_joiner(None, groups, PARENTS) is None


def test_a_joiner_of_a_cell_that_nobody_knows_votes_with_those_who_have_none() -> None:
    roster: Roster = {"guest": None, **{f"elm-{n}": "elm" for n in range(6)}}
    groups = reporting_groups(roster, PARENTS, 5)
    assert [group_of_joiner(cell, groups, PARENTS) for cell in ("unheard of", None)] == ["all", "all"]


@pytest.mark.parametrize(
    "parents", [{"a": None, "b": None}, {"a": "b", "b": "a", "top": None}, {"a": "gone", "top": None}]
)
def test_a_tree_with_two_tops_a_ring_or_a_gap_is_refused(parents: dict[str, str | None]) -> None:
    with pytest.raises(BadPeriod):
        reporting_groups({str(n): "a" for n in range(6)}, parents, 5)
