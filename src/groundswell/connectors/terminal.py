"""From a file to the desk at the terminal, and what came of it, in a few lines."""

from collections.abc import Callable
from pathlib import Path

import typer
from django.urls import reverse
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from groundswell.connectors.located import Unreadable
from groundswell.connectors.telling import counts, lines
from groundswell.register.threads.actions import Brought, bring_thread
from groundswell.register.threads.rules import ArrivingThread


def bring_file(file: Path, read: Callable[[bytes], ArrivingThread], *, dry_run: bool, console: Console) -> None:
    """Bring in what a file holds, or only say what would change. A bad file ends the command with one sentence."""
    try:
        arriving = read(content_of(file))
    except Unreadable as fault:
        console.print(f"{file}: {fault}", style="red", markup=False, highlight=False)
        raise typer.Exit(code=1) from None
    brought = bring_thread(by=None, arriving=arriving, dry_run=dry_run)
    _tell(console, arriving, brought, dry_run=dry_run)


def content_of(file: Path) -> bytes:
    """Return what a file holds. Raises `Unreadable`."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("There is no such file.")) from None
    except IsADirectoryError:
        raise Unreadable(_("This is a folder. Name the file in it.")) from None
    except OSError as fault:
        raise Unreadable(_("It cannot be read: %(why)s.") % {"why": fault.strerror}) from None


def _tell(console: Console, arriving: ArrivingThread, brought: Brought, *, dry_run: bool) -> None:
    console.print(arriving.title, style="bold", markup=False, highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for words, count in counts(brought):
        table.add_row(words, str(count))
    console.print(table)
    for line in lines(arriving, brought):
        console.print(line, markup=False, highlight=False)
    if dry_run:
        console.print(_("This was a dry run: nothing was kept."), style="yellow")
    else:
        where = reverse("threads:thread", args=[brought.thread])
        console.print(_("At the desk: %(where)s") % {"where": where}, markup=False, highlight=False)
