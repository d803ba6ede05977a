"""Ports: what a context needs from others without importing them.

A context states a Protocol and a `Port` of it in its own ``ports.py``; another context implements the
Protocol; ``project/wiring.py`` plugs the two together when Django starts.
"""

from collections.abc import Iterator


class Port[Need]:
    """An ordered set of implementations of one need."""

    def __init__(self) -> None:
        self._plugged: list[Need] = []

    def plug(self, implementation: Need) -> None:
        """Add an implementation; plugging the same one twice changes nothing."""
        if implementation not in self._plugged:
            self._plugged.append(implementation)

    def __iter__(self) -> Iterator[Need]:
        """Yield the implementations in the order in which they were plugged."""
        return iter(tuple(self._plugged))
