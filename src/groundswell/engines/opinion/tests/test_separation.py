"""How far groups stand apart in the votes, and how unusual that is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.opinion import opinion_map
from groundswell.engines.opinion.separation import unusual, vote_silhouettes
from groundswell.engines.opinion.tests.conversations import camps
from groundswell.engines.opinion.votes import Floats, Table, table_of


def by_hand(table: Table, labels: list[int]) -> float:
    """Compare everybody with everybody else, vote by vote."""
    people = range(table.shape[0])
    cast = [
        dict(zip(table.columns[first:end].tolist(), table.votes[first:end].tolist(), strict=True))
        for first, end in zip(table.starts[:-1], table.starts[1:], strict=True)
    ]
    total = 0.0
    for one in people:
        far = {}
        for group in set(labels):
            found = [
                (cast[one][statement] - cast[other][statement]) ** 2
                for other in people
                if other != one and labels[other] == group
                for statement in cast[one].keys() & cast[other].keys()
            ]
            if found:
                far[group] = sum(found) / len(found)
        inner, outer = far.pop(labels[one], None), min(far.values(), default=None)
        if inner is not None and outer is not None and max(inner, outer) > 0:
            total += len(cast[one]) * (outer - inner) / max(inner, outer)
    return total / len(table.votes)


votes = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 5)), st.sampled_from([-1, 0, 1]), min_size=1, max_size=40
)


@given(votes=votes, data=st.data())
def test_the_silhouette_of_votes_is_that_of_everybody_compared_with_everybody(
    votes: dict[tuple[int, int], int], data: st.DataObject
) -> None:
    people, statements = zip(*votes, strict=True)
    table = table_of(people, statements, list(votes.values()), [])
    drawn = st.lists(st.integers(0, 2), min_size=table.shape[0], max_size=table.shape[0])
    labelings = data.draw(st.lists(drawn, min_size=1, max_size=3))
    found = vote_silhouettes(table, [np.array(labels, np.int32) for labels in labelings])
    assert found == pytest.approx([by_hand(table, labels) for labels in labelings], abs=1e-9)


def some_silhouettes(seed: int) -> Floats:
    return np.random.default_rng(seed).normal(0.4, 0.1, (40, 2, 4))


@given(order=st.permutations(range(40)), seed=st.integers(0, 9))
def test_the_conversation_that_was_asked_about_is_treated_as_the_shuffled_ones(order: list[int], seed: int) -> None:
    found = some_silhouettes(seed)
    np.testing.assert_allclose(unusual(found[order]), unusual(found)[order], atol=1e-9)


@given(seed=st.integers(0, 9), scale=st.floats(0.1, 10), shift=st.floats(-1, 1), place=st.integers(0, 3))
def test_a_number_of_groups_that_varies_more_leads_no_more_than_others(
    seed: int, scale: float, shift: float, place: int
) -> None:
    found = some_silhouettes(seed)
    other = found.copy()
    other[:, :, place] = scale * other[:, :, place] + shift
    np.testing.assert_allclose(unusual(other), unusual(found), atol=1e-9)


def test_groups_that_stand_out_in_one_silhouette_alone_are_not_unusual() -> None:
    found = some_silhouettes(0)
    found[0, 0] += 1
    found[0, 1] = found[:, 1].mean(axis=0)
    assert (unusual(found) >= unusual(found)[0]).mean() > 0.05


def test_conversations_that_are_all_alike_are_not_unusual() -> None:
    assert not unusual(np.full((20, 2, 4), 0.3)).any()


@pytest.mark.slow
def test_camps_of_a_hundred_who_voted_on_two_fifths_are_told_from_chance() -> None:
    found = [opinion_map(*camps(100, 30, share=0.4, noise=1.2, seed=seed).columns) for seed in range(20)]
    p = [each.group_validity.permutation_p for each in found]
    # By the silhouette of places alone: 13.
    assert sum(each is not None and each <= 0.05 for each in p) >= 16
