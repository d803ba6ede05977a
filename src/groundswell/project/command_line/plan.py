"""``groundswell plan``: the plan of a sprint that lies in a file."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from groundswell.engines.allocation import BadProblem, Conflict, Plan, Problem, allocate
from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.engines.allocation.allocating import Draft

SECONDS = 10.0
MOST_SECONDS = 24 * 3600
# Sums over arrays are small: a second thread waits for work by burning the other core.
ONE_THREAD = "1"


def plan(
    file: Annotated[Path, typer.Argument(metavar="INSTANCE.json", help="Members, tickets, epics, budgets and pins.")],
    *,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", help="How long to look for a better plan.")
    ] = SECONDS,
    published: Annotated[
        Path | None, typer.Option("--published", metavar="PLAN.json", help="Stay near this plan, as --json printed it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say who works on what, why, and why each of the rest is not planned; better the longer it may look."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", ONE_THREAD)
    if not 0 <= seconds <= MOST_SECONDS:
        raise Fault(f"--seconds: {seconds:g} is not between 0 and {MOST_SECONDS:,}.")
    with _refusals(file):
        problem = Problem.read(file.read_bytes())
    before = _published(published)
    with _refusals(file), _looking(seconds) as (stop, say):
        found = allocate(problem, seconds=seconds, published=before, on_better=say, stop=stop)
    if as_json:
        print(json.dumps(found.to_dict(), allow_nan=False))  # noqa: T201 - for machines
        return
    from groundswell.project.command_line import plan_report  # noqa: PLC0415 - only for people

    plan_report.show(Console(highlight=False, width=None if sys.stdout.isatty() else 120), problem, found)


def _published(file: Path | None) -> Plan | None:
    if file is None:
        return None
    with _refusals(file):
        return Plan.read(file.read_bytes())


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into one sentence that names it."""
    try:
        yield
    except FileNotFoundError as fault:
        raise Fault(f"There is no file {file}.") from fault
    except OSError as fault:
        raise Fault(f"{file} cannot be read: {fault.strerror}.") from fault
    except (BadProblem, Conflict) as fault:
        raise Fault(f"{file}: {fault}") from fault
    except MemoryError as fault:
        raise Fault(f"{file} asks for a larger plan than this machine has memory for.") from fault


@contextmanager
def _looking(seconds: float) -> Iterator[tuple[threading.Event, "_Say"]]:
    """Show how good the plan is while it grows; Ctrl+C ends the search with the plan as it stands."""
    console = Console(stderr=True, highlight=False)
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            yield stop, _Say(progress, seconds)
    finally:
        signal.signal(signal.SIGINT, before)


class _Say:
    """What the progress says of each better plan."""

    def __init__(self, progress: Progress, seconds: float) -> None:
        self.progress, self.seconds = progress, seconds
        self.task = progress.add_task("the first plan", total=seconds or None)

    def __call__(self, draft: "Draft") -> None:
        short = f", at most {1 - draft.value / draft.bound:.2%} below the best" if draft.bound else ""
        self.progress.update(self.task, completed=draft.seconds, description=f"{draft.value:,} points{short}")
