"""A reader offers times for talking."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.talks import refusals
from groundswell.talks.models import Slot
from groundswell.talks.rules import slots as rules
from groundswell.talks.rules.points import TalkState
from groundswell.talks.rules.slots import Stretch
from groundswell.voices import queries as voices


@transaction.atomic
def offer_slots(*, reader: Person, within: Stretch, minutes: int, busy: Sequence[Stretch] = ()) -> list[Slot]:
    """Offer the slots that fit into a time and touch none of the busy ones. Raises Refused."""
    wanted = rules.free_of(rules.slots_within(within, minutes), busy)
    return _offer(reader, wanted, minutes=minutes, is_now=False)


@transaction.atomic
def be_free_now(*, reader: Person, minutes: int) -> Slot:
    """Offer the time from this moment on. Whoever takes it talks at once. Raises Refused."""
    now = clock.now().replace(second=0, microsecond=0)
    Slot.objects.filter(reader=reader, is_now=True, is_taken=False).delete()
    return _offer(reader, [rules.stretch_of(now, minutes)], minutes=minutes, is_now=True)[0]


@transaction.atomic
def take_back_slot(*, reader: Person, slot: UUID) -> None:
    """Take back a time that nobody took; one that is gone or taken stays as it is."""
    if Slot.objects.filter(id=slot, reader=reader, is_taken=False).delete()[0]:
        audit.record(actor=reader.id, verb="take_back_slot", context="talks")


def _offer(reader: Person, wanted: Sequence[Stretch], *, minutes: int, is_now: bool) -> list[Slot]:
    if reader.id not in {each.person for each in voices.readers_today()}:
        raise refusals.without_a_desk()
    # Two pages of one reader that are sent at once: the second one sees what the first one offered.
    Person.objects.select_for_update().get(id=reader.id)
    now = clock.now() - timedelta(minutes=1) if is_now else clock.now()
    fault = rules.fault_of(wanted, _offered_by(reader), minutes=minutes, now=now)
    if fault is not None:
        raise refusals.of_slots(fault)
    made = [Slot(reader=reader, starts_at=each.start, minutes=minutes, is_now=is_now) for each in wanted]
    Slot.objects.bulk_create(made)
    audit.record(actor=reader.id, verb="be_free_now" if is_now else "offer_slots", context="talks", slots=len(made))
    return made


def _offered_by(reader: Person) -> list[Stretch]:
    """Return the times of a reader that are not over yet: free ones, and those of talks that are still to be held."""
    recent = clock.now() - timedelta(minutes=rules.LONGEST_MINUTES)
    stands = Q(is_taken=False) | Q(talk__state=TalkState.BOOKED)
    rows = Slot.objects.filter(stands, reader=reader, starts_at__gte=recent).values_list("starts_at", "minutes")
    return [rules.stretch_of(*row) for row in rows]
