"""Joining, changing, being away, leaving, coming back."""

from datetime import date
from decimal import Decimal
from functools import cache
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import rules
from groundswell.people.actions import line
from groundswell.people.actions.cells import end_memberships
from groundswell.people.actions.names import checked_name
from groundswell.people.actions.roles import end_assignment, refuse_to_lose_the_last_administrator
from groundswell.people.models import Leave, Person, Session
from groundswell.people.ports import departures
from groundswell.people.refusals import Refused
from groundswell.people.rules import BackFault

MOST_WEEKLY_HOURS = 80


@transaction.atomic
def add_person(
    *,
    by: Person | None,
    name: str,
    email: str,
    joined_on: date | None = None,
    weekly_hours: Decimal | None = None,
    time_zone: str = "",
) -> Person:
    """Let somebody belong to the organisation from a day on (today when none is named), with or without a cell.

    Their time zone is the organisation's when none is named.
    """
    person = newcomer(name=name, email=email, joined_on=joined_on, weekly_hours=weekly_hours, time_zone=time_zone)
    _refuse_taken(person.email, None)
    person.save(force_insert=True)
    line.write(by, "add_person", person.id, joined_on=person.joined_on)
    return person


def newcomer(
    *, name: str, email: str, joined_on: date | None = None, weekly_hours: Decimal | None = None, time_zone: str = ""
) -> Person:
    """Return somebody who may belong here, as far as what is said of them tells; they are not stored."""
    person = Person(
        name=checked_name(name),
        email=checked_address(email),
        joined_on=joined_on or clock.today(),
        weekly_hours=checked_hours(weekly_hours),
        time_zone=checked_zone(time_zone or settings.TIME_ZONE),
    )
    person.set_unusable_password()
    return person


@transaction.atomic
def change_person(
    *, by: Person | None, person: Person, name: str, weekly_hours: Decimal | None, time_zone: str
) -> Person:
    """Change what is known of a person besides the address."""
    person.name = checked_name(name)
    person.weekly_hours = checked_hours(weekly_hours)
    person.time_zone = checked_zone(time_zone)
    person.save(update_fields=["name", "weekly_hours", "time_zone"])
    line.write(by, "change_person", person.id)
    return person


@transaction.atomic
def change_address(*, by: Person | None, person: Person, email: str) -> Person:
    """Change the address that somebody signs in with. Who is signed in under the old one has to sign in again."""
    person.email = checked_address(email)
    _refuse_taken(person.email, person)
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()
    Session.objects.filter(person=person).delete()
    line.write(by, "change_address", person.id)
    return person


