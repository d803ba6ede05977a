"""``groundswell import conferences PATH``: events and their calls, from a file or from every file of a folder."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from groundswell.connectors.conferences.reading import Empty, Found, read
from groundswell.kit.tables import Problem, Unreadable
from groundswell.teaching import actions
from groundswell.teaching.actions import BroughtEvents

ENDINGS = frozenset({".json", ".ics", ".csv"})
_SHOWN = 50


def files_of(path: Path) -> list[Path]:
    """Return a file, or the lists in a folder and below it, in the order of their names."""
    if path.is_file():
        return [path]
    return sorted(each for each in path.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())


def command(path: Path, *, keep_good: bool, dry_run: bool, console: Console) -> bool:
    """Bring the events of a path in and say how many; return whether all of it was understood."""
    files = files_of(path)
    if not files:
        console.print(_("There is no list here: a file that ends in .json, .ics or .csv."), markup=False)
        return False
    lists = track(files, _("Reading lists"), console=console, transient=True, disable=len(files) == 1)
    found = [(file, each) for file in lists if (each := _read(file, console, many=len(files) > 1)) is not None]
    problems = [(file, problem) for file, each in found for problem in each.problems]
    _tell_problems(problems, console, many=len(files) > 1)
    is_sound = not problems and len(found) == len(files)
    if not is_sound and not keep_good:
        console.print(_("Nothing was kept. Mend these lines, or keep the others with --keep-good."), markup=False)
        return False
    brought = bring_in([each for _file, each in found], dry_run=dry_run)
    left_out = sum(each.left_out for _file, each in found)
    for sentence in _told(brought, left_out, dry_run=dry_run):
        console.print(sentence, markup=False)
    return is_sound and not left_out


def bring_in(lists: Sequence[Found], *, dry_run: bool = False) -> BroughtEvents:
    """Keep the events of lists in one transaction; a trial is the run, rolled back."""
    sums = [0, 0, 0]
    with transaction.atomic():
        for source in dict.fromkeys(each.source for each in lists):
            arriving = [event for each in lists if each.source == source for event in each.events]
            brought = actions.bring_events(by=None, source=source, arriving=arriving)
            sums = [sums[0] + brought.new, sums[1] + brought.changed, sums[2] + brought.same]
        transaction.set_rollback(dry_run)
    return BroughtEvents(*sums)


def _read(file: Path, console: Console, *, many: bool) -> Found | None:
    try:
        return read(file)
    except OSError:
        console.print(_("The file %(file)s cannot be opened.") % {"file": file}, markup=False)
    except Unreadable as fault:
        if many and isinstance(fault, Empty):
            return Found("json")
        console.print(f"{file}: {fault.sentence}", markup=False)
    return None


def _tell_problems(problems: Sequence[tuple[Path, Problem]], console: Console, *, many: bool) -> None:
    for file, problem in problems[:_SHOWN]:
        where = _("line %(line)d, %(column)s") if problem.column else _("line %(line)d")
        place = where % {"line": problem.line, "column": problem.column}
        console.print(f"{f'{file}, ' if many else ''}{place}: {problem.sentence}", markup=False, highlight=False)
    more = len(problems) - _SHOWN
    if more > 0:
        console.print(ngettext("… and %(n)d more.", "… and %(n)d more.", more) % {"n": more}, markup=False)


def _told(brought: BroughtEvents, left_out: int, *, dry_run: bool) -> list[str]:
    told = [
        ngettext("%(n)d new event", "%(n)d new events", brought.new) % {"n": brought.new},
        ngettext("%(n)d changed", "%(n)d changed", brought.changed) % {"n": brought.changed},
        ngettext("%(n)d as before", "%(n)d as before", brought.same) % {"n": brought.same},
    ]
    if left_out:
        words = ngettext(
            "%(n)d entry of a calendar could not be understood, and was left out.",
            "%(n)d entries of calendars could not be understood, and were left out.",
            left_out,
        )
        told.append(words % {"n": left_out})
    if dry_run:
        told.append(_("This was a trial: nothing is different now."))
    return told
