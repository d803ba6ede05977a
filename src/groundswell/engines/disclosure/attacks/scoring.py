"""From what the attackers scored to rows: success, the success without the leak, the gain, its limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.disclosure.attacks.reading import Floats

# privacy.md, G2.
EXACT_LIMIT = 0.02
AUC_LIMIT = {0.8: 0.05, 1.0: 0.08}
COUNT_LIMIT = 0.0

type Bools = NDArray[np.bool_]
type Marks = tuple[Bools, Bools]
type Scores = tuple[Floats, Floats, Bools]


@dataclass(frozen=True)
class Verdict:
    """One row. `metric`: "exact" (share of ratings guessed right), "auc" or "count"; `targets`: how many were tried."""

    attack: str
    metric: str
    success: float
    baseline: float
    limit: float
    targets: int

    @property
    def gain(self) -> float:
        """What the leak adds."""
        return self.success - self.baseline

    @property
    def held(self) -> bool:
        """Return whether the gain stays within its limit."""
        return self.gain <= self.limit

    def as_row(self) -> dict[str, str | float | bool]:
        """Return the row as the command prints it for machines."""
        return {
            "attack": self.attack,
            "metric": self.metric,
            "success": round(self.success, 4),
            "baseline": round(self.baseline, 4),
            "gain": round(self.gain, 4),
            "limit": self.limit,
            "held": self.held,
        }


@dataclass(frozen=True)
class Findings:
    """What all attacks on some organisations scored.

    `exact`: per attack, whether each guess was right with the leak, and without. `auc`: per persistence, each
    target's predicted rating with the history and without, and whether the rating was below 5. `solvable`: groups of
    fewer than k people about whom something was solved. `cells`: per nominal size, how many cell-sprints ended how.
    """

    exact: Mapping[str, Marks] = field(default_factory=dict)
    auc: Mapping[float, Scores] = field(default_factory=dict)
    auc_at_the_end: Mapping[float, Scores] = field(default_factory=dict)
    solvable: int = 0
    organisations: int = 0


def summed(findings: Iterable[Findings]) -> Findings:
    """Put the findings of many organisations together."""
    listed = list(findings)
    exact = {name for each in listed for name in each.exact}
    levels = {level for each in listed for level in each.auc}
    return Findings(
        {name: joined([each.exact[name] for each in listed if name in each.exact]) for name in sorted(exact)},
        {level: together([each.auc[level] for each in listed if level in each.auc]) for level in sorted(levels)},
        {level: together([e.auc_at_the_end[level] for e in listed if level in e.auc]) for level in sorted(levels)},
        sum(each.solvable for each in listed),
        sum(each.organisations for each in listed),
    )


def joined(each: list[Marks]) -> Marks:
    """Put marks together."""
    return np.concatenate([one[0] for one in each]), np.concatenate([one[1] for one in each])


def together(each: list[Scores]) -> Scores:
    """Put scores together."""
    with_history, without, low = (np.concatenate([one[place] for one in each]) for place in range(3))
    return with_history, without, low.astype(bool)


def verdicts(findings: Findings) -> list[Verdict]:
    """Return a row for each attack that was tried."""
    rows = [
        Verdict(name, "exact", float(right.mean()), float(guess.mean()), EXACT_LIMIT, len(right))
        for name, (right, guess) in findings.exact.items()
        if len(right)
    ]
    rows += [_below_five(f"history, {_named(level)}", level, scores) for level, scores in findings.auc.items()]
    rows.append(Verdict("row-space", "count", findings.solvable, 0, COUNT_LIMIT, findings.organisations))
    return rows


def after_the_last_sprint(findings: Findings) -> list[Verdict]:
    """Return the same question asked once, after the last sprint, about everybody who was ever there."""
    return [
        _below_five(f"history at the end, {_named(level)}", level, scores)
        for level, scores in findings.auc_at_the_end.items()
    ]


def _named(level: float) -> str:
    return "static ratings" if level == 1 else f"persistence {level}"


def _below_five(name: str, level: float, scores: Scores) -> Verdict:
    with_history, without, low = scores
    return Verdict(name, "auc", auc(-with_history, low), auc(-without, low), AUC_LIMIT[level], len(low))


def auc(scores: Floats, positive: Bools) -> float:
    """Return the area under the ROC curve: the chance that a positive scores above a negative, ties counted half."""
    _, place, times = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(times) - (times - 1) / 2)[place]
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return 0.5
    return float((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives))
