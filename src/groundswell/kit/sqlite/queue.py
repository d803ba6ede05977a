"""Writers stand in line: the kernel's queue for those who write to one database file.

SQLite lets one transaction write at a time. Who comes second naps and tries again, for longer and longer, so under
load some starve: with sixteen clients the slowest write took ten times as long as needed. A lock of the file system
before the transaction lets the kernel wake the next one at once. SQLite's own locks stay what keeps data right: where
this queue is missing (in memory, without `fcntl`, on a disk without locks), writers only wait less fairly.
"""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

try:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
except ImportError:  # pragma: no cover - Windows has none, and works without the queue
    flock = None  # type: ignore[assignment]

LONG_HOLD = 1.0
NAP = 0.002

logger = logging.getLogger(__name__)
_of_thread = threading.local()


@contextmanager
def unhurried() -> Iterator[None]:
    """Log no long hold meanwhile: for what happens before the first page, when nobody can wait."""
    was = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(was)


class QueueTimeout(Exception):
    """A writer that already holds another queue waited for this one too long."""


class Queue(Protocol):
    """Where writers wait for their turn."""

    @property
    def is_held(self) -> bool:
        """Whether it is this connection's turn."""
        ...

    def enter(self) -> None:
        """Wait for the turn; does nothing when it is held already."""
        ...

    def leave(self) -> None:
        """Let the next one in; does nothing when it is not held."""
        ...

    def close(self) -> None:
        """Leave for good."""
        ...


class NoQueue:
    """No line to stand in: databases in memory, and systems without `fcntl`."""

    is_held = False

    def enter(self) -> None:
        """Go on at once."""

    def leave(self) -> None:
        """Go on at once."""

    def close(self) -> None:
        """Go on at once."""


class FileQueue:
    """The line before one database file, as one connection sees it. The lock file lies beside the database.

    Whoever dies is out of the line: the kernel drops the locks of the dead. Two connections of one process wait for
    each other like two processes. A thread that holds one queue and wants another (the keyring, within a transaction
    of the main database) does not sleep in the kernel but gives up after `timeout` seconds, as SQLite does: so two
    threads that want the two in opposite order fail, and do not wait for each other for ever.
    """

    def __init__(self, database: str, *, name: str, timeout: float) -> None:
        """Name the database file, its alias for the log, and how long a holder of another queue waits (seconds)."""
        self.file, self.name, self.timeout = f"{database}-queue", name, timeout
        self._handle: int | None = None
        self._since: float | None = None
        self._held_beside: set[int] = set()

    @property
    def is_held(self) -> bool:
        """Whether it is this connection's turn."""
        return self._since is not None

    def enter(self) -> None:
        """Wait for the turn. Raises QueueTimeout, for a thread that holds another queue only."""
        if self.is_held:
            return
        try:
            self._lock()
        except BlockingIOError:
            raise QueueTimeout from None
        except OSError:
            # A disk without such locks, or a folder that is read-only: SQLite's own locks must do.
            logger.info("Database %s has no queue of writers.", self.name)
            return
        self._since = time.monotonic()
        self._held_beside = _held_by_this_thread()
        self._held_beside.add(id(self))

    def leave(self) -> None:
        """Let the next one in, and log a hold of more than a second (how long, and nothing of what was written)."""
        if self._since is None or self._handle is None:
            return
        held = time.monotonic() - self._since
        self._since = None
        self._held_beside.discard(id(self))
        flock(self._handle, LOCK_UN)
        if held > LONG_HOLD:
            logger.warning("A transaction held database %s for %.1f s; other writers wait meanwhile.", self.name, held)

    def close(self) -> None:
        """Leave, and close the lock file."""
        self.leave()
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        """Close the lock file of a connection that was dropped and never closed."""
        with suppress(OSError):
            self.close()

    def _lock(self) -> None:
        if self._handle is None:
            self._handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _held_by_this_thread():
            flock(self._handle, LOCK_EX)
            return
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                flock(self._handle, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(NAP)
            else:
                return


def _held_by_this_thread() -> set[int]:
    if not hasattr(_of_thread, "queues"):
        _of_thread.queues = set()
    held: set[int] = _of_thread.queues
    return held


def queue_for(database: str, *, name: str, timeout: float) -> Queue:
    """Return the queue of a database file, or none where the system has no `fcntl`."""
    if flock is None:
        return NoQueue()
    return FileQueue(database, name=name, timeout=timeout)
