"""Reads an archive in a process of its own, a batch ahead of whoever stores what it holds: the other core has time."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable
from groundswell.questions.records import Batch

# A smaller archive is read before another process would be there.
LEAST = 4 * 2**20
_OFTEN = 50_000


@dataclass(frozen=True, slots=True)
class _Told:
    """A batch, and how far the archive is read with it; without a batch it was the end, or `why` it is none."""

    batch: Batch | None
    read: int = 0
    faults: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    why: str = ""


def ahead(archive: Archive, batches: Iterator[Batch], *, least: int = LEAST) -> Iterator[Batch]:
    """Return the batches of an archive. The process begins now: before whoever shows progress has threads.

    It knows the archive alone. It never speaks to a database, and ends without closing what it did not open.
    """
    cores = os.process_cpu_count() or 1
    if archive.total < least or cores < 2 or not hasattr(os, "fork"):  # noqa: PLR2004 - one each
        return batches
    ours, theirs = Pipe(duplex=False)
    number = os.fork()
    if number == 0:
        ours.close()
        _read(archive, batches, theirs)
    theirs.close()
    return _received(archive, ours, number)


def _read(archive: Archive, batches: Iterator[Batch], to: Connection) -> None:
    """Read to the end, and be gone."""
    try:
        # What is here stays here; mails hold no rings that anybody must look for often.
        gc.freeze()
        gc.set_threshold(_OFTEN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for batch in batches:
            to.send(_Told(batch, archive.read, archive.faults, archive.left_out))
        to.send(_Told(None, archive.read, archive.faults, archive.left_out))
    except Unreadable as fault:
        with suppress(OSError):
            to.send(_Told(None, why=fault.why))
    finally:
        os._exit(0)


def _received(archive: Archive, ours: Connection, number: int) -> Iterator[Batch]:
    try:
        while True:
            told = _next(ours)
            if told.why:
                raise Unreadable(told.why)
            archive.read, archive.faults[:], archive.left_out = told.read, told.faults, told.left_out
            if told.batch is None:
                return
            yield told.batch
    finally:
        ours.close()
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


def _next(ours: Connection) -> _Told:
    try:
        told: _Told = ours.recv()
    except EOFError:
        words = _("Reading this archive was ended from outside, perhaps for want of memory. What was read is kept.")
        raise Unreadable(words) from None
    return told
