"""``groundswell sync [SOURCE]``: what was asked outside since the last time."""

from typing import Annotated

import typer

from groundswell.project.command_line.installation import DATA, DataFolder
from groundswell.project.command_line.people import opened


def sync(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The name of one source; all without it.")] = "",
    data: DataFolder = DATA,
) -> None:
    """Read the sources that are connected, each on from where it was left; again and again changes nothing."""
    console = opened(data)
    from groundswell.connectors.sources import command  # noqa: PLC0415 - after django.setup()

    if not command.run(source, console=console):
        raise typer.Exit(1)
