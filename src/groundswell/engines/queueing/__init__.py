"""How long requests wait for an advocate's hours, and how many cells they suffice for."""

from groundswell.engines.queueing.scaling import (
    Arrangement,
    Saturation,
    arrangements,
    cells_per_advocate,
    saturation,
)
from groundswell.engines.queueing.waits import BadQueue, Stream, Wait, utilisation, waits

__all__ = [
    "Arrangement",
    "BadQueue",
    "Saturation",
    "Stream",
    "Wait",
    "arrangements",
    "cells_per_advocate",
    "saturation",
    "utilisation",
    "waits",
]
