"""``groundswell opinion``: the map of a conversation that lies in a file."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from groundswell.project.faults import Fault

if TYPE_CHECKING:
    from groundswell.connectors.polis.statements import Statements
    from groundswell.connectors.polis.votes import Votes
    from groundswell.engines.opinion import OpinionMap

PIECE = 2**19
# The matrices are small: a second thread waits for work by burning the other core, and on a busy machine takes longer.
ONE_THREAD = "1"


def opinion(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Votes: a row a person, or a row a vote.")],
    *,
    comments: Annotated[
        Path | None, typer.Option("--comments", metavar="FILE.csv", help="What the statements say; which are rejected.")
    ] = None,
    groups: Annotated[
        int | None, typer.Option("--groups", metavar="N", help="How many groups, instead of as many as fit best.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="FILE.json", help="The group of each participant, as given.")
    ] = None,
    polis_compat: Annotated[bool, typer.Option("--polis-compat", help="Scale and multiply as Polis does.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say what people agree on, what divides them, and whether there are groups at all, from a file of votes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", ONE_THREAD)
    if groups is not None and labels is not None:
        raise Fault("Name either how many groups, or which: --groups or --labels.")
    with _progress() as progress:
        votes, statements, given = _votes(file, progress), _statements(comments), _groups(labels)
        progress.add_task("are there groups at all?", total=None)
        found = _map(file, votes, statements, groups=groups, labels=given, compat=polis_compat)
    if as_json:
        from groundswell.engines.opinion import plain  # noqa: PLC0415 - numpy and scipy are loaded for this alone

        # A number that is none would be no JSON; better to stop than to print it.
        print(json.dumps(plain(found), allow_nan=False))  # noqa: T201 - for machines
        return
    from groundswell.project.command_line import opinion_report  # noqa: PLC0415 - as above

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    opinion_report.show(console, found, votes, statements, given)


def _votes(file: Path, progress: Progress) -> "Votes":
    from groundswell.connectors.polis.votes import read_votes  # noqa: PLC0415 - numpy is loaded for this alone

    with _refusals(file), file.open("rb") as source:
        reading = progress.add_task("reading", total=file.stat().st_size or None)

        def pieces() -> Iterator[bytes]:
            while piece := source.read(PIECE):
                progress.advance(reading, len(piece))
                yield piece

        return read_votes(pieces())


def _statements(file: Path | None) -> "Statements":
    from groundswell.connectors.polis.statements import Statements, read_statements  # noqa: PLC0415 - as above

    if file is None:
        return Statements({}, frozenset())
    with _refusals(file):
        return read_statements(file.read_bytes())


def _groups(file: Path | None) -> dict[int, int | None] | None:
    from groundswell.connectors.polis.groups import read_groups  # noqa: PLC0415 - as above

    if file is None:
        return None
    with _refusals(file):
        return read_groups(file.read_bytes())


def _map(
    file: Path,
    votes: "Votes",
    statements: "Statements",
    *,
    groups: int | None,
    labels: dict[int, int | None] | None,
    compat: bool,
) -> "OpinionMap":
    from groundswell.engines.opinion import opinion_map  # noqa: PLC0415 - as above

    with _refusals(file):
        found = opinion_map(
            votes.participants,
            votes.statements,
            votes.votes,
            rejected=sorted(statements.rejected),
            groups=groups,
            labels=labels,
            compat=compat,
        )
        _ = found.group_validity  # asked here, while the progress says what takes so long
        return found


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into one sentence that names it."""
    from groundswell.connectors.polis.refusals import BadTable  # noqa: PLC0415 - as above
    from groundswell.engines.opinion import BadVotes  # noqa: PLC0415 - as above

    try:
        yield
    except FileNotFoundError as fault:
        raise Fault(f"There is no file {file}.") from fault
    except OSError as fault:
        raise Fault(f"{file} cannot be read: {fault.strerror}.") from fault
    except (BadTable, BadVotes) as fault:
        raise Fault(f"{file}: {fault}") from fault
    except MemoryError as fault:
        raise Fault(f"{file} holds more votes than this machine has memory for.") from fault


@contextmanager
def _progress() -> Iterator[Progress]:
    console = Console(stderr=True, highlight=False)
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress
