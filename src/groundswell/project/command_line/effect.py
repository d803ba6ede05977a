"""``groundswell effect``: whether a number changed at a day, and how sure that is, from a file."""

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.connectors.figures.steps import StepTable
    from groundswell.engines.effects import Effect


def effect(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Columns from, value and, perhaps, other.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day from which on it is done.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say whether a number changed at a day: a placebo in time that is seldom fooled by drift and memory."""
    found = _found(_table(file, on.date()), str(file))
    if as_json:
        print(json.dumps(plain(found), allow_nan=False))  # noqa: T201 - for machines
        return
    _show(Console(highlight=False, width=None if sys.stdout.isatty() else 120), found)


def plain(found: "Effect | str") -> dict[str, Any]:
    """Return what `--json` prints: everything that was found, or why nothing can be."""
    if isinstance(found, str):
        return {"refused": found}
    return asdict(found) | {"placebos": [list(each) for each in found.placebos], "differs": found.differs}


def _table(file: Path, on: date) -> "StepTable":
    from groundswell.connectors.figures.steps import read_steps  # noqa: PLC0415 - needed here alone
    from groundswell.connectors.figures.table import BadFigures  # noqa: PLC0415 - as above

    try:
        return read_steps(file.read_bytes(), on)
    except FileNotFoundError as fault:
        raise Fault(f"There is no file {file}.") from fault
    except OSError as fault:
        raise Fault(f"{file} cannot be read: {fault.strerror}.") from fault
    except BadFigures as fault:
        raise Fault(f"{file}: {fault}") from fault


def _found(table: "StepTable", name: str) -> "Effect | str":
    """Return what was found, or the sentence why this data cannot show anything."""
    from groundswell.engines.effects import (  # noqa: PLC0415 - numerics load here alone
        BadSeries,
        NoSpread,
        TooShort,
        difference_of,
        effect_of,
    )

    try:
        if table.other is None:
            return effect_of(table.before, table.after)
        return difference_of(table.before, table.after, *table.other)
    except (TooShort, NoSpread) as refusal:
        return str(refusal)
    except BadSeries as fault:
        raise Fault(f"{name}: {fault}") from fault


def _show(console: Console, found: "Effect | str") -> None:
    if isinstance(found, str):
        console.print(found)
        return
    verdict = "It differs from before." if found.differs else "No difference can be told from chance."
    console.print(f"{verdict} A step of {found.step:+.3g}, with 95 % between {found.low:+.3g} and {found.high:+.3g}.")
    console.print(
        f"Steps with a value: {found.before} before and {found.after} after; they spread by {found.spread:.3g}."
    )
    console.print(f"Of series in which nothing changed, a share of {found.p:.3g} shows a step as large.")
    console.print(f"A step of {found.detectable:.3g} would have been seen in four cases of five.")
    console.print("A step at a day is not its reason: whatever else began then stands in it too.")
