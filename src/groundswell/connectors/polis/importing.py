"""`groundswell import polis FOLDER`: what was voted on elsewhere becomes a round that has ended."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import typer
from django.urls import reverse
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from groundswell.connectors.polis.conversation import Files, Read, conversation, files_among
from groundswell.connectors.polis.refusals import BadTable
from groundswell.connectors.polis.statements import read_statements
from groundswell.connectors.polis.summary import Summary, read_summary
from groundswell.connectors.polis.votes import read_votes
from groundswell.people.refusals import Refused
from groundswell.propositions.rounds import actions

PIECE = 4 * 2**20


def command(paths: Sequence[Path], *, title: str, dry_run: bool, console: Console) -> None:
    """Bring a conversation in, or with `dry_run` only say what would be kept. Bad files end it with one sentence."""
    try:
        read = _read(files_among(paths), title)
        _tell(console, read)
        if dry_run:
            _tell_trial(console, read)
        else:
            _keep(console, read)
    except (BadTable, Refused) as fault:
        said = fault.sentence if isinstance(fault, Refused) else str(fault)
        console.print(f"{said} {_('Nothing was kept.')}", style="red", markup=False, highlight=False)
        raise typer.Exit(code=1) from None


def _read(files: Files, title: str) -> Read:
    statements = _of(files.comments, lambda file: read_statements(file.read_bytes()))
    summary = _of(files.summary, lambda file: read_summary(file.read_bytes())) if files.summary else Summary()
    votes = _of(files.votes, lambda file: read_votes(_pieces(file)))
    return conversation(votes, statements, summary, title=title)


def _of[Content](file: Path, read: Callable[[Path], Content]) -> Content:
    """Read a file; whatever is wrong with it is one sentence that names it."""
    try:
        return read(file)
    except BadTable as fault:
        raise BadTable(f"{file}: {fault}") from fault
    except OSError as fault:
        raise BadTable(f"{file} cannot be read: {fault.strerror}.") from fault


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece


def _tell(console: Console, read: Read) -> None:
    arriving = read.arriving
    console.print(arriving.title, style="bold", markup=False, highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row(_("statements"), str(len(arriving.statements) - len(arriving.rejected)))
    table.add_row(_("left out by moderation there"), str(len(arriving.rejected)))
    table.add_row(_("people who voted"), str(len(arriving.books)))
    table.add_row(_("votes"), str(read.votes))
    console.print(table)
    for line in read.left_out:
        console.print(line, markup=False, highlight=False)
    kept = _(
        "Kept: the statements, and what may be shown of the votes: shares in steps, counts in bands. Not kept: who "
        "voted what, the numbers of people, who wrote a statement and when, and the groups that Polis drew."
    )
    console.print(kept, markup=False, highlight=False)


def _tell_trial(console: Console, read: Read) -> None:
    here = actions.is_here(read.arriving.mark)
    if here is not None:
        _tell_here(console)
    console.print(_("This was a dry run: nothing was kept."), style="yellow")


def _keep(console: Console, read: Read) -> None:
    with console.status(_("Asking whether there are groups …")):
        found = actions.keep_elsewhere(arriving=read.arriving)
    if found is None:
        _tell_here(console)
        return
    where = reverse("rounds:opinions", args=[found.id])
    console.print(_("What the votes say: %(where)s") % {"where": where}, markup=False, highlight=False)


def _tell_here(console: Console) -> None:
    said = _(
        "This conversation is here already, so nothing changed. A later state of it is not brought in: what is "
        "published is frozen, and the difference would be about a few people."
    )
    console.print(said, style="yellow", markup=False, highlight=False)
