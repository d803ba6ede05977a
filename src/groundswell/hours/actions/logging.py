"""Logging what happened: never refused by a limit, and seen by nobody but whose time it is.

Single entries leave no line in the log: by its days it would tell who worked when.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import queries
from groundswell.hours.models import Entry, FundingLine
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.amounts import DAY
from groundswell.hours.rules.axes import OF_KIND, OF_STREAM, Activity, Kind, Stream
from groundswell.kit import clock
from groundswell.people.models import Person, Role

LONGEST_WORDS, LONGEST_REFERENCE = 300, 80


@dataclass(frozen=True)
class Spent:
    """Time that was spent. `line` None: whichever of one's own lines pays for such an hour."""

    day: date
    minutes: int
    stream: Stream = Stream.INTERNAL
    kind: Kind = Kind.OTHER
    activity: Activity = Activity.WORK
    line: FundingLine | None = None
    role: Role | None = None
    reference: str = ""
    words: str = ""
    is_ahead: bool = False


@transaction.atomic
def log_time(*, person: Person, spent: Spent) -> Entry:
    """Keep an entry. Past every limit too: limits stop plans, and what happened has happened."""
    return Entry.objects.create(person=person, **_checked(person, spent))


@transaction.atomic
def change_entry(*, person: Person, entry: UUID, spent: Spent) -> Entry:
    """Change an entry of one's own. One that came from a file stays as it is changed until the file changes too."""
    found = _own(person, entry)
    for name, value in _checked(person, spent, found).items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def remove_entry(*, person: Person, entry: UUID) -> None:
    """Remove an entry of one's own."""
    _own(person, entry).delete()


def _own(person: Person, entry: UUID) -> Entry:
    found = Entry.objects.select_for_update().filter(id=entry, person=person).first()
    if found is None:
        raise Refused(_("This entry is there no more."))
    return found


def _checked(person: Person, spent: Spent, was: Entry | None = None) -> dict[str, object]:
    """Return what is kept. How long it was, and when, is looked at where it changes: a file may say more."""
    if not 1 <= spent.minutes <= DAY and (was is None or was.minutes != spent.minutes):
        raise Refused(_("One entry has from one minute to 24 hours."), "minutes")
    if spent.day > clock.today():
        raise Refused(_("That day is still to come. What is logged has happened."), "day")
    if spent.day < person.joined_on and (was is None or was.day != spent.day):
        raise Refused(_("That day is before you came here."), "day")
    words, reference = " ".join(spent.words.split()), " ".join(spent.reference.split())
    if len(words) > LONGEST_WORDS:
        raise Refused(_("This is too long: 300 characters fit."), "words")
    if len(reference) > LONGEST_REFERENCE:
        raise Refused(_("This is too long: 80 characters fit."), "reference")
    kind = OF_KIND.get(spent.activity, spent.kind)
    stream = OF_STREAM.get(spent.activity, spent.stream)
    return {
        "day": spent.day,
        "minutes": spent.minutes,
        "stream": stream,
        "kind": kind,
        "activity": spent.activity,
        "line": spent.line or queries.line_for(person, spent.day, stream, kind, spent.activity),
        "role": spent.role,
        "reference": reference,
        "words": words,
        "is_ahead": spent.is_ahead,
    }
