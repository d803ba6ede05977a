"""Reads a source: to its end, or for as long as one turn of a worker may take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import NEEDS_A_PERSON, Unanswered, Why
from groundswell.connectors.shape import Brings, Connector, Opened
from groundswell.connectors.sources.actions import due_again, later
from groundswell.connectors.sources.opening import connector_of, opened, understood
from groundswell.connectors.sources.ports import event_takers, hours_takers
from groundswell.kit import clock
from groundswell.kit.seal import locks
from groundswell.questions.actions import connecting
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.queries import connected
from groundswell.questions.records import Taken

# What is broken there is tried again after this, and what may be asked again later not before it.
TRY_AGAIN_SECONDS = 15 * 60


@dataclass
class Synced:
    """What reading a source did. `fault` is a sentence, "" when it was read to its end; `is_done`: to its end."""

    taken: Taken
    fault: str = ""
    is_done: bool = True


class Busy(Exception):
    """Another process reads this source at this moment."""


def sync(
    source: UUID, *, seconds: float | None = None, tell: Callable[[Taken], object] = lambda _taken: None
) -> Synced:
    """Read a source on from its cursor, for so many seconds or to its end; note what came of it. Raises Busy.

    `tell` is called after each batch with all that was taken so far.
    """
    with _alone(source):
        synced = Synced(Taken())
        try:
            _read(source, synced, seconds, tell)
        except Unanswered as fault:
            synced.fault, synced.is_done = fault.sentence, False
            connecting.note_fault(source=source, sentence=fault.sentence, due_at=_due_after(fault))
        return synced


def _read(source: UUID, synced: Synced, seconds: float | None, tell: Callable[[Taken], object]) -> None:
    told = connected.told_of(source)
    if told is None:
        return
    connector, at = connector_of(told), opened(told)
    ends = monotonic() + seconds if seconds is not None else None
    with understood(connector.name):
        for taken in _taken(source, connector, at):
            synced.taken += taken
            tell(synced.taken)
            if ends is not None and monotonic() > ends:
                synced.is_done = False
                connecting.note_read(source=source, at=clock.now(), due_at=clock.now())
                return
    connecting.note_read(source=source, at=clock.now(), due_at=due_again(connector))


def _taken(source: UUID, connector: Connector, at: Opened) -> Iterator[Taken]:
    row = connected.source_of(source)
    if row is None:
        return
    if connector.brings is Brings.HOURS and connector.hours is not None:
        yield from _hours(source, connector, at, row.cursor)
        return
    if connector.brings is Brings.EVENTS and connector.events is not None:
        yield from _events(source, connector, at, row.cursor)
        return
    if connector.reader is None:
        return
    for batch in connector.reader(at).read(row.cursor):
        yield take_in(source=row, batch=batch)


def _hours(source: UUID, connector: Connector, at: Opened, cursor: str) -> Iterator[Taken]:
    """Hand hours to whoever keeps them; what could not be kept is said on the page of the sources."""
    if connector.hours is None:
        return
    left_out = ""
    for hours, place in connector.hours(at, cursor):
        with transaction.atomic():
            said = [taker.take(kind=connector.tracker or connector.key, hours=hours) for taker in hours_takers]
            connecting.note_read(source=source, at=clock.now(), due_at=due_again(connector), cursor=place)
        yield Taken(new=len(hours.rows), gone=len(hours.gone))
        left_out = left_out or next(filter(None, said), "")
    if left_out:
        # At the end, for there are always people in a tracker who are not here: they hold nobody up.
        raise Unanswered(Why.STRANGE, left_out)


def _events(source: UUID, connector: Connector, at: Opened, cursor: str) -> Iterator[Taken]:
    """Hand events to whoever keeps them."""
    if connector.events is None:
        return
    if not list(event_takers):
        raise Unanswered(Why.ADDRESS, _("Nothing here keeps events, so this source is not read."))
    for events, place in connector.events(at, cursor):
        with transaction.atomic():
            new = sum(taker.take(source=str(source), events=events) for taker in event_takers)
            connecting.note_read(source=source, at=clock.now(), due_at=due_again(connector), cursor=place)
        yield Taken(new=new, same=len(events) - new)


def _due_after(fault: Unanswered) -> datetime | None:
    """Return when to try again; what only a person can mend is not tried before they have been there."""
    if fault.why in NEEDS_A_PERSON:
        return None
    return later(max(fault.again_in, TRY_AGAIN_SECONDS if fault.why is not Why.PACE else 1.0))


@contextmanager
def _alone(source: UUID) -> Iterator[None]:
    try:
        with locks.taken(settings.DATA_FOLDER / "reading" / f"{source}.lock"):
            yield
    except locks.Taken:
        raise Busy from None
