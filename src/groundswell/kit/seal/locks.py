"""A lock that one holder has at a time, across threads and processes, and that ends with its holder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # pragma: no cover - Windows; there the lock holds for the threads of one process
    flock = None  # type: ignore[assignment]

_locks: dict[Path, Lock] = {}


class Taken(Exception):
    """Somebody else holds the lock."""


@contextmanager
def taken(file: Path) -> Iterator[None]:
    """Hold the lock that `file` stands for; raises Taken at once when somebody else does. The file stays, empty."""
    lock = _locks.setdefault(file, Lock())
    if not lock.acquire(blocking=False):
        raise Taken
    try:
        with _locked_file(file):
            yield
    finally:
        lock.release()


@contextmanager
def _locked_file(file: Path) -> Iterator[None]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if flock is not None:  # pragma: no branch - see the import
            try:
                flock(handle, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                raise Taken from None
        yield
    finally:
        os.close(handle)
