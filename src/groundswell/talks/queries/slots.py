"""Times that can be booked."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.talks.models import Slot
from groundswell.talks.rules import slots as rules
from groundswell.talks.rules.points import TalkState
from groundswell.talks.rules.slots import Stretch
from groundswell.voices import queries as voices


def stretch(slot: Slot) -> Stretch:
    """Return the time that a slot takes."""
    return rules.stretch_of(slot.starts_at, slot.minutes)


def bookable(slot: Slot) -> bool:
    """Tell whether somebody can take a slot at this moment."""
    return rules.is_bookable(stretch(slot), is_now=slot.is_now, is_taken=slot.is_taken, now=clock.now())


def free_slots(*, not_of: Person | None = None, readers: Collection[UUID] | None = None) -> list[Slot]:
    """Return the times that can be taken, free-now ones first, of those who can be sealed to today. Three queries."""
    known = {each.person for each in voices.readers_today()}
    wanted = known if readers is None else known & set(readers)
    recent = clock.now() - timedelta(minutes=rules.LONGEST_MINUTES)
    rows = Slot.objects.filter(is_taken=False, starts_at__gt=recent, reader__in=wanted).select_related("reader")
    free = [slot for slot in rows if bookable(slot) and slot.reader != not_of]
    return sorted(free, key=lambda slot: (not slot.is_now, slot.starts_at, slot.reader.name))


def are_all_taken(*, not_of: Person | None = None, readers: Collection[UUID] | None = None) -> bool:
    """Tell, where no time is free, whether some are offered and each is taken. Two queries."""
    known = {each.person for each in voices.readers_today()}
    wanted = (known if readers is None else known & set(readers)) - ({not_of.id} if not_of else set())
    return Slot.objects.filter(talk__state=TalkState.BOOKED, starts_at__gt=clock.now(), reader__in=wanted).exists()


def slots_of(reader: Person) -> list[Slot]:
    """Return what a reader offers and nobody took, from now on. One query."""
    rows = Slot.objects.filter(reader=reader, is_taken=False).order_by("starts_at")
    return [slot for slot in rows if bookable(slot)]
