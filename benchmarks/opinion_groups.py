"""How often the map shows groups that are none, finds those that are there, and which ones Polis published.

python -m benchmarks.opinion_groups null         200 conversations whose votes were permuted within each statement
python -m benchmarks.opinion_groups power        samples of real conversations: which beat permuted votes, show groups
python -m benchmarks.opinion_groups published    adjusted Rand index with the groups of Polis: own k, and k given

Each prints one JSON line and a readable table. `--data FOLDER` holds the conversations.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from groundswell.connectors.polis.statements import read_statements
from groundswell.connectors.polis.votes import read_votes
from groundswell.engines.opinion import adjusted_rand_index, opinion_map

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "polis"
RUNS = 200
SIZES = (20, 30, 50, 100, 200)
DRAWS = 10
NULL_SIZES = (20, 50, 100, 300)


@dataclass(frozen=True)
class Conversation:
    """A real conversation: votes as three columns, what was rejected, and the groups that Polis published."""

    name: str
    participants: NDArray[np.int64]
    statements: NDArray[np.int64]
    votes: NDArray[np.int64]
    rejected: frozenset[int]
    published: dict[str, int]

    def of(self, people: NDArray[np.int64]) -> "Conversation":
        """Return the conversation as if only these had come."""
        is_in = np.isin(self.participants, people)
        columns = (column[is_in] for column in (self.participants, self.statements, self.votes))
        return Conversation(self.name, *columns, self.rejected, self.published)

    def permuted(self, random: np.random.Generator) -> "Conversation":
        """Return the conversation with each statement's votes dealt anew among those who voted on it."""
        order = np.argsort(self.statements, kind="stable")
        dealt = np.lexsort((random.random(len(order)), self.statements))
        votes = np.empty_like(self.votes)
        votes[order] = self.votes[dealt]
        return Conversation(self.name, self.participants, self.statements, votes, self.rejected, self.published)


def conversations(folder: Path) -> Iterator[Conversation]:
    """Yield the real conversations of a folder."""
    for file in sorted(folder.glob("*/participants-votes.csv")):
        votes = read_votes([file.read_bytes()])
        rejected = read_statements((file.parent / "comments.csv").read_bytes()).rejected
        expected = json.loads((file.parent / "expected.json").read_text(encoding="utf-8"))
        yield Conversation(
            file.parent.name, votes.participants, votes.statements, votes.votes, rejected, expected["published_labels"]
        )


def null(folder: Path) -> dict[str, object]:
    """Count how many conversations without groups show some: real ones and samples of them, permuted."""
    found = []
    random = np.random.default_rng(0)
    known = list(conversations(folder))
    for run in range(RUNS):
        one = known[run % len(known)]
        size = NULL_SIZES[run // len(known) % len(NULL_SIZES)]
        people = np.unique(one.participants)
        if len(people) > size:
            one = one.of(random.choice(people, size, replace=False))
        one = one.permuted(random)
        said = opinion_map(one.participants, one.statements, one.votes, rejected=one.rejected, seed=run)
        found.append((size, said.group_validity.permutation_p, said.group_validity.shown))
    beat = sum(p is not None and p <= 0.05 for _, p, _ in found)  # noqa: PLR2004 - the level of the test
    shown = sum(is_shown for *_, is_shown in found)
    print(f"{RUNS} permuted conversations of {NULL_SIZES} people: {shown} show groups, {beat} pass the first test")
    return {"runs": RUNS, "shown": shown, "first_test_passed": beat}


def power(folder: Path) -> dict[str, object]:
    """Count how many samples of real conversations beat permuted votes, and how many show their groups."""
    known = list(conversations(folder))
    rows: dict[str, object] = {}
    print(f"{'people':>8}{'grouped':>9}{'beats permuted':>16}{'shown':>8}{'like the whole (ARI)':>22}")
    for size in SIZES:
        parts = {one.name: _samples(one, size) for one in known if len(np.unique(one.participants)) > size}
        for name, part in {**parts, "all": np.concatenate(list(parts.values()))}.items():
            grouped, beats, shown, alike = part.mean(axis=0)
            print(f"{size:>8}{grouped:>9.0f}{beats:>16.0%}{shown:>8.0%}{alike:>22.2f}  {name}", flush=True)
            rows[f"{size} {name}"] = [round(float(each), 3) for each in part.mean(axis=0)]
    return rows


def _samples(one: Conversation, size: int) -> NDArray[np.float64]:
    """Return of each sample: how many are grouped, whether it beats permuted votes, shows groups, is like the whole."""
    random, whole, found = np.random.default_rng(1), _whole(one), []
    for draw in range(DRAWS):
        sample = one.of(random.choice(np.unique(one.participants), size, replace=False))
        said = opinion_map(sample.participants, sample.statements, sample.votes, rejected=one.rejected, seed=draw)
        p, shown = said.group_validity.permutation_p, said.group_validity.shown
        beats = p is not None and p <= 0.05  # noqa: PLR2004 - the level of the test
        found.append(((said.labels >= 0).sum(), beats, shown, _likeness(said.participant_ids, said.labels, whole)))
    return np.array(found, float)


def _whole(one: Conversation) -> dict[str, int]:
    said = opinion_map(one.participants, one.statements, one.votes, rejected=one.rejected)
    return {str(who): int(label) for who, label in zip(said.participant_ids, said.labels, strict=True) if label >= 0}


def _likeness(people: NDArray[np.integer], labels: NDArray[np.int32], others: dict[str, int]) -> float:
    pairs = [(label, others[str(who)]) for who, label in zip(people, labels, strict=True) if label >= 0]
    if not pairs:
        return 0.0
    ours, theirs = np.array(pairs, np.int32).T
    return adjusted_rand_index(ours, theirs)


def published(folder: Path) -> dict[str, object]:
    """Compare the groups of every conversation with those that Polis published."""
    rows: dict[str, object] = {}
    print(f"{'conversation':30}{'own k':>7}{'ARI':>7}{'their k':>9}{'ARI':>7}")
    for one in conversations(folder):
        theirs = len(set(one.published.values()))
        found = []
        for groups in (None, theirs):
            said = opinion_map(
                one.participants, one.statements, one.votes, rejected=one.rejected, compat=True, groups=groups
            )
            is_known = np.array([str(who) in one.published for who in said.participant_ids])
            found += [said.groups, _likeness(said.participant_ids[is_known], said.labels[is_known], one.published)]
        rows[one.name] = dict(zip(("own_k", "own_ari", "their_k", "given_ari"), found, strict=True))
        print(f"{one.name:30}{found[0]:>7}{found[1]:>7.2f}{found[2]:>9}{found[3]:>7.2f}")
    return rows


def main() -> None:
    """Measure what was asked for, and print one line for machines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("null", "power", "published"))
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    measured = {"null": null, "power": power, "published": published}[arguments.what](arguments.data)
    seconds = round(time.perf_counter() - begun, 1)
    print(json.dumps({"benchmark": f"opinion {arguments.what}", "seconds": seconds, "found": measured}))


if __name__ == "__main__":
    main()
