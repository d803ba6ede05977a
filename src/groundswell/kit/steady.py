"""Answers that take a round time, so that their length says nothing about what was found on the way."""

import math
import time
from collections.abc import Callable


def in_steps[Answer](act: Callable[[], Answer], step: float) -> Answer:
    """Do something, and return when the next multiple of `step` seconds has passed; at once when `step` is 0."""
    began = time.monotonic()
    try:
        return act()
    finally:
        if step:
            passed = time.monotonic() - began
            time.sleep(math.ceil(passed / step) * step - passed)
