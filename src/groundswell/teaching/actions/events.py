"""Events are noted, changed, brought in from lists, and followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.teaching.actions.checking import address, day_needed, locked_event, record, require_writing
from groundswell.teaching.models import Event, Follow
from groundswell.teaching.rules.deadlines import closes_at, zone_of
from groundswell.voices.actions.wording import one_line


@dataclass(frozen=True)
class EventWords:
    """What somebody writes of an event. The deadline is a day, perhaps a time, and the zone in which both are meant."""

    name: str
    starts_on: date | None
    ends_on: date | None = None
    place: str = ""
    is_online: bool = False
    address: str = ""
    call_address: str = ""
    closes_on: date | None = None
    closes_time: time | None = None
    zone: str = ""


@dataclass(frozen=True)
class ArrivingEvent:
    """An event from a list, with its natural key there. `closes_at` is aware."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    place: str = ""
    is_online: bool = False
    address: str = ""
    call_address: str = ""
    closes_at: datetime | None = None
    zone: str = ""


@dataclass(frozen=True)
class BroughtEvents:
    """How many events of a list are new, changed, and as they were."""

    new: int
    changed: int
    same: int


_READ = ("name", "starts_on", "ends_on", "place", "is_online", "address", "call_address", "closes_at", "zone")


@transaction.atomic
def note_event(*, by: Person, words: EventWords) -> Event:
    """Note an event. Raises Refused."""
    require_writing(by)
    event = Event(**_checked(words))
    event.save(force_insert=True)
    record(by, "note_event", event.id)
    return event


@transaction.atomic
def change_event(*, by: Person, event: Event, words: EventWords, revision: int | None = None) -> Event:
    """Write an event anew. Raises Refused and Stale."""
    require_writing(by)
    now = locked_event(event, revision)
    for name, value in _checked(words).items():
        setattr(now, name, value)
    now.revision += 1
    now.save()
    record(by, "change_event", now.id)
    return now


@transaction.atomic
def follow(*, by: Person, event: Event, is_followed: bool) -> None:
    """Ask to be reminded of the call of an event, or no more."""
    if not by.is_active:
        raise PermissionError
    if is_followed:
        Follow.objects.get_or_create(event=event, person=by)
    else:
        Follow.objects.filter(event=event, person=by).delete()
    record(by, "follow" if is_followed else "unfollow", event.id)


@transaction.atomic
def bring_events(*, by: Person | None, source: str, arriving: Sequence[ArrivingEvent]) -> BroughtEvents:
    """Bring in the events of a list. The same list again changes nothing; what was noted by hand is never touched."""
    if by is not None:
        require_writing(by)
    arriving = list({each.key: each for each in arriving}.values())
    there = {each.key: each for each in Event.objects.select_for_update().filter(source=source)}
    new = [_arrived(source, each) for each in arriving if each.key not in there]
    pairs = [(there[each.key], each) for each in arriving if each.key in there]
    changed = [_written_over(event, each) for event, each in pairs if _differs(event, each)]
    Event.objects.bulk_create(new, batch_size=500)
    Event.objects.bulk_update(changed, [*_READ, "revision"], batch_size=200)
    if new or changed:
        record(by, "bring_events", source, new=len(new), changed=len(changed))
    return BroughtEvents(len(new), len(changed), len(pairs) - len(changed))


def _arrived(source: str, each: ArrivingEvent) -> Event:
    return Event(source=source, key=each.key, **{name: getattr(each, name) for name in _READ})


def _differs(event: Event, each: ArrivingEvent) -> bool:
    return any(getattr(event, name) != getattr(each, name) for name in _READ)


def _written_over(event: Event, each: ArrivingEvent) -> Event:
    for name in _READ:
        setattr(event, name, getattr(each, name))
    event.revision += 1
    return event


def _checked(words: EventWords) -> dict[str, object]:
    starts = day_needed(words.starts_on, "starts_on")
    ends = words.ends_on or starts
    if ends < starts:
        raise Refused(_("It ends before it begins."), "ends_on")
    zone = words.zone.strip()
    return {
        "name": one_line(words.name, "name", empty=_("Give it a name.")),
        "starts_on": starts,
        "ends_on": ends,
        "place": one_line(words.place, "place"),
        "is_online": words.is_online,
        "address": address(words.address, "address"),
        "call_address": address(words.call_address, "call_address"),
        "closes_at": _closes(words, zone),
        "zone": zone if words.closes_on else "",
    }


def _closes(words: EventWords, zone: str) -> datetime | None:
    if words.closes_on is None:
        if words.closes_time is not None:
            raise Refused(_("Choose the day on which the call closes too."), "closes_on")
        return None
    found = zone_of(zone)
    if found is None:
        sentence = _("Say in which time zone the deadline is meant: AoE (anywhere on earth), UTC+2, or Europe/Berlin.")
        raise Refused(sentence, "zone")
    try:
        return closes_at(words.closes_on, words.closes_time, found)
    except OverflowError:
        raise Refused(_("This day is too far away."), "closes_on") from None
