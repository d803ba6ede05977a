"""``groundswell import hours``, ``jira``, ``tempo`` and ``leave``: what was spent, and when somebody is away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from groundswell.project.command_line.installation import DATA, DataFolder
from groundswell.project.command_line.people import DryRun, File, opened, there
from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.hours.actions.arriving import Batch, Defaults

Stream = Annotated[
    str,
    typer.Option("--stream", metavar="STREAM", help="internal, external, client or cell, where the file is silent."),
]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="development or other, where the file is silent.")]
Named = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="NAME=NAME",
        help="What a column is called in the file: its English name, =, its name there. May be said many times.",
    ),
]
KeepGood = Annotated[bool, typer.Option("--keep-good", help="Keep the good rows although others are bad.")]


def add_to(imports: typer.Typer) -> None:
    """Add these commands to those that bring something in."""
    imports.command("hours")(import_hours)
    imports.command("jira")(import_jira)
    imports.command("tempo")(import_tempo)
    imports.command("leave")(import_leave)


def import_hours(
    file: File, *, keep_good: KeepGood = False, dry_run: DryRun = False, stream: Stream = "client",
    kind: Kind = "other", data: DataFolder = DATA,
) -> None:  # fmt: skip  # options beside each other
    """Import hours from our own CSV: person,day,hours and as much more as one likes; a second time changes nothing."""
    console = opened(data)
    from groundswell.hours.importing import table  # noqa: PLC0415 - after django.setup()

    _import_hours("file", table.read, file, console, (stream, kind), keep_good=keep_good, dry_run=dry_run)


def import_jira(
    file: File, *, keep_good: KeepGood = False, dry_run: DryRun = False, stream: Stream = "client",
    kind: Kind = "other", columns: Named = None, data: DataFolder = DATA,
) -> None:  # fmt: skip  # as above
    """Import hours from an export of Jira (CSV, all fields): worklogs, else what each issue took."""
    console, said = opened(data), _said(columns)
    from groundswell.connectors.jira import importing  # noqa: PLC0415 - after django.setup()

    _import_hours(
        "jira", partial(importing.read, said=said), file, console, (stream, kind), keep_good=keep_good, dry_run=dry_run
    )


def import_tempo(
    file: File, *, keep_good: KeepGood = False, dry_run: DryRun = False, stream: Stream = "client",
    kind: Kind = "other", columns: Named = None, data: DataFolder = DATA,
) -> None:  # fmt: skip  # as above
    """Import hours from an export of Tempo (CSV)."""
    console, said = opened(data), _said(columns)
    from groundswell.connectors.tempo import importing  # noqa: PLC0415 - after django.setup()

    _import_hours(
        "tempo", partial(importing.read, said=said), file, console, (stream, kind), keep_good=keep_good, dry_run=dry_run
    )


def import_leave(
    file: File,
    *,
    person: Annotated[str, typer.Option("--person", metavar="EMAIL", help="Whose calendar it is.")],
    dry_run: DryRun = False,
    data: DataFolder = DATA,
) -> None:
    """Import when somebody is away from a calendar (.ics): no title, no place, no guest is read."""
    console = opened(data)
    from groundswell.connectors.leave import importing  # noqa: PLC0415 - after django.setup()

    if not importing.command(there(file), person=person, dry_run=dry_run, console=console):
        raise typer.Exit(1)


def _import_hours(
    source: str,
    read: Callable[[Path], "Batch"],
    file: Path,
    console: Console,
    silent: tuple[str, str],
    *,
    keep_good: bool,
    dry_run: bool,
) -> None:
    from groundswell.hours import importing  # noqa: PLC0415 - after django.setup()
    from groundswell.hours.models import Entry  # noqa: PLC0415 - as above

    sound = importing.command(
        there(file),
        read,
        Entry.Source(source),
        console=console,
        defaults=_defaults(*silent),
        keep_good=keep_good,
        dry_run=dry_run,
    )
    if not sound:
        raise typer.Exit(1)


def _said(columns: list[str] | None) -> dict[str, str]:
    """Return what columns are called in the file, by their English name."""
    said = {}
    for each in columns or ():
        name, equals, theirs = (part.strip() for part in each.partition("="))
        if not (name and equals and theirs):
            raise Fault(f"“{each}” names no column. Write it like “Log Work=Arbeitsprotokoll”. Nothing was read.")
        said[name] = theirs
    return said


def _defaults(stream: str, kind: str) -> "Defaults":
    from groundswell.hours.actions.arriving import Defaults  # noqa: PLC0415 - after django.setup()
    from groundswell.hours.rules import axes  # noqa: PLC0415 - as above

    try:
        return Defaults(axes.Stream(stream), axes.Kind(kind))
    except ValueError as error:
        raise Fault(
            "A stream is internal, external, client or cell, and a kind development or other. Nothing was read."
        ) from error
