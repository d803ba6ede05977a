"""On real conversations the map equals what red-dwarf computed, and finds the groups that Polis published."""

from typing import Any

import numpy as np
import pytest

from groundswell.engines.opinion import GroupStatistics, OpinionMap, adjusted_rand_index, opinion_map
from groundswell.engines.opinion.tests.conversations import real, real_names

NAMES = real_names()
pytestmark = pytest.mark.skipif(not NAMES, reason="the real conversations do not lie beside this checkout")
FIELDS = {
    "na": "agrees",
    "nd": "disagrees",
    "ns": "seen",
    "pa": "agree_share",
    "pd": "disagree_share",
    "pat": "agree_z",
    "pdt": "disagree_z",
    "ra": "agree_ratio",
    "rd": "disagree_ratio",
    "rat": "agree_ratio_z",
    "rdt": "disagree_ratio_z",
}


@pytest.fixture(scope="module", params=NAMES)
def both(request: pytest.FixtureRequest) -> tuple[OpinionMap, dict[str, Any]]:
    votes, expected = real(request.param)
    labels = {int(one): label for one, label in expected["labels"].items()}
    return opinion_map(*votes.columns, rejected=expected["rejected"], labels=labels, compat=True), expected


def test_the_counts_are_the_same(both: tuple[OpinionMap, dict[str, Any]]) -> None:
    found, expected = both
    assert (found.participants, found.statements, found.votes) == tuple(
        expected[each] for each in ("participants", "statements", "votes")
    )


def test_every_number_about_groups_is_the_same(both: tuple[OpinionMap, dict[str, Any]]) -> None:
    found, expected = both
    for group, columns in expected["group_statement_stats"].items():
        statistics: GroupStatistics = found.statistics[int(group)]
        assert columns["statement_id"] == found.statement_ids.tolist()
        for theirs, ours in FIELDS.items():
            np.testing.assert_allclose(getattr(statistics, ours), columns[theirs], rtol=0, atol=1e-9)


def test_the_same_statements_speak_for_each_group_in_the_same_order(both: tuple[OpinionMap, dict[str, Any]]) -> None:
    found, expected = both
    for group, theirs in expected["representative"].items():
        ours = [
            {"statement_id": int(found.statement_ids[each.column]), "side": "agree" if each.agrees else "disagree"}
            for each in found.representative[int(group)]
        ]
        assert ours == [{"statement_id": each["statement_id"], "side": each["side"]} for each in theirs]


def test_the_same_statements_are_shared_by_all(both: tuple[OpinionMap, dict[str, Any]]) -> None:
    found, expected = both
    for side, ours, aware in zip(("agree", "disagree"), found.consensus, found.group_aware_consensus, strict=True):
        assert [int(found.statement_ids[column]) for column in ours] == expected["consensus"][side]
        theirs = [expected["group_aware_consensus"][side][str(each)] for each in found.statement_ids]
        np.testing.assert_allclose(aware, theirs, rtol=0, atol=1e-9)


def test_the_directions_and_their_variances_are_the_same(both: tuple[OpinionMap, dict[str, Any]]) -> None:
    found, expected = both
    for axis in (0, 1):
        cosine = abs(found.directions[:, axis] @ np.array(expected["components"][f"pc{axis + 1}"]))
        assert cosine >= 0.999999
    np.testing.assert_allclose(found.explained_variance, expected["explained_variance"], rtol=1e-6)
    np.testing.assert_allclose(found.explained_variance_ratio, expected["explained_variance_ratio"], rtol=1e-6)


def _likeness(name: str) -> float:
    """Return how far our own groups agree with those that Polis published."""
    votes, expected = real(name)
    found = opinion_map(*votes.columns, rejected=expected["rejected"], compat=True)
    published = expected["published_labels"]
    pairs = [
        (label, published[str(one)])
        for one, label in zip(found.participant_ids, found.labels, strict=True)
        if label >= 0 and published.get(str(one)) is not None
    ]
    ours, theirs = np.array(pairs, np.int32).T
    return adjusted_rand_index(ours, theirs)


@pytest.mark.slow
def test_the_groups_are_mostly_those_that_polis_published() -> None:
    likeness = [_likeness(name) for name in NAMES]
    assert sum(each >= 0.8 for each in likeness) >= 5 / 6 * len(NAMES)
    assert np.mean(likeness) >= 0.59
