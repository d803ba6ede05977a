"""``groundswell import people FILE``: says what changes, does it, and says what is wrong where."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress
from rich.table import Table as Grid

from groundswell.people.importing.doing import bring_in
from groundswell.people.importing.reading import Table, Unreadable, read
from groundswell.people.importing.report import Report


def command(file: Path, *, keep_good: bool, dry_run: bool, console: Console) -> bool:
    """Import the people of a file; return whether every line of it was sound."""
    try:
        table = read(file.read_bytes())
    except OSError:
        console.print(_("The file %(file)s cannot be opened.") % {"file": file}, markup=False)
        return False
    except Unreadable as unreadable:
        console.print(unreadable.sentence, markup=False)
        return False
    report = _run(table, keep_good=keep_good, dry_run=dry_run, console=console)
    _print(report, dry_run=dry_run, console=console)
    return not report.problems


def _run(table: Table, *, keep_good: bool, dry_run: bool, console: Console) -> Report:
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(_("People"), total=len(table.rows))
        return bring_in(
            table,
            by=None,
            keep_good=keep_good,
            dry_run=dry_run,
            progress=lambda done: bar.advance(task, done),
        )


def _print(report: Report, *, dry_run: bool, console: Console) -> None:
    if report.problems:
        console.print(_grid(_("What is wrong"), [(p.line, p.column, p.sentence) for p in report.problems]))
    if report.changes:
        title = _("What changed") if report.is_kept else _("What would change")
        console.print(_grid(title, [(c.line, c.who, c.sentence) for c in report.changes]))
    for note in report.notes:
        console.print(f"{note.line}: {note.sentence}", markup=False)
    console.print(conclusion(report, dry_run=dry_run), markup=False)


def _grid(title: str, rows: list[tuple[int, str, str]]) -> Grid:
    grid = Grid(title=title, title_justify="left")
    for heading in (_("line"), "", ""):
        grid.add_column(heading, overflow="fold")
    for line, what, sentence in rows:
        grid.add_row(str(line), _literal(what), _literal(sentence))
    return grid


def _literal(text: str) -> str:
    # A cell that somebody named “[red]” is a name and no instruction to the terminal.
    return text.replace("[", r"\[")


def conclusion(report: Report, *, dry_run: bool) -> str:
    """Return the last sentence about a run: what stands now."""
    if report.problems and not report.is_kept and not dry_run:
        return _("Nothing of the file was kept. Mend these lines, or keep the good ones with --keep-good.")
    if not report.changes:
        return _("Nothing changes: everything in the file is so already.")
    count = len(report.changes)
    if report.is_kept:
        return ngettext("%(count)d change was made.", "%(count)d changes were made.", count) % {"count": count}
    return ngettext(
        "%(count)d change would be made. This was a trial: nothing is different now.",
        "%(count)d changes would be made. This was a trial: nothing is different now.",
        count,
    ) % {"count": count}
