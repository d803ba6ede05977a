"""``groundswell import ical PATH``: the events of calendars that lie in files."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from rich.console import Console

from groundswell.connectors.archives import Archive
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.events import Event
from groundswell.connectors.ical.parse import read
from groundswell.connectors.located import Unreadable
from groundswell.connectors.sources.ports import event_takers
from groundswell.kit import clock
from groundswell.questions.queries import connected

MOST_BYTES = 16 * 1024 * 1024


def command(path: Path, *, name: str, dry_run: bool, console: Console) -> bool:
    """Bring in the events of all calendars of a path; tell whether each could be read. A second time is once."""
    try:
        archive = Archive(path)
    except Unreadable as fault:
        console.print(f"{path}: {fault.why}", style="red", markup=False, highlight=False, soft_wrap=True)
        return False
    entries = archive.ending(".ics")
    events: list[Event] = []
    for entry in entries:
        with archive.noting(entry), archive.open(entry) as file:
            events += _events(file.read(MOST_BYTES + 1), entry.name)
    if not entries:
        archive.faults.append(_("There is no calendar here: a file that ends in .ics."))
    new = _kept(events, _source_of(name), dry_run=dry_run)
    told = {"new": f"{new:,}", "same": f"{len(events) - new:,}"}
    console.print(_("Events: %(new)s new, %(same)s known before.") % told, highlight=False)
    for sentence in archive.faults:
        console.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    if dry_run:
        console.print(_("This was a dry run: nothing was kept."), style="yellow")
    return not archive.faults


def _events(content: bytes, name: str) -> list[Event]:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("This calendar is larger than 16 MB. Export fewer years of it."))
    try:
        return read(content, origin=name, now=clock.now())
    except Unanswered as fault:
        raise Unreadable(fault.sentence) from None


def _kept(events: list[Event], source: str, *, dry_run: bool) -> int:
    with transaction.atomic():
        new = sum(taker.take(source=source, events=events) for taker in event_takers)
        transaction.set_rollback(dry_run)
    return new


def _source_of(name: str) -> str:
    """Return the source that a calendar is of: one that is read live has the same events."""
    found = connected.source_named(name) if name else None
    return str(found.id) if found is not None else "ical"
