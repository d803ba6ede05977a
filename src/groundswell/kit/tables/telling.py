"""What an import says at a terminal."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.table import Table as Grid

from groundswell.kit.tables.report import Report


def tell(report: Report, *, keep_good: bool, dry_run: bool, console: Console) -> None:
    """Say what is wrong, what changed or would, what was left alone, and what stands now."""
    if report.problems:
        console.print(_grid(_("What is wrong"), [(p.line, p.column, p.sentence) for p in report.problems]))
    if report.changes:
        console.print(_grid(_title(report, keep_good=keep_good), [(c.line, c.who, c.sentence) for c in report.changes]))
    for note in report.notes:
        console.print(f"{note.line}: {note.sentence}", markup=False)
    console.print(conclusion(report, keep_good=keep_good, dry_run=dry_run), markup=False)


def _title(report: Report, *, keep_good: bool) -> str:
    if report.is_kept:
        return _("What changed")
    if report.problems and not keep_good:
        return _("What would change with --keep-good")
    return _("What would change")


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


def conclusion(report: Report, *, keep_good: bool, dry_run: bool) -> str:
    """Return the last sentence about a run: what stands now, or would."""
    if report.problems and not keep_good:
        return _nothing_kept(report, dry_run=dry_run)
    if not report.changes:
        return report.nothing_changes
    count = len(report.changes)
    if report.is_kept:
        return ngettext("%(count)d change was made.", "%(count)d changes were made.", count) % {"count": count}
    return ngettext(
        "%(count)d change would be made. This was a trial: nothing is different now.",
        "%(count)d changes would be made. This was a trial: nothing is different now.",
        count,
    ) % {"count": count}


def _nothing_kept(report: Report, *, dry_run: bool) -> str:
    """Return what one wrong line means for the others, and what they would change by themselves."""
    if not dry_run:
        kept = _("Nothing of the file was kept. Mend these lines.")
    else:
        kept = _("Nothing would be kept while these lines are wrong.")
    if not report.changes:
        return kept
    return _("%(kept)s With --keep-good: %(changes)s.") % {"kept": kept, "changes": report.would_change}
