"""Work that is due by the clock: found every minute by looking at the domain, never by a queue that can lose it.

A sweep is a function that does what is due and returns; it claims each piece by a compare-and-set on the domain's
own state, so that two workers, or one that was killed, do nothing twice and forget nothing. ``wiring.py`` plugs them.
"""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from groundswell.kit.ports import Port
from groundswell.kit.sqlite import disk

type Sweep = Callable[[], object]

SWEEPS: Port[Sweep] = Port()
EVERY_SECONDS = 60.0
# What somebody outside waits for: looked for several times a second, by one question where there is nothing to do.
BRISK: Port[Sweep] = Port()
BRISK_SECONDS = 0.25
# What somebody waits for in a chat that has to be asked: by questions over a network, so it stands in nobody's way.
LISTENING: Port[Sweep] = Port()
LISTENING_SECONDS = 4.0
CARRYING_SECONDS = 1.0
logger = logging.getLogger(__name__)


def sweep_once() -> list[str]:
    """Run every sweep once; return the names of those that failed. One that fails does not stop the others."""
    return [_name(sweep) for sweep in SWEEPS if not _ran(sweep)]


def sweep_until(stopped: threading.Event) -> None:
    """Sweep now and then each minute, until `stopped` is set."""
    while not stopped.is_set():
        sweep_once()
        stopped.wait(EVERY_SECONDS)


def brisk_until(stopped: threading.Event) -> None:
    """Run every brisk sweep again and again, until `stopped` is set."""
    while not stopped.is_set():
        for sweep in BRISK:
            _ran(sweep)
        stopped.wait(BRISK_SECONDS)


def listen_until(stopped: threading.Event) -> None:
    """Listen every few seconds, until `stopped` is set."""
    while not stopped.is_set():
        for sweep in LISTENING:
            _ran(sweep)
        stopped.wait(LISTENING_SECONDS)


def carry_until(stopped: threading.Event) -> None:
    """Carry the databases' logs over every second, until `stopped` is set, so that no visitor's request has to."""
    while not stopped.is_set():
        _ran(disk.carry_over)
        stopped.wait(CARRYING_SECONDS)


def _ran(sweep: Sweep) -> bool:
    close_old_connections()
    try:
        sweep()
    except Exception as failure:  # noqa: BLE001 - whatever it is, the other sweeps are due too
        # The kind alone: a message or a traceback may hold what somebody said.
        logger.error("The sweep %s failed: %s", _name(sweep), type(failure).__name__)  # noqa: TRY400 - see above
        return False
    finally:
        close_old_connections()
    return True


def _name(sweep: Sweep) -> str:
    return f"{sweep.__module__}.{getattr(sweep, '__qualname__', type(sweep).__qualname__)}"
