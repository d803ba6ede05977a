"""``groundswell survival``: how long questions wait, the unanswered ones among them, from a file."""

import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.connectors.figures.waits import WaitTable
    from groundswell.engines.survival import Waits

WITHIN = (24, 48, 168)
SHARES = (("half", 0.5), ("three in four", 0.75), ("nine in ten", 0.9))


def survival(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Columns asked_at, answered_at (or empty) and until.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say how long questions wait for an answer, with those counted that still have none."""
    table = _table(file)
    from groundswell.engines.survival import kaplan_meier  # noqa: PLC0415 - needed here alone

    waits = kaplan_meier(table.hours, table.answered)
    if as_json:
        print(json.dumps(plain(table, waits), allow_nan=False))  # noqa: T201 - for machines
        return
    _show(Console(highlight=False, width=None if sys.stdout.isatty() else 120), table, waits)


def plain(table: "WaitTable", waits: "Waits") -> dict[str, Any]:
    """Return what `--json` prints; null is what is not known: never reached, or nothing was watched for so long."""
    return {
        "n": waits.n,
        "unanswered": waits.unanswered,
        "median": waits.median,
        "p75": waits.p75,
        "p90": waits.p90,
        "within": {str(hours): waits.within(hours) for hours in WITHIN},
        "naive_median": _naive(table),
    }


def _table(file: Path) -> "WaitTable":
    from groundswell.connectors.figures.table import BadFigures  # noqa: PLC0415 - needed here alone
    from groundswell.connectors.figures.waits import read_waits  # noqa: PLC0415 - as above

    try:
        return read_waits(file.read_bytes())
    except FileNotFoundError as fault:
        raise Fault(f"There is no file {file}.") from fault
    except OSError as fault:
        raise Fault(f"{file} cannot be read: {fault.strerror}.") from fault
    except BadFigures as fault:
        raise Fault(f"{file}: {fault}") from fault


def _naive(table: "WaitTable") -> float | None:
    answered = [hours for hours, is_answered in zip(table.hours, table.answered, strict=True) if is_answered]
    return statistics.median(answered) if answered else None


def _show(console: Console, table: "WaitTable", waits: "Waits") -> None:
    console.print(
        f"{waits.n:,} question{'' if waits.n == 1 else 's'}, {waits.unanswered:,} of them without an answer so far."
    )
    grid = Table(box=None, pad_edge=False)
    for name in ("", "", "95 %"):
        grid.add_column(name, justify="right" if name else "left")
    for name, share in SHARES:
        grid.add_row(f"{name} answered within", _hours(waits.percentile(share)), _between(waits, share))
    for hours in WITHIN:
        grid.add_row(f"answered within {hours} h", *_share(waits, hours))
    console.print(grid)
    if waits.known_until < WITHIN[-1]:
        console.print(
            f"Nothing was watched for longer than {waits.known_until:.1f} h; what comes later is not known yet."
        )
    console.print("Kaplan-Meier: who still waits counts for as long as they were watched.")
    naive = _naive(table)
    if naive is not None:
        console.print(f"Footnote: the naive median, of the answered alone, is {_hours(naive)}.")


def _share(waits: "Waits", hours: float) -> tuple[str, str]:
    share, ends = waits.within(hours), waits.within_interval(hours)
    if share is None or ends is None:
        return "not known yet", ""
    return f"{100 * share:.0f} %", f"{100 * ends[0]:.0f} to {100 * ends[1]:.0f} %"


def _between(waits: "Waits", share: float) -> str:
    low, high = waits.percentile_interval(share)
    return f"{_hours(low)} to {_hours(high)}"


def _hours(hours: float | None) -> str:
    return "not known yet" if hours is None else f"{hours:,.1f} h"
