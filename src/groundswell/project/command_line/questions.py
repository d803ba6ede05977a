"""``groundswell questions``: a documentation is read, and questions are compared without waiting for the worker."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from groundswell.project.command_line.installation import DATA, DataFolder, open_installation
from groundswell.project.faults import Fault

questions = typer.Typer(name="questions", help="What is asked outside.", no_args_is_help=True)


@questions.command("read-docs")
def read_docs(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that the documentation is made from.")],
    address: Annotated[str, typer.Option("--address", metavar="URL", help="Where its pages stand.")],
    data: DataFolder = DATA,
) -> None:
    """Read the Markdown, reStructuredText and HTML of a documentation, so that answers can point to its pages."""
    if not folder.is_dir():
        raise Fault(f"There is no folder {folder}.")
    if not address.startswith(("http://", "https://")):
        raise Fault(f"“{address}” is no address. Write it as https://docs.example.org/.")
    console = open_installation(data)
    from groundswell.connectors.markdown.pages import pages_in  # noqa: PLC0415 - the product is loaded now
    from groundswell.questions import actions  # noqa: PLC0415 - as above

    found = list(pages_in(folder, address))
    if not found:
        raise Fault(f"{folder} holds no page: no file that ends in .md, .rst, .html or .txt.")
    told = actions.read_docs(address=address, pages=found)
    console.print(f"Pages: {told.new} new, {told.changed} changed, {told.same} as they were, {told.gone} gone.")


@questions.command("compare")
def compare(data: DataFolder = DATA) -> None:
    """Compare questions with earlier ones and with the documentation now; the worker does it each hour."""
    console = open_installation(data)
    from groundswell.questions.finding import find  # noqa: PLC0415 - numerics load here alone

    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Questions compared", total=None)
        report = find(lambda done, whole: progress.update(task, completed=done, total=whole))
    console.print(
        f"Questions compared: {report.asked:,}, with {report.items:,} others and with pages of the documentation: "
        f"{report.pages:,}. Asked before: {report.repeats:,}. Groups without a page: {report.gaps:,}."
    )
