"""``groundswell import leave FILE --person EMAIL``: when somebody is away."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console

from groundswell.connectors.leave.reading import MOST_BYTES, Away, read
from groundswell.hours import actions
from groundswell.hours.actions.bringing import Gone
from groundswell.kit import clock
from groundswell.kit.tables import Unreadable
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused


def command(file: Path, *, person: str, dry_run: bool, console: Console) -> bool:
    """Bring the days away of a calendar in and say how many; return whether all of it was understood."""
    try:
        whose = _whose(person)
        with file.open("rb") as content:
            away = read(content.read(MOST_BYTES + 1), ZoneInfo(whose.time_zone), clock.today())
        days, parts = bring_in(whose, away, dry_run=dry_run)
    except OSError:
        console.print(_("The file %(file)s cannot be opened.") % {"file": file}, markup=False)
        return False
    except (Unreadable, Refused) as fault:
        console.print(fault.sentence, markup=False)
        return False
    for sentence in _told(away, days, parts, dry_run=dry_run):
        console.print(sentence, markup=False)
    return not away.left_out


def bring_in(person: Person, away: Away, *, dry_run: bool = False) -> tuple[int, int]:
    """Keep when somebody is away; a trial is the run, rolled back. Return how many days and parts of days are new."""
    with transaction.atomic():
        counted = actions.bring_leave(by=None, person=person, gone=Gone(away.days, away.parts))
        transaction.set_rollback(dry_run)
    return counted


def _whose(address: str) -> Person:
    found = people.active_people().filter(email=address.strip().lower()).first()
    if found is None:
        raise Refused(_("Nobody here has the address %(address)s.") % {"address": address})
    return found


def _told(away: Away, days: int, parts: int, *, dry_run: bool) -> list[str]:
    told = [
        ngettext("%(n)d new day away", "%(n)d new days away", days) % {"n": days},
        ngettext("%(n)d new part of a day", "%(n)d new parts of days", parts) % {"n": parts},
    ]
    if away.cut:
        told.append(_("What repeats without end is noted for two years. Bring the calendar in again before that."))
    if away.left_out:
        words = ngettext(
            "%(n)d event could not be understood, and was left out.",
            "%(n)d events could not be understood, and were left out.",
            away.left_out,
        )
        told.append(words % {"n": away.left_out})
    if dry_run:
        told.append(_("This was a trial: nothing is different now."))
    return told
