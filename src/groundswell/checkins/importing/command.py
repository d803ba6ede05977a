"""``groundswell import checkups FILE``: says what would be kept, keeps it sealed, and says what is wrong where."""

from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from groundswell.checkins.importing.doing import bring_in
from groundswell.checkins.importing.reading import read
from groundswell.kit.tables import Report, Table, Unreadable, tell
from groundswell.people.refusals import Refused


def command(file: Path, *, keep_good: bool, dry_run: bool, console: Console) -> bool:
    """Import the answers of a file; return whether every line of it was sound."""
    try:
        report = _run(read(file.read_bytes()), keep_good=keep_good, dry_run=dry_run, console=console)
    except OSError:
        console.print(_("The file %(file)s cannot be opened.") % {"file": file}, markup=False)
        return False
    except (Unreadable, Refused) as refused:
        console.print(refused.sentence, markup=False)
        return False
    tell(report, keep_good=keep_good, dry_run=dry_run, console=console)
    return not report.problems


def _run(table: Table, *, keep_good: bool, dry_run: bool, console: Console) -> Report:
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(_("Answers"), total=len(table.rows))
        return bring_in(
            table, by=None, keep_good=keep_good, dry_run=dry_run, progress=lambda done: bar.advance(task, done)
        )
