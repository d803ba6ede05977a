"""An archive of questions at the terminal: read, taken in batch by batch, and told in a few lines.

The place is kept with each batch, in the same transaction: whoever is stopped, even by a power cut, goes on there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from groundswell.connectors.ahead import ahead
from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable
from groundswell.kit import clock
from groundswell.questions import actions
from groundswell.questions.ports import Reader
from groundswell.questions.queries.sources import Source, place_in
from groundswell.questions.records import Batch, Taken

_FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Named:
    """Of which source an archive is ("": named after its kind and file), and where people read it, if that is known."""

    name: str = ""
    address: str = ""
    is_public: bool = False
    is_news: bool = False


# The folders of connectors whose kind is called otherwise.
_FOLDERS = {"feed": "feeds"}


@dataclass
class Brought:
    """What reading an archive did; `messages` is how many there were in it."""

    archive: Archive
    taken: Taken = field(default_factory=Taken)
    messages: int = 0
    items: int = 0
    seconds: float = 0.0


def reader_of(kind: str, archive: Archive, address: str) -> Reader:
    """Return what reads an archive of this kind."""
    reader: Reader = import_module(f"groundswell.connectors.{_FOLDERS.get(kind, kind)}.parse").Files(archive, address)
    return reader


def bring(kind: str, path: Path, named: Named, *, dry_run: bool, console: Console) -> bool:
    """Bring in an archive, or only say what that would do; tell whether all of it could be read."""
    began = clock.now()
    try:
        archive = Archive(path)
        named = replace(named, name=named.name or f"{kind}: {path.name}")
        brought = _bring(kind, archive, named, dry_run=dry_run, console=console)
    except Unreadable as fault:
        console.print(f"{path}: {fault.why}", style="red", markup=False, highlight=False, soft_wrap=True)
        return False
    brought.seconds = (clock.now() - began).total_seconds()
    _tell(brought, dry_run=dry_run, console=console)
    return not archive.faults


def _bring(kind: str, archive: Archive, named: Named, *, dry_run: bool, console: Console) -> Brought:
    brought = Brought(archive)
    if dry_run:
        for batch in _shown(ahead(archive, reader_of(kind, archive, named.address).read("")), brought, console):
            _try(kind, named.name, _sorted(batch, named), brought)
        _require_something(brought)
        return brought
    source = actions.begin_source(by=None, kind=kind, name=named.name, address=named.address, is_public=named.is_public)
    since = place_in(source, archive.mark)
    if since:
        console.print(_("It was begun before, and goes on where it stopped."), style="yellow")
    reader = reader_of(kind, archive, named.address or source.address)
    for batch in _shown(ahead(archive, reader.read(since)), brought, console):
        _take(source, _sorted(batch, named), brought)
    if not since:
        _require_something(brought)
    actions.finish_file(source=source, file=archive.mark, messages=brought.messages)
    return brought


def _require_something(brought: Brought) -> None:
    """Note it where whole files told nothing, and nobody else has said why."""
    archive = brought.archive
    if not (brought.messages or brought.items or archive.faults or archive.left_out):
        archive.faults.append(_("Nothing of that kind was found in these files: are they the right ones?"))


def _try(kind: str, name: str, batch: Batch, brought: Brought) -> None:
    """Take a batch in, and take that back: each by itself, so that others may write in between."""
    with transaction.atomic():
        _take(actions.begin_source(by=None, kind=kind, name=name), batch, brought)
        transaction.set_rollback(True)


def _sorted(batch: Batch, named: Named) -> Batch:
    return replace(batch, items=tuple(replace(item, is_news=True) for item in batch.items)) if named.is_news else batch


def _take(source: Source, batch: Batch, brought: Brought) -> None:
    brought.taken += actions.take_in(source=source, batch=batch, file=brought.archive.mark)
    brought.messages += len(batch.messages)
    brought.items += len(batch.items)


def _shown(batches: Iterator[Batch], brought: Brought, console: Console) -> Iterator[Batch]:
    """Yield batches, with progress, messages a second and the time that remains, where somebody looks on."""
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[words]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=brought.archive.total or 1, words="")
        for batch in batches:
            yield batch
            passed = progress.tasks[0].elapsed or 1.0
            words = _("%(n)s messages, %(rate)s a second") % {
                "n": f"{brought.messages:,}",
                "rate": f"{brought.messages / max(passed, 0.1):,.0f}",
            }
            progress.update(task, completed=min(brought.archive.read, brought.archive.total), words=words)


def _tell(brought: Brought, *, dry_run: bool, console: Console) -> None:
    taken, archive = brought.taken, brought.archive
    table = Table(box=None, show_header=False, pad_edge=False)
    rows = ((_("new"), taken.new), (_("changed"), taken.changed), (_("unchanged"), taken.same), (_("gone"), taken.gone))
    for words, count in rows:
        table.add_row(words, f"{count:,}")
    console.print(table)
    rate = brought.messages / max(brought.seconds, 0.001)
    console.print(
        _("Messages: %(messages)s, of items: %(items)s, in %(seconds)s s. That is %(rate)s messages a second.")
        % {
            "messages": f"{brought.messages:,}",
            "items": f"{brought.items:,}",
            "seconds": f"{brought.seconds:.1f}",
            "rate": f"{rate:,.0f}",
        },
        highlight=False,
    )
    for what, count in sorted(archive.left_out.items()):
        console.print(_("Left out: %(n)s %(what)s.") % {"n": f"{count:,}", "what": what}, highlight=False)
    for fault in archive.faults[:_FAULTS_SHOWN]:
        console.print(fault, style="red", markup=False, highlight=False, soft_wrap=True)
    more = len(archive.faults) - _FAULTS_SHOWN
    if more > 0:
        console.print(ngettext("And %(n)s more like these.", "And %(n)s more like these.", more) % {"n": more})
    if dry_run:
        console.print(_("This was a dry run: nothing was kept."), style="yellow")
