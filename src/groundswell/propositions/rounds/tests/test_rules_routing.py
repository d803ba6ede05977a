"""Everybody sees every statement, in an order of their own; none is left unseen, and no order tells a count."""

import random

from hypothesis import given
from hypothesis import strategies as st

from groundswell.propositions.rounds.rules import routing


@given(
    statements=st.sets(st.integers(0, 200), max_size=40),
    place=st.integers(0, 30),
    voters=st.integers(1, 30),
    weights=st.none() | st.dictionaries(st.integers(0, 200), st.floats(0, 100), max_size=30),
)
def test_every_voter_sees_every_statement_once(
    statements: set[int], place: int, voters: int, weights: dict[int, float] | None
) -> None:
    behind = [each for each in statements if each % 3 == 0]
    seen = routing.order(sorted(statements), place=place % voters, voters=voters, weights=weights, behind=behind)
    assert sorted(seen) == sorted(statements)


def test_before_anything_is_counted_the_same_number_of_voters_begins_at_each_statement() -> None:
    firsts = [routing.order(range(12), place=place, voters=24, seed="a")[0] for place in range(24)]
    assert {firsts.count(each) for each in range(12)} == {2}


def test_a_voter_who_comes_back_finds_the_same_order() -> None:
    orders = [routing.order(range(30), place=3, voters=9, weights={1: 4.0}, seed="a") for _ in range(2)]
    assert orders[0] == orders[1]


def test_two_voters_of_the_same_weights_see_different_orders() -> None:
    weights = dict.fromkeys(range(30), 1.0)
    orders = {tuple(routing.order(range(30), place=place, voters=9, weights=weights, seed="a")) for place in range(9)}
    assert len(orders) == 9


def test_what_weighs_more_comes_earlier_for_most_and_not_for_all() -> None:
    weights = {0: 20.0} | dict.fromkeys(range(1, 10), 1.0)
    places = [routing.order(range(10), place=p, voters=200, weights=weights, seed="a").index(0) for p in range(200)]
    assert sum(places) / 200 < 2
    assert max(places) > 2


def test_those_that_too_few_have_seen_come_first() -> None:
    weights = dict.fromkeys(range(10), 5.0)
    assert set(routing.order(range(10), place=2, voters=7, weights=weights, behind=[4, 7])[:2]) == {4, 7}
    assert routing.behind({1: 9, 2: 10, 3: 0}, 40) == [1, 3]
    assert routing.behind({1: 4, 2: 5}, 5) == [1]


def test_every_statement_reaches_ten_votes_when_everybody_votes_on_a_few() -> None:
    """60 voters, each on 14 of 60 statements, some a day: the least seen of all has ten."""
    dice, seen, statements = random.Random(7), dict.fromkeys(range(60), 0), list(range(60))
    weights: dict[int, float] | None = None
    behind: list[int] = []
    for day in range(6):
        for place in dice.sample(range(60), 60)[day::6]:
            order = routing.order(statements, place=place, voters=60, weights=weights, behind=behind, seed="a")
            for each in order[:14]:
                seen[each] += 1
        weights = {each: 1 + dice.random() * 9 for each in statements}
        behind = routing.behind(seen, 60)
    assert min(seen.values()) >= routing.LEAST_SEEN


def test_after_the_last_comes_none_and_a_strange_one_begins_anew() -> None:
    assert routing.following([3, 1, 2], 3) == 1
    assert routing.following([3, 1, 2], 2) is None
    assert routing.following([3, 1, 2], 9) == 3
    assert routing.following([], 9) is None
