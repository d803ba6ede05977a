"""A map as plain values that JSON knows, with the names that comparisons with other programs use."""

from typing import TYPE_CHECKING, Any

from groundswell.engines.opinion.mapping import OpinionMap
from groundswell.engines.opinion.statistics import GroupStatistics, Representative
from groundswell.engines.opinion.votes import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

# As the papers and other programs call them: n, p, p test, representativeness and its test; of agrees and disagrees.
STATISTICS = {
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
INTERVALS = ("agree", "agree_low", "agree_high", "disagree", "disagree_low", "disagree_high")


def plain(found: OpinionMap) -> dict[str, Any]:
    """Return everything that a map says, with ids instead of places; asks whether its groups are valid."""
    ids: list[int] = found.statement_ids.tolist()
    names: list[int] = found.participant_ids.tolist()
    validity = found.group_validity
    return {
        "participants": found.participants,
        "statements": found.statements,
        "votes": found.votes,
        "explained_variance": list(found.explained_variance),
        "explained_variance_ratio": list(found.explained_variance_ratio),
        "components": {
            "statement_id": ids,
            "pc1": found.directions[:, 0].tolist(),
            "pc2": found.directions[:, 1].tolist(),
        },
        "groups": found.groups,
        "silhouette": found.silhouette,
        "labels": {str(one): None if label < 0 else label for one, label in zip(names, _list(found), strict=True)},
        "group_validity": {
            "permutation_p": validity.permutation_p,
            "bootstrap_ari": validity.bootstrap_ari,
            "shown": validity.shown,
            "reason": validity.reason,
        },
        "group_statement_stats": {str(group): _columns(ids, each) for group, each in enumerate(found.statistics)},
        "representative": {str(group): _sides(ids, each) for group, each in enumerate(found.representative)},
        "consensus": {
            side: [ids[column] for column in columns]
            for side, columns in zip(("agree", "disagree"), found.consensus, strict=True)
        },
        "group_aware_consensus": {
            side: _by_id(ids, shares)
            for side, shares in zip(("agree", "disagree"), found.group_aware_consensus, strict=True)
        },
        "priorities": _by_id(ids, found.priorities),
        "intervals": {"statement_id": ids} | {name: getattr(found.intervals, name).tolist() for name in INTERVALS},
    }


def _list(found: OpinionMap) -> list[int]:
    labels: list[int] = found.labels.tolist()
    return labels


def _columns(ids: list[int], statistics: GroupStatistics) -> dict[str, list[Any]]:
    numbers: dict[str, NDArray[Any]] = {short: getattr(statistics, name) for short, name in STATISTICS.items()}
    return {"statement_id": ids} | {short: column.tolist() for short, column in numbers.items()}


def _sides(ids: list[int], chosen: tuple[Representative, ...]) -> list[dict[str, Any]]:
    return [{"statement_id": ids[each.column], "side": "agree" if each.agrees else "disagree"} for each in chosen]


def _by_id(ids: list[int], values: Floats) -> dict[str, float]:
    return dict(zip(map(str, ids), values.tolist(), strict=True))
