"""`groundswell import thread FILE.json`: a topic comes to the desk."""

from pathlib import Path

from rich.console import Console

from groundswell.connectors.discourse.reading import read
from groundswell.connectors.terminal import bring_file


def command(file: Path, *, dry_run: bool, console: Console, address: str = "") -> None:
    """Import a topic, or with `dry_run` only say what would change. A bad file ends the command with one sentence.

    `address` is where people read the topic; Discourse does not write it into the file.
    """
    bring_file(file, lambda content: read(content, address=address), dry_run=dry_run, console=console)
