"""What attacks on generated organisations have found so far, in files, so that a long run can be interrupted.

A file's name holds the seeds and a hash of the engine's source: what other code found is never taken for ours.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from groundswell.engines import disclosure
from groundswell.engines.disclosure.attacks import Findings

TOGETHER = 20


@cache
def _of_the_source() -> str:
    told = hashlib.sha256()
    folder = Path(disclosure.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        if "tests" not in file.parts:
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


def place(folder: Path, seeds: tuple[int, ...], draws: int) -> Path:
    """Return where the findings about these organisations are, or will be."""
    return folder / f"{_of_the_source()}-{seeds[0]}-{len(seeds)}-{draws}.npz"


def write(file: Path, findings: Findings) -> None:
    """Write findings; a file is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    parts = {"solvable": np.array(findings.solvable), "organisations": np.array(findings.organisations)}
    for kind in ("exact", "auc", "auc_at_the_end"):
        for name, arrays in getattr(findings, kind).items():
            parts |= {f"{kind}|{name}|{number}": array for number, array in enumerate(arrays)}
    unfinished = file.with_suffix(".unfinished")
    with unfinished.open("wb") as opened:
        np.savez_compressed(opened, **parts)  # type: ignore[arg-type]  # every name is an array's
    unfinished.replace(file)


def read(file: Path) -> Findings:
    """Return findings as they were written."""
    with np.load(file) as parts:
        found: dict[str, dict[str, Any]] = {"exact": {}, "auc": {}, "auc_at_the_end": {}}
        for key in parts.files:
            kind, bar, rest = key.partition("|")
            if bar:
                name = rest.rpartition("|")[0]
                found[kind][name] = (*found[kind].get(name, ()), parts[key])
        auc, at_the_end = ({float(level): each for level, each in found[kind].items()} for kind in list(found)[1:])
        return Findings(found["exact"], auc, at_the_end, int(parts["solvable"]), int(parts["organisations"]))
