"""`groundswell import retrospective FILE.md…` and `sprint-update`: documents come to the desk."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from groundswell.connectors.markdown.reading import Document, read
from groundswell.connectors.terminal import bring_file
from groundswell.people.models import Cell
from groundswell.people.rules import Audience
from groundswell.register.rules.items import SourceKind
from groundswell.register.threads.rules import ArrivingThread


def command(
    files: Sequence[Path],
    *,
    kind: SourceKind,
    dry_run: bool,
    console: Console,
    day: date | None = None,
    cell: str = "",
) -> None:
    """Import documents, or with `dry_run` only say what would change. A bad file ends the command with one sentence.

    `cell` names the only readers that they had; else everyone in the organisation could read them. `day` counts where
    a document does not say its own.
    """
    reach = _reach(cell, console)

    def reading_of(name: str) -> Callable[[bytes], ArrivingThread]:
        return lambda content: read(Document(content, kind, reach, name, day=day))

    for file in files:
        bring_file(file, reading_of(file.name), dry_run=dry_run, console=console)


def _reach(cell: str, console: Console) -> str:
    if not cell:
        return Audience.ORGANISATION.value
    found = Cell.objects.filter(name__iexact=cell, ended_on=None).first()
    if found is None:
        told = _("There is no cell called %(name)s. Nothing was imported.") % {"name": cell}
        console.print(told, style="red", markup=False, highlight=False)
        raise typer.Exit(code=1)
    return f"cell:{found.id}"
