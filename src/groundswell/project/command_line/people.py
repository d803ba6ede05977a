"""``groundswell people`` and ``import``: who belongs, from the command line."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from groundswell.project.command_line.installation import DATA, DataFolder, open_installation
from groundswell.project.faults import Fault

people = typer.Typer(help="Who belongs to the organisation.", no_args_is_help=True)
imports = typer.Typer(
    help="Bring in people, hours, leave, check-ups, Polis, threads, transcripts, retrospectives, updates, conferences.",
    no_args_is_help=True,
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Do it, say what changed, and take it back.")]
Organisation = Annotated[
    str, typer.Option("--organisation", metavar="NAME", help="The name of the organisation, the first time.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="The files to read.")]
Day = Annotated[
    datetime | None,
    typer.Option("--day", formats=["%Y-%m-%d"], help="Of which day they are, where they do not say it themselves."),
]
OfCell = Annotated[
    str, typer.Option("--cell", metavar="NAME", help="The cell that alone could read them. [default: everyone here]")
]


@people.command("add")
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="The name that others read.")],
    role: Annotated[
        str,
        typer.Option(
            "--role", help="advocate, alternate, planner, administrator, referrer, or none.", show_default=False
        ),
    ] = "",
    organisation: Organisation = "",
    data: DataFolder = DATA,
) -> None:
    """Add a person, or give one who is here a role: the first administrator, advocate and alternate come in so."""
    console = opened(data)
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
    organisation: Organisation = "",
    data: DataFolder = DATA,
) -> None:
    """Import people from CSV: name,email,cell,roles,weekly_hours,time_zone; the first time, found the organisation."""
    console = opened(data)
    from groundswell.people import importing  # noqa: PLC0415 - after django.setup()

    sound = importing.command(
        there(file), organisation=organisation, keep_good=keep_good, dry_run=dry_run, console=console
    )
    if not sound:
        raise typer.Exit(1)


@imports.command("thread")
def import_thread(
    file: File,
    address: Annotated[str, typer.Option("--address", metavar="URL", help="Where people read the topic.")] = "",
    dry_run: DryRun = False,  # noqa: FBT002 - how typer declares a flag
    data: DataFolder = DATA,
) -> None:
    """Import a topic of Discourse, so that the desk can mark its passages; a second time changes nothing."""
    console = opened(data)
    from groundswell.connectors.discourse import importing  # noqa: PLC0415 - after django.setup()

    importing.command(there(file), dry_run=dry_run, console=console, address=address)


@imports.command("retrospective")
def import_retrospective(
    files: Files,
    day: Day = None,
    cell: OfCell = "",
    dry_run: DryRun = False,  # noqa: FBT002 - how typer declares a flag
    data: DataFolder = DATA,
) -> None:
    """Import retrospectives from Markdown, so that the desk can mark their passages; a second time changes nothing."""
    _import_documents("retrospective", files, day, cell, data, dry_run=dry_run)


@imports.command("sprint-update")
def import_sprint_update(
    files: Files,
    day: Day = None,
    cell: OfCell = "",
    dry_run: DryRun = False,  # noqa: FBT002 - how typer declares a flag
    data: DataFolder = DATA,
) -> None:
    """Import end-of-sprint updates from Markdown, as retrospectives are."""
    _import_documents("sprint_update", files, day, cell, data, dry_run=dry_run)


def _import_documents(
    kind: str, files: list[Path], day: datetime | None, cell: str, data: Path, *, dry_run: bool
) -> None:
    console = opened(data)
    from groundswell.connectors.markdown import importing  # noqa: PLC0415 - after django.setup()
    from groundswell.register.rules.items import SourceKind  # noqa: PLC0415 - as above

    importing.command(
        [there(file) for file in files],
        kind=SourceKind(kind),
        dry_run=dry_run,
        console=console,
        day=day.date() if day else None,
        cell=cell,
    )


@imports.command("transcript")
def import_transcript(  # noqa: PLR0917 - one option for each thing that a person has to decide
    file: File,
    keeper: Annotated[str, typer.Option("--keeper", metavar="EMAIL", help="The advocate or alternate who keeps it.")],
    title: Annotated[str, typer.Option("--title", help="Which meeting it was.")],
    day: Annotated[datetime, typer.Option("--day", formats=["%Y-%m-%d"], help="When it was.")],
    everyone: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--everyone", help="Let everyone here read what speakers share; else those who spoke.")
    ] = False,
    off_the_record: Annotated[
        list[str] | None,
        typer.Option("--off-the-record", metavar="SPAN", help='From when until when: "12:30 - 15:00". Once for each.'),
    ] = None,
    nothing_else: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--nothing-else", help="Nothing else was off the record, although somebody says so.")
    ] = False,
    dry_run: DryRun = False,  # noqa: FBT002 - as above
    data: DataFolder = DATA,
) -> None:
    """Import the transcript of a meeting (WebVTT, SubRip), closed: speakers are asked before others read it."""
    console = opened(data)
    from groundswell.connectors.captions import importing  # noqa: PLC0415 - after django.setup()
    from groundswell.talks.transcripts.rules import Reach  # noqa: PLC0415 - as above

    reach = Reach.ORGANISATION if everyone else Reach.SPEAKERS
    meant = importing.Meant(keeper, title, day.date(), reach, off_the_record or (), nothing_else)
    importing.command(there(file), meant, dry_run=dry_run, console=console)


@imports.command("checkups")
def import_checkups(
    file: File,
    keep_good: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--keep-good", help="Keep the good rows although others are bad.")
    ] = False,
    dry_run: DryRun = False,  # noqa: FBT002 - as above
    data: DataFolder = DATA,
) -> None:
    """Import answers of an existing check-up from CSV: person,cell,date,rating,scale,reason; sealed to the readers."""
    console = opened(data)
    from groundswell.checkins import importing  # noqa: PLC0415 - after django.setup()

    if not importing.command(there(file), keep_good=keep_good, dry_run=dry_run, console=console):
        raise typer.Exit(1)


@imports.command("polis")
def import_polis(
    paths: Annotated[list[Path], typer.Argument(metavar="FOLDER|FILE…", help="The files that Polis exported.")],
    title: Annotated[str, typer.Option("--title", help="What it was about. [default: the topic in summary.csv]")] = "",
    dry_run: DryRun = False,  # noqa: FBT002 - how typer declares a flag
    data: DataFolder = DATA,
) -> None:
    """Import a conversation that was held with Polis, as a round that has ended; a second time changes nothing."""
    for path in paths:
        if not path.exists():
            raise Fault(f"There is no file or folder {path}.")
    console = opened(data)
    from groundswell.connectors.polis import importing  # noqa: PLC0415 - after django.setup(); numpy comes with it

    importing.command(paths, title=title, dry_run=dry_run, console=console)


@imports.command("conferences")
def import_conferences(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A list (.json, .ics, .csv), or a folder of lists.")],
    keep_good: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--keep-good", help="Keep the good rows although others are bad.")
    ] = False,
    dry_run: DryRun = False,  # noqa: FBT002 - as above
    data: DataFolder = DATA,
) -> None:
    """Import conferences with their calls for papers from public lists; a second time changes nothing."""
    if not path.exists():
        raise Fault(f"There is no file or folder {path}.")
    console = opened(data)
    from groundswell.connectors.conferences import importing  # noqa: PLC0415 - after django.setup()

    if not importing.command(path, keep_good=keep_good, dry_run=dry_run, console=console):
        raise typer.Exit(1)


def opened(data: Path) -> Console:
    """Load the product on a data folder with its databases made, and return where to speak."""
    console = open_installation(data, is_new=True)
    from groundswell.project.preparation import prepare_databases  # noqa: PLC0415 - after django.setup()

    prepare_databases(console)
    return console


def there(file: Path) -> Path:
    """Return a file that is there."""
    if not file.is_file():
        raise Fault(f"There is no file {file}.")
    return file
