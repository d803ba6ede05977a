"""Many hands at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def at_once[Result](times: int, act: Callable[[int], Result]) -> list[Result]:
    """Do something from many threads at the same moment."""
    start = threading.Barrier(times)

    def one(number: int) -> Result:
        start.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))