@transaction.atomic
def be_away(*, by: Person | None, person: Person, from_on: date, to_on: date) -> Leave:
    """Note days (both included) on which a person is away."""
    if to_on < from_on:
        raise Refused(_("The last day away comes before the first."), "to_on")
    if Leave.objects.filter(person=person, from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Refused(_("Some of these days are noted already."), "from_on")
    leave_days = Leave.objects.create(person=person, from_on=from_on, to_on=to_on)
    line.write(by, "be_away", person.id, from_on=from_on, to_on=to_on)
    return leave_days


@transaction.atomic
def be_back(*, by: Person | None, leave_days: Leave, to_on: date | None) -> None:
    """Let days away end on `to_on` (None: take back what is not past of them). Whoever shortened them first has won."""
    held = Leave.objects.select_for_update().select_related("person").filter(id=leave_days.id).first()
    if held is None:
        raise Refused(_("These days were taken back already."))
    until = to_on or rules.away_until_now(held.from_on, clock.today())
    fault = rules.back_fault(held.from_on, held.to_on, until or held.from_on, clock.today())
    if fault is not None:
        raise _refused_back(fault, held)
    if until is None:
        held.delete()
    else:
        held.to_on = until
        held.save(update_fields=["to_on"])
    line.write(by, "be_back", held.person_id, to_on=until)


def _refused_back(fault: BackFault, held: Leave) -> Refused:
    words = {"first": held.from_on.isoformat(), "last": held.to_on.isoformat()}
    sentences = {
        BackFault.OVER: _("These days are over. What was, stays."),
        BackFault.BEFORE: _("These days begin on %(first)s. Take them back, and note others."),
        BackFault.LONGER: _("These days end on %(last)s. They can only become fewer here: note the others besides."),
        BackFault.PAST: _("Days that are past stay as they were: the last day can be yesterday, or later."),
    }
    return Refused(sentences[fault] % words, "to_on")


@transaction.atomic
def leave(*, by: Person | None, person: Person, day: date | None = None) -> Person:
    """Let a person leave: on that day (today when none is named) nothing is open to them any more."""
    day = day or clock.today()
    if person.left_on is not None and person.left_on <= clock.today():
        raise Refused(_("%(name)s has left already.") % {"name": person.name})
    if day < person.joined_on:
        raise Refused(_("%(name)s cannot leave before joining.") % {"name": person.name}, "day")
    held = list(person.role_assignments.select_related("role"))
    refuse_to_lose_the_last_administrator(person, held)
    person.left_on = day
    person.save(update_fields=["left_on"])
    end_memberships(person, day)
    for assignment in held:
        end_assignment(assignment, day)
    if day <= clock.today():
        _let_go_of(person)
    line.write(by, "leave", person.id, day=day)
    return person


def let_go_of_who_left() -> int:
    """End what belonged to those whose planned leave has come; return how many. A sweep: nothing was open to them."""
    gone = list(Person.objects.filter(left_on__lte=clock.today(), is_let_go=False).order_by("id"))
    for person in gone:
        with transaction.atomic():
            _let_go_of(person)
    return len(gone)


def _let_go_of(person: Person) -> None:
    """End their sessions, and in every context what was theirs alone: keys, accounts, what they had in hand."""
    Session.objects.filter(person=person).delete()
    for departure in departures:
        departure.departed(person)
    person.is_let_go = True
    person.save(update_fields=["is_let_go"])


@transaction.atomic
def rejoin(*, by: Person | None, person: Person, day: date | None = None) -> Person:
    """Let somebody who left belong again: without a cell and without the roles of before."""
    day = day or clock.today()
    if person.left_on is None:
        raise Refused(_("%(name)s has not left.") % {"name": person.name})
    if day < person.left_on:
        raise Refused(_("%(name)s leaves only after that day.") % {"name": person.name}, "day")
    if person.left_on <= clock.today() and not person.is_let_go:
        _let_go_of(person)
    person.joined_on, person.left_on, person.is_let_go = day, None, False
    person.save(update_fields=["joined_on", "left_on", "is_let_go"])
    line.write(by, "rejoin", person.id, day=day)
    return person


def checked_address(email: str) -> str:
    """Return an address as it is stored: without blanks, in lower case."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as refused:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email[:100]}, "email") from refused
    if len(email) > 254 or not email.isprintable():  # noqa: PLR2004 - the column's width
        raise Refused(_("This e-mail address is too long."), "email")
    return email


def checked_hours(hours: Decimal | None) -> Decimal | None:
    """Return hours a week that somebody can work."""
    if hours is not None and not (hours.is_finite() and 0 <= hours <= MOST_WEEKLY_HOURS):
        raise Refused(
            _("The hours a week are a number from 0 to %(most)s.") % {"most": MOST_WEEKLY_HOURS}, "weekly_hours"
        )
    return hours


def checked_zone(zone: str) -> str:
    """Return the name of a time zone that exists."""
    zone = zone.strip()
    if zone not in _zones():
        raise Refused(
            _("“%(zone)s” is not a time zone. One looks like this: Europe/Berlin.") % {"zone": zone[:100]}, "time_zone"
        )
    return zone


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _refuse_taken(email: str, person: Person | None) -> None:
    others = Person.objects.filter(email=email)
    if (others if person is None else others.exclude(id=person.id)).exists():
        raise Refused(_("Somebody has the address %(email)s already.") % {"email": email}, "email")
