"""Big maps are made in strips and of shorter numbers: neither may be seen in what they say."""

import numpy as np
import pytest

from groundswell.engines.opinion import OpinionMap, components, opinion_map, votes
from groundswell.engines.opinion.tests.conversations import camps


@pytest.fixture(params=[40, 250], ids=["few statements", "many statements"])
def cast(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return camps(300, request.param, share=0.4).columns


def same_numbers(one: OpinionMap, other: OpinionMap) -> bool:
    return all(
        np.array_equal(getattr(ours, name), column)
        for ours, theirs in zip(one.statistics, other.statistics, strict=True)
        for name, column in vars(theirs).items()
    )


@pytest.mark.slow
@pytest.mark.parametrize("strip", [1, 7, 1000])
def test_the_size_of_a_strip_changes_nothing(
    cast: tuple[np.ndarray, np.ndarray, np.ndarray], strip: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opinion_map(*cast, rejected=[3])
    monkeypatch.setattr(votes, "STRIP", strip)
    parts = opinion_map(*cast, rejected=[3])
    np.testing.assert_allclose(parts.places, whole.places, atol=1e-6)
    np.testing.assert_array_equal(parts.labels, whole.labels)
    assert same_numbers(parts, whole)


@pytest.mark.slow
def test_many_votes_in_half_the_room_give_the_same_map(
    cast: tuple[np.ndarray, np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = opinion_map(*cast)
    monkeypatch.setattr(components, "MANY_VOTES", 0)
    monkeypatch.setattr(votes, "STRIP", 1000)
    short = opinion_map(*cast)
    assert (np.abs((short.directions * exact.directions).sum(axis=0)) >= 0.999999).all()
    np.testing.assert_allclose(short.explained_variance, exact.explained_variance, rtol=1e-6)
    np.testing.assert_array_equal(short.labels, exact.labels)
    assert same_numbers(short, exact)


@pytest.mark.slow
def test_many_people_begin_with_some_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = camps(900, 250, share=0.2).columns
    exact = opinion_map(*cast)
    monkeypatch.setattr(components, "MANY_PEOPLE", 500)
    monkeypatch.setattr(components, "FIRST_PEOPLE", 300)
    begun = opinion_map(*cast)
    assert (np.abs((begun.directions * exact.directions).sum(axis=0)) >= 0.999999).all()
