"""People are asked to meet. What it costs was shown before."""

from collections.abc import Collection
from datetime import date
from uuid import uuid4

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.people import queries as people
from groundswell.people.models import Person, Served
from groundswell.talks import refusals
from groundswell.talks.models import Invitation, Meetup, MeetupDay
from groundswell.talks.queries.meetups import is_answerable
from groundswell.talks.rules import meetups as rules
from groundswell.talks.rules.meetups import Answer, Cadence, Mode
from groundswell.voices import sealing

LONGEST_LINE = 200


@transaction.atomic
def invite(
    *,
    by: Person,
    purpose: str,
    mode: Mode,
    cadence: Cadence,
    minutes: int,
    first_on: date,
    invited: Collection[Person],
    place: str = "",
    served: Served | None = None,
    nonce: bytes | None = None,
) -> Meetup:
    """Ask people to come to a meetup; whoever organises it comes too. The same nonce asks once. Raises Refused."""
    identity = sealing.voice_id_of(nonce) if nonce else uuid4()
    Person.objects.select_for_update().get(id=by.id)
    before = Meetup.objects.filter(id=identity, organiser=by).first()
    if before is not None:
        return before
    guests = {person.id: person for person in people.active_people().filter(id__in=[each.id for each in invited])}
    guests.pop(by.id, None)
    require_sound(purpose=purpose, minutes=minutes, people=len(guests), first_on=first_on)
    meetup = Meetup.objects.create(
        id=identity,
        purpose=_line(purpose),
        place=_line(place),
        mode=mode,
        cadence=cadence,
        minutes=minutes,
        first_on=first_on,
        served=served,
        organiser=by,
    )
    Invitation.objects.create(meetup=meetup, person=by, answer=Answer.ACCEPTED)
    Invitation.objects.bulk_create(Invitation(meetup=meetup, person=guest) for guest in guests.values())
    _record(by, "invite", meetup, people=len(guests) + 1, minutes=minutes)
    return meetup


@transaction.atomic
def answer_invitation(*, invitation: Invitation, answer: Answer) -> None:
    """Accept or decline, with no reason asked; can be changed until its last day. Raises Refused."""
    if not is_answerable(invitation.meetup):
        raise refusals.meetup_over()
    Invitation.objects.filter(id=invitation.id).update(answer=answer)


@transaction.atomic
def name_day(*, by: Person, meetup: Meetup, day: date) -> None:
    """Name a day for a meetup that is held only when needed, or once more between its days. Raises Refused."""
    if Meetup.objects.exclude(ended_on=None).filter(id=meetup.id).exists():
        raise refusals.meetup_over()
    require_sound(purpose=meetup.purpose, minutes=meetup.minutes, people=1, first_on=day)
    MeetupDay.objects.get_or_create(meetup=meetup, day=day)
    _record(by, "name_day", meetup)


@transaction.atomic
def end_meetup(*, by: Person, meetup: Meetup) -> None:
    """Hold a meetup no more; what was held stays in the numbers. Ending it twice is ending it once."""
    if Meetup.objects.filter(id=meetup.id, ended_on=None).update(ended_on=clock.today()):
        _record(by, "end_meetup", meetup)


def require_sound(*, purpose: str, minutes: int, people: int, first_on: date) -> None:
    """Refuse a meetup that cannot be like this; asked before its cost is shown, too. `people` are those invited."""
    fault = rules.fault_of(purpose=purpose, minutes=minutes, people=people, first_on=first_on, today=clock.today())
    if fault is not None:
        raise refusals.of_meetup(fault)


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_LINE]


def _record(by: Person, verb: str, meetup: Meetup, **changes: object) -> None:
    audit.record(actor=by.id, verb=verb, context="talks", object_id=meetup.id, **changes)
