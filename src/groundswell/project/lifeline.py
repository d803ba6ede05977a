"""Ends a process whose parent is gone, so that a killed server leaves nothing behind that goes on serving."""

import os
import threading
import time

VARIABLE = "GROUNDSWELL_SUPERVISED"
EVERY_SECONDS = 1.0


def end_with_parent() -> None:
    """Watch the parent process from a thread, when a supervisor has asked for it."""
    if os.environ.get(VARIABLE):
        threading.Thread(target=_watch, args=(os.getppid(),), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY_SECONDS)
    # At once, and not by an exception in a thread that nobody sees; the database is safe against this by design.
    os._exit(1)
