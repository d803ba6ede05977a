"""``groundswell people`` and ``import``: who belongs, from the command line."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from groundswell.project.command_line.installation import DATA, DataFolder, open_installation
from groundswell.project.faults import Fault

people = typer.Typer(help="Who belongs to the organisation.", no_args_is_help=True)
imports = typer.Typer(help="Bring in people from CSV, or a forum thread from JSON.", no_args_is_help=True)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Do it, say what changed, and take it back.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")]


@people.command("add")
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="The name that others read.")],
    role: Annotated[
        str, typer.Option("--role", help="advocate, alternate, planner, administrator, or none.", show_default=False)
    ] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="NAME", help="The name of the organisation, the first time.")
    ] = "",
    data: DataFolder = DATA,
) -> None:
    """Add a person, or give one who is here a role: the first administrator, advocate and alternate come in so."""
    console = _opened(data)
    from groundswell.project.newcomers import add_newcomer  # noqa: PLC0415 - after django.setup()

    for sentence in add_newcomer(email=email, name=name, role=role, organisation=organisation):
        console.print(sentence, markup=False)


@imports.command("people")
def import_people(
    file: File,
    keep_good: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--keep-good", help="Keep the good rows although others are bad.")
    ] = False,
    dry_run: DryRun = False,  # noqa: FBT002 - as above
    data: DataFolder = DATA,
) -> None:
    """Import people from CSV: name,email,cell,roles,weekly_hours,time_zone."""
    console = _opened(data)
    from groundswell.people import importing  # noqa: PLC0415 - after django.setup()

    if not importing.command(_there(file), keep_good=keep_good, dry_run=dry_run, console=console):
        raise typer.Exit(1)


@imports.command("thread")
def import_thread(
    file: File,
    address: Annotated[str, typer.Option("--address", metavar="URL", help="Where people read the topic.")] = "",
    dry_run: DryRun = False,  # noqa: FBT002 - how typer declares a flag
    data: DataFolder = DATA,
) -> None:
    """Import a topic of Discourse, so that the desk can mark its passages; a second time changes nothing."""
    console = _opened(data)
    from groundswell.connectors import discourse  # noqa: PLC0415 - after django.setup()

    discourse.command(_there(file), dry_run=dry_run, console=console, address=address)


def _opened(data: Path) -> Console:
    console = open_installation(data, is_new=True)
    from groundswell.project.preparation import prepare_databases  # noqa: PLC0415 - after django.setup()

    prepare_databases(console)
    return console


def _there(file: Path) -> Path:
    if not file.is_file():
        raise Fault(f"There is no file {file}.")
    return file
