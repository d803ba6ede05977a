"""Conversations for tests: made up, and the real ones where they lie beside the checkout."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

REAL = Path(__file__).resolve().parents[6] / "shared" / "data" / "polis"


@dataclass(frozen=True)
class Votes:
    """Three columns of one length."""

    participants: NDArray[np.int64]
    statements: NDArray[np.int64]
    votes: NDArray[np.int64]

    @property
    def columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        return self.participants, self.statements, self.votes


def camps(
    people: int, statements: int, *, camps: int = 2, share: float = 0.8, noise: float = 0.6, seed: int = 0
) -> Votes:
    """Return votes of camps that lean differently; `noise` is how far people stray from their camp."""
    random = np.random.default_rng(seed)
    leaning = random.normal(0, 1, (camps, statements))
    own = leaning[np.arange(people) % camps] + random.normal(0, noise, (people, statements))
    votes = np.where(own > 0.3, 1, np.where(own < -0.3, -1, 0))
    row, column = np.nonzero(random.random((people, statements)) < share)
    return Votes(row, column, votes[row, column])


def real_names() -> list[str]:
    return sorted(each.parent.name for each in REAL.glob("*/expected.json"))


def real(name: str) -> tuple[Votes, dict[str, Any]]:
    """Return a real conversation and what another program computed of it."""
    with (REAL / name / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    cast = [
        (int(line[0]), int(statement), int(float(vote)))
        for line in lines
        for statement, vote in zip(head[6:], line[6:], strict=True)
        if vote
    ]
    expected = json.loads((REAL / name / "expected.json").read_text(encoding="utf-8"))
    return Votes(*np.array(cast).T), expected
