"""``groundswell forecast``: when will so many be done, from a file of what was finished."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.connectors.figures.history import History

A_WEEK = timedelta(days=7)


def forecast(
    file: Annotated[Path, typer.Argument(metavar="HISTORY.csv", help="Dates of finished items, or counts a week.")],
    *,
    remaining: Annotated[float, typer.Option("--remaining", metavar="N", help="How many are still to be done.")],
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day the file was written."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say by when so many will be done: as likely as not, with 85 % and with 95 %, and what that rests on."""
    with _refusals(file):
        history = _history(file.read_bytes(), until.date() if until else None)
        from groundswell.engines.forecasting import hit_record, weeks_to_finish  # noqa: PLC0415 - loads numpy

        weeks = weeks_to_finish(history.finished_per_week, remaining)
        record = hit_record(history.finished_per_week)
    begin = _begin(history) if remaining else max(_begin(history), _today())
    from groundswell.project.command_line import forecast_report  # noqa: PLC0415 - as above

    if as_json:
        said = forecast_report.plain(history, remaining, weeks, record, begin)
        print(json.dumps(said, allow_nan=False))  # noqa: T201 - for machines
        return
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    forecast_report.show(console, history, remaining, weeks, record=record, begin=begin)


def _history(content: bytes, until: date | None) -> "History":
    """Return the history; where it reaches into this week, this week is not over."""
    from groundswell.connectors.figures.history import read_history  # noqa: PLC0415 - needed here alone

    history = read_history(content, until=until)
    today = _today()
    if until is None and _end(history) > today:
        return read_history(content, until=today)
    return history


def _end(history: "History") -> date:
    """Return the Monday after the history; where it has no dates, that of this week."""
    if history.first_week is None:
        return _monday()
    return history.first_week + len(history.finished_per_week) * A_WEEK


def _begin(history: "History") -> date:
    """Return the Monday that dates count from: what is still to be done is not done before this week."""
    return max(_end(history), _monday())


def _monday() -> date:
    today = _today()
    return today - timedelta(days=today.weekday())


def _today() -> date:
    from groundswell.kit import clock  # noqa: PLC0415 - loads Django

    return clock.now().date()


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into one sentence that names it."""
    from groundswell.connectors.figures.table import BadFigures  # noqa: PLC0415 - needed here alone
    from groundswell.engines.forecasting import BadHistory  # noqa: PLC0415 - loads numpy

    try:
        yield
    except FileNotFoundError as fault:
        raise Fault(f"There is no file {file}.") from fault
    except OSError as fault:
        raise Fault(f"{file} cannot be read: {fault.strerror}.") from fault
    except (BadFigures, BadHistory) as fault:
        raise Fault(f"{file}: {fault}") from fault
