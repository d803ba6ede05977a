"""Words that stand in the same texts mean nearly the same: texts as points in few dimensions.

The likeness of two texts is then more than the words they share (latent semantic indexing: Deerwester and others,
1990). The directions are found by a randomised projection (Halko, Martinsson and Tropp, 2011) from fixed dice, so that
the same texts always give the same points.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

DIMENSIONS = 300
_MORE, _ROUNDS = 20, 1

type Points = NDArray[np.float32]


def directions(table: csr_array, dimensions: int = DIMENSIONS) -> Points:
    """Return the directions (a column each) along which the rows of a table differ most; fewer where it has fewer."""
    wanted = min(dimensions, *table.shape)
    dice = np.random.default_rng(1)
    sketch = table @ dice.standard_normal((table.shape[1], min(wanted + _MORE, table.shape[1]))).astype(np.float32)
    for _round in range(_ROUNDS):
        sketch = table @ (table.T @ np.linalg.qr(sketch)[0])
    # The table as seen from the sketch is wide and low: its directions come from a square of a few hundred.
    wide = np.asarray(table.T @ np.linalg.qr(sketch)[0])
    strengths, turned = np.linalg.eigh((wide.T @ wide).astype(np.float64))
    first = np.argsort(-strengths, kind="stable")[:wanted]
    lengths = np.sqrt(np.maximum(strengths[first], 1e-12))
    found: Points = (wide @ (turned[:, first] / lengths)).astype(np.float32)
    return found


def points(table: csr_array, along: Points) -> Points:
    """Return where the rows of a table lie, each at the length of one."""
    found: Points = np.asarray(table @ along, dtype=np.float32)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9).astype(np.float32)
    return found
