"""``groundswell attack``: the product's own attackers, and how far they come."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from groundswell.project.command_line.installation import DATA, DataFolder, open_installation

if TYPE_CHECKING:
    from groundswell.engines.disclosure.attacks import Verdict

ORGANISATIONS = 200
SEED = 1
COLUMNS = ("attack", "measure", "success", "without the leak", "gain", "limit", "held", "tried")


def attack(  # noqa: PLR0917 - how typer declares options
    organisations: Annotated[
        int, typer.Option("--organisations", min=1, metavar="N", help="How many organisations to generate.")
    ] = ORGANISATIONS,
    here: Annotated[  # noqa: FBT002 - how typer declares a flag
        bool, typer.Option("--here", help="Look at the installation in the data folder instead, without writing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,  # noqa: FBT002 - as above
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="Which organisations, whom to try.")] = SEED,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FOLDER", help="Keep what is done there, and go on from it the next time."),
    ] = None,
    data: DataFolder = DATA,
) -> None:
    """Let the product's own attackers loose, and say how far they come; status 1 when one comes further than it may."""
    found = _here(data) if here else _generated(organisations, seed, keep=keep)
    if as_json:
        print(json.dumps([verdict.as_row() for verdict in found]))  # noqa: T201 - for machines
    else:
        _show(found)
    if not all(verdict.held for verdict in found):
        raise typer.Exit(1)


def _here(data: Path) -> list["Verdict"]:
    open_installation(data)
    from groundswell.project.attacks import here  # noqa: PLC0415 - after django.setup()

    return here.attack()


def _generated(organisations: int, seed: int, *, keep: Path | None) -> list["Verdict"]:
    from groundswell.project.attacks import simulated, throwaway  # noqa: PLC0415 - numpy is loaded for this alone

    with _progress() as progress:
        simulating = progress.add_task("organisations", total=organisations)
        told = partial(progress.advance, simulating)
        found = simulated.attack(organisations, seed, told, keep=keep)
        building = progress.add_task("building a throw-away installation", total=None)
        with throwaway.built() as house:
            from groundswell.project.attacks import running  # noqa: PLC0415 - after django.setup()

            progress.update(building, total=len(running.ATTACKS))
            behaviour = running.attack(house, seed, lambda name: progress.update(building, description=name, advance=1))
    return found + behaviour


def _progress() -> Progress:
    console = Console(stderr=True, highlight=False)
    times = TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, *times, console=console, transient=True, disable=not console.is_terminal)


def _show(found: list["Verdict"]) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    table = Table()
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in COLUMNS[:2] else "right")
    for verdict in found:
        numbers = [f"{each:.3f}" for each in (verdict.success, verdict.baseline)]
        row = [verdict.attack, verdict.metric, *numbers, f"{verdict.gain:+.3f}", f"{verdict.limit:.2f}"]
        style = None if verdict.held else "red"
        table.add_row(*row, "yes" if verdict.held else "no", str(verdict.targets), style=style)
    console.print(table)
    passed = [verdict.attack for verdict in found if not verdict.held]
    if passed:
        console.print(f"Further than they may: {', '.join(passed)}.", style="red")
    else:
        console.print(f"{len(found)} attacks, and none comes further than it may.")
