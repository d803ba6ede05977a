"""What holds of every map, whatever people voted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from groundswell.engines.opinion import BadVotes, OpinionMap, opinion_map
from groundswell.engines.opinion.tests.conversations import Votes, camps

cast = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 9), st.sampled_from([-1, 0, 1])), min_size=1, max_size=80
).map(lambda rows: Votes(*np.array(rows).T))


def numbers_of(found: OpinionMap) -> list[np.ndarray]:
    flat: list[ArrayLike] = [
        found.explained_variance,
        found.explained_variance_ratio,
        found.directions,
        found.places,
        found.statement_places,
        found.priorities,
        *found.group_aware_consensus,
        *(getattr(found.intervals, each) for each in ("agree", "agree_low", "agree_high", "disagree_low")),
        *(column for each in found.statistics for column in vars(each).values()),
    ]
    return [np.asarray(each, float) for each in flat]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(votes=cast, rejected=st.sets(st.integers(0, 9)), compat=st.booleans())
def test_no_number_is_ever_missing_or_endless(votes: Votes, rejected: set[int], *, compat: bool) -> None:
    found = opinion_map(*votes.columns, rejected=rejected, compat=compat)
    assert all(np.isfinite(each).all() for each in numbers_of(found))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(votes=cast, data=st.data())
def test_the_order_of_different_votes_changes_nothing(votes: Votes, data: st.DataObject) -> None:
    _, last = np.unique((votes.participants * 100 + votes.statements)[::-1], return_index=True)
    distinct = [column[::-1][last] for column in votes.columns]
    order = data.draw(st.permutations(range(len(last))))
    one, other = opinion_map(*distinct), opinion_map(*(column[list(order)] for column in distinct))
    for ours, theirs in zip(numbers_of(one), numbers_of(other), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(one.labels, other.labels)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(votes=cast)
def test_of_several_votes_in_one_place_the_last_counts(votes: Votes) -> None:
    last = dict(zip(zip(votes.participants, votes.statements, strict=True), votes.votes, strict=True))
    people, statements = zip(*last, strict=True)
    one, other = opinion_map(*votes.columns), opinion_map(people, statements, list(last.values()))
    for ours, theirs in zip(numbers_of(one), numbers_of(other), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("seed", range(5))
def test_other_names_for_people_and_statements_give_the_same_map(seed: int) -> None:
    votes = camps(60, 25, seed=seed)
    random = np.random.default_rng(seed)
    names, titles = random.permutation(10_000)[:60], random.permutation(10_000)[:25]
    one = opinion_map(*votes.columns)
    other = opinion_map(names[votes.participants], titles[votes.statements], votes.votes)
    people = np.searchsorted(other.participant_ids, names)
    statements = np.searchsorted(other.statement_ids, titles)
    np.testing.assert_allclose(other.places[people], one.places, atol=1e-6)
    np.testing.assert_allclose(other.directions[statements], one.directions, atol=1e-6)
    np.testing.assert_array_equal(other.labels[people], one.labels)
    assert other.silhouette == pytest.approx(one.silhouette, abs=1e-5)


def test_everybody_twice_gives_the_same_groups() -> None:
    votes = camps(50, 20)
    one = opinion_map(*votes.columns)
    twice = opinion_map(
        np.concatenate([votes.participants, votes.participants + 50]),
        np.tile(votes.statements, 2),
        np.tile(votes.votes, 2),
    )
    np.testing.assert_array_equal(twice.labels, np.tile(one.labels, 2))
    np.testing.assert_allclose(np.abs(twice.directions), np.abs(one.directions), atol=1e-6)


@pytest.mark.slow
def test_camps_are_found_and_shown() -> None:
    found = opinion_map(*camps(120, 30).columns)
    assert found.groups == 2
    assert len({*zip(found.labels, np.arange(120) % 2, strict=True)}) == 2
    assert found.group_validity.shown


@pytest.mark.slow
def test_two_hundred_conversations_of_shuffled_votes_show_groups_in_at_most_one_of_twenty() -> None:
    shown, passed = 0, 0
    for seed in range(200):
        votes = camps(40, 15, seed=seed)
        random = np.random.default_rng(seed)
        for statement in range(15):
            at = votes.statements == statement
            votes.votes[at] = random.permutation(votes.votes[at])
        said = opinion_map(*votes.columns, seed=seed).group_validity
        shown += said.shown
        passed += said.permutation_p is not None and said.permutation_p <= 0.05
    assert shown <= 10
    # An exact test of 5 % lets more than 20 of 200 pass once in a thousand times.
    assert passed <= 20


@pytest.mark.slow
def test_among_a_hundred_who_stray_as_far_as_their_camps_differ_groups_are_told_from_chance() -> None:
    found = [opinion_map(*camps(100, 25, share=0.5, noise=1.0, seed=seed).columns) for seed in range(20)]
    p = [each.group_validity.permutation_p for each in found]
    assert sum(each is not None and each <= 0.05 for each in p) >= 14


@pytest.mark.slow
@pytest.mark.parametrize("noise", [0.6, 1e6], ids=["camps", "none"])
def test_of_many_people_some_answer_whether_there_are_groups(noise: float) -> None:
    found = opinion_map(*camps(12_000, 20, noise=noise).columns)
    assert found.group_validity.shown == (noise < 1)


def test_who_voted_on_too_little_is_in_no_group() -> None:
    votes = camps(40, 20, share=1)
    is_kept = (votes.participants > 0) | (votes.statements < 6)
    found = opinion_map(*(column[is_kept] for column in votes.columns))
    assert found.labels[0] == -1
    assert (found.labels[1:] >= 0).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("votes", "groups"),
    [
        ([1] * 30, 0),
        ([0] * 30, 0),
        ([1, -1] * 15, 2),
    ],
    ids=["all agree", "all pass", "two camps"],
)
def test_conversations_at_the_edge(votes: list[int], groups: int) -> None:
    found = opinion_map(np.arange(30) % 10, np.arange(30) // 10, votes)
    assert found.groups == groups
    assert found.group_validity.reason


def test_one_vote_is_a_map() -> None:
    found = opinion_map([7], [9], [1])
    assert (found.participants, found.statements, found.groups, found.silhouette) == (1, 1, 0, None)
    assert not found.group_validity.shown


def test_a_rejected_statement_leads_nothing_and_is_chosen_nowhere() -> None:
    votes = camps(60, 20)
    found = opinion_map(*votes.columns, rejected=[3])
    assert not found.directions[3].any()
    assert 3 not in {*found.consensus[0], *found.consensus[1]}
    assert 3 not in {each.column for group in found.representative for each in group}


def test_ids_may_have_sixty_four_bits() -> None:
    votes = camps(20, 10)
    found = opinion_map(votes.participants.astype(np.uint64) + np.uint64(2**63), votes.statements, votes.votes)
    assert int(found.participant_ids[0]) == 2**63
    listed = opinion_map([2**63 + int(each) for each in votes.participants], votes.statements, votes.votes)
    np.testing.assert_array_equal(listed.labels, found.labels)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (([], [], []), "no votes"),
        (([1], [1], [7]), "Vote 1 is 7"),
        (([1], [1], [-2]), "Vote 1 is -2"),
        (([1, 2], [1], [1]), "no table"),
        (([1.5], [1], [1]), "whole number"),
        ((["a"], [1], [1]), "whole number"),
        (([2**70], [1], [1]), "whole number"),
        (([[1]], [[1]], [[1]]), "flat"),
    ],
)
def test_bad_votes_are_refused_with_a_sentence(columns: tuple[ArrayLike, ...], words: str) -> None:
    with pytest.raises(BadVotes, match=words):
        opinion_map(*columns)


def test_an_impossible_number_of_groups_is_refused() -> None:
    with pytest.raises(BadVotes, match="1 groups"):
        opinion_map([1], [1], [1], groups=1)


def test_many_people_are_grouped_as_few_are() -> None:
    votes = camps(2400, 30)
    found = opinion_map(*votes.columns)
    wrong = (found.labels != found.labels[0]) == (np.arange(2400) % 2 == 0)
    assert wrong.mean() < 0.01
