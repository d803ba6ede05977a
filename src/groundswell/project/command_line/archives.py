"""``groundswell backup`` and ``restore``: everything, encrypted, on both databases."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from groundswell.kit.sqlite.queue import unhurried
from groundswell.project.command_line.installation import DATA, DataFolder, open_installation
from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from rich.console import Console

    from groundswell.project.archive.rows import Told

VARIABLE = "GROUNDSWELL_BACKUP_PASSPHRASE"
LEAST_LENGTH = 12

PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", metavar="FILE", help=f"A file that holds the passphrase. [or: ${VARIABLE}]"),
]


def backup(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    data: DataFolder = DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the database into one encrypted archive, and the keys into the one copy beside it."""
    console = open_installation(data)
    passphrase = _passphrase(passphrase_file, new=True)
    from groundswell.project.archive.backup import back_up  # noqa: PLC0415 - after django.setup()

    with _progress(console) as told:
        keys = back_up(archive.absolute(), passphrase, told)
    console.print(f"The database is in {archive}. Keep as many of these as you like.")
    console.print(f"The keys are in {keys}. Keep this one copy only: the next backup replaces it, so that")
    console.print("what has been deleted by then cannot be opened from older archives.")


def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to read.")],
    data: DataFolder = DATA,
    keys: Annotated[
        Path | None, typer.Option("--keys", metavar="FILE", help="The copy of the keys. [default: beside the archive]")
    ] = None,
    without_keys: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--without-keys", help="Keep the keys folder that is here, and restore the database alone.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Fill an empty data folder or database from an archive, of either database and of any older version."""
    console = open_installation(data, is_new=True)
    passphrase = _passphrase(passphrase_file, new=False)
    from django.conf import settings  # noqa: PLC0415 - after django.setup()

    from groundswell.project.archive import backup as archives  # noqa: PLC0415 - as above

    copy = None if without_keys else keys or archives.keys_file_beside(archive)
    # The folder is empty, and nothing is served from it: nobody waits for what holds it.
    with _progress(console) as told, unhurried():
        archives.restore(archive, copy, passphrase, told)
    console.print(f"Restored into {settings.DATA_FOLDER}. `groundswell serve --data {data}` serves it.")


def _passphrase(file: Path | None, *, new: bool) -> str:
    named = file or os.environ.get(f"{VARIABLE}_FILE")
    if named:
        try:
            return Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(f"The passphrase cannot be read from {named}.") from error
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Fault(f"Name the passphrase of the archive: in ${VARIABLE}, or in a file with --passphrase-file.")
    typed: str = typer.prompt("Passphrase of the archive", hide_input=True, confirmation_prompt=new)
    if new and len(typed) < LEAST_LENGTH:
        raise Fault(f"This passphrase is too short to keep an archive closed: take {LEAST_LENGTH} characters or more.")
    return typed


@contextmanager
def _progress(console: "Console") -> Iterator["Told"]:
    """Show what is done, table by table, on a terminal."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def told(table: str, rows: int) -> None:
            progress.update(task, description=table, advance=rows)

        yield told
