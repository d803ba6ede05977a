"""Events and their calls for papers, in the order in which they close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.teaching.models import Event, Follow, Piece, Reminder
from groundswell.teaching.rules.deadlines import days_left, reminder_due, zone_of


@dataclass(frozen=True)
class Call:
    """An event with its call: when it closes, in the zone that was written, and for how many days it is open."""

    event: Event
    is_followed: bool
    closes: datetime | None
    days_left: int | None

    @property
    def is_open(self) -> bool:
        """Whether something can still be sent in."""
        return self.days_left is not None and self.days_left >= 0


@dataclass(frozen=True)
class Due:
    """A reminder that nobody has got yet."""

    event: Event
    days: int
    closes_at: datetime


def event_for(event: UUID) -> Event | None:
    """Return an event; one that was never there is none."""
    return Event.objects.filter(id=event).first()


def open_calls() -> QuerySet[Event]:
    """Return the events whose call is open, what closes first first."""
    return Event.objects.filter(closes_at__gt=clock.now()).order_by("closes_at", "name", "id")


def number_open() -> int:
    """Return how many calls are open. One query."""
    return sum(_open(now=clock.now()))


@prepared
def _open(given: Given) -> QuerySet[Event, int]:
    rows = Event.objects.filter(closes_at__gt=given.now).order_by()
    return rows.values("zone").annotate(count=Count("id")).values_list("count", flat=True)


def other_events() -> QuerySet[Event]:
    """Return the events to come whose call has closed, or that have none."""
    rows = Event.objects.filter(ends_on__gte=clock.today())
    return rows.filter(Q(closes_at=None) | Q(closes_at__lte=clock.now())).order_by("starts_on", "name", "id")


def calls_of(person: Person, events: Sequence[Event]) -> list[Call]:
    """Return events with their calls as somebody sees them. One query."""
    followed = set(Follow.objects.filter(person=person, event__in=events).values_list("event_id", flat=True))
    now = clock.now()
    return [
        Call(
            each,
            each.id in followed,
            closes_in_zone(each),
            days_left(now, each.closes_at) if each.closes_at else None,
        )
        for each in events
    ]


def closes_in_zone(event: Event) -> datetime | None:
    """Return the moment at which a call closes, in the zone in which it was written."""
    if event.closes_at is None:
        return None
    zone = zone_of(event.zone)
    return event.closes_at.astimezone(zone) if zone else event.closes_at


def pieces_of(event: Event) -> list[Piece]:
    """Return the talks and the like that are for an event."""
    return list(event.pieces.order_by("title", "id"))


def followed_calls(person: Person, most: int = 50) -> list[Event]:
    """Return the open calls that somebody follows, what closes first first. One query."""
    return list(open_calls().filter(followed__person=person)[:most])


def reminders_due() -> list[Due]:
    """Return the reminders that are due now, of calls that somebody follows. Two queries."""
    now = clock.now()
    rows = list(open_calls().filter(followed__isnull=False).distinct())
    noted = Reminder.objects.filter(event__in=rows, closes_at=F("event__closes_at")).values_list("event_id", "days")
    sent: dict[UUID, set[int]] = {}
    for event, days in noted:
        sent.setdefault(event, set()).add(days)
    closing = [(each, each.closes_at) for each in rows if each.closes_at is not None]
    due = [(event, at, reminder_due(now, at, sent.get(event.id, ()))) for event, at in closing]
    return [Due(event, days, at) for event, at, days in due if days is not None]


def followers_of(event: Event) -> list[Person]:
    """Return who is reminded of a call, of those who are here. One query."""
    follows = Follow.objects.filter(event=event).select_related("person")
    return [each.person for each in follows if each.person.is_active]
