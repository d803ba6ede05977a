"""A member books a 121, or a talk in writing by receipt; either side may call it off."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import refusals
from groundswell.talks.models import KeptMinutes, Slot, Talk
from groundswell.talks.moments import day_of, in_words
from groundswell.talks.queries.slots import bookable, stretch
from groundswell.talks.queries.talks import talks_of
from groundswell.talks.rules import points as rules
from groundswell.talks.rules import slots
from groundswell.talks.rules.points import TalkState
from groundswell.voices import actions as voices
from groundswell.voices import queries, sealing
from groundswell.voices.desk.actions import notes
from groundswell.voices.queries import Thread
from groundswell.voices.queries.proposals import Unlocked
from groundswell.voices.rules import Talk as When

SOURCE = "talk"


@transaction.atomic
def book(*, member: Person, slot: UUID, nonce: bytes, about: str = "") -> Talk:
    """Take a slot as a member, whose name is sealed inside a signed voice. No field is needed. Raises Refused.

    The same nonce books once; and one talk is to come with each reader, so that nobody takes all their times.
    """
    # Two pages of one member that are sent at once: the second one sees what the first one took.
    Person.objects.select_for_update().get(id=member.id)
    before = Talk.objects.filter(voice=sealing.voice_id_of(nonce)).first()
    if before is not None:
        return before
    taken = _taken(slot)
    if taken.reader_id == member.id:
        raise refusals.own_slot()
    if any(line.is_to_come and line.talk.slot.reader_id == taken.reader_id for line in talks_of(member)):
        raise refusals.one_with_each()
    reader = next((each for each in queries.readers_today() if each.person == taken.reader_id), None)
    if reader is None:
        raise refusals.slot_gone()
    spoken = voices.speak_signed(
        author=member,
        text="\n\n".join(part for part in (_opening(taken), about.strip()) if part),
        readers=queries.keys_of([reader]),
        talk=_when(taken),
        source=SOURCE,
        nonce=nonce,
    )
    return Talk.objects.create(slot=taken, voice=spoken.voice)


@transaction.atomic
def book_in_writing(*, thread: Thread, slot: UUID, nonce: bytes) -> Talk:
    """Take a slot for an anonymous dialogue: it is talked in writing there, and nobody is named. Raises Refused."""
    taken = _taken(slot, again_by=thread)
    if taken.is_taken:
        return taken.talk
    readers = queries.people_reading([thread.voice.id]).get(thread.voice.id, frozenset())
    if taken.reader_id not in readers:
        raise refusals.not_a_reader(", ".join(queries.names_of_readers(thread.voice.id)))
    if Talk.objects.filter(voice=thread.voice.id, state=TalkState.BOOKED, slot__starts_at__gt=clock.now()).exists():
        raise refusals.one_at_a_time()
    coming = Slot.objects.filter(reader=taken.reader_id, starts_at__gt=clock.now())
    booked = coming.filter(talk__state=TalkState.BOOKED)
    free = coming.filter(is_taken=False).count()
    by_receipt = booked.filter(talk__by_receipt=True).count()
    if not taken.is_now and not slots.may_receipt_take(by_receipt, booked.count() + free):
        raise refusals.half_is_kept()
    voices.author_writes(thread=thread, text=_opening(taken, in_writing=True), now=True, nonce=nonce)
    Slot.objects.filter(id=taken.id).update(is_taken=True)
    voices.require_a_yes([thread.voice.id])
    return Talk.objects.create(slot=taken, voice=thread.voice.id, by_receipt=True)


@transaction.atomic
def call_off(*, thread: Thread, talk: Talk) -> None:
    """Call a talk off as its member, before it begins; the time is free again. After that: it did not take place.

    Raises Refused.
    """
    slot, was_to_come = _called_off(talk, by_reader=False)
    if was_to_come:
        # A dialogue that is closed, or full, takes no words; its reader's list of talks says it then.
        with suppress(Refused):
            voices.author_writes(thread=thread, text=_calling_off(slot), now=True)


@transaction.atomic
def call_off_from_desk(*, unlocked: Unlocked, talk: Talk, text: str = "") -> None:
    """Call a talk off as its reader, with or without words; after it began: it did not take place. Raises Refused.

    Without words it is a notice and no answer: to who waits for a first answer, a word is due.
    """
    slot, was_to_come = _called_off(talk, by_reader=True)
    if was_to_come:
        # Who cannot come then does not offer that time again.
        Slot.objects.filter(reader=unlocked.reader, starts_at=slot.starts_at, is_taken=False).delete()
    told = _calling_off(slot) if was_to_come else ""
    if text.strip():
        words = "\n\n".join(part for part in (told, text.strip()) if part)
        voices.reader_writes(voice_id=talk.voice, unlocked=unlocked, text=words)
    elif told:
        voices.reader_notices(voice_id=talk.voice, unlocked=unlocked, text=told)
    audit.record(actor=unlocked.reader.id, verb="call_off_talk", context="talks")


def call_off_what_nobody_comes_to() -> int:
    """Call off the talks to come whose dialogue is closed, or that no reader of today can open; return how many.

    A sweep. Each dialogue says it; what its author closed only once its desk sees that it is closed.
    """
    coming = list(Talk.objects.filter(state=TalkState.BOOKED, slot__starts_at__gt=clock.now()))
    if not coming:
        return 0
    closed = queries.closed_at_desk(talk.voice for talk in coming)
    reading = queries.people_reading(talk.voice for talk in coming)
    here = {role.person.id for role in people.readers_today()}
    off = [each for each in coming if each.voice in closed or not here & reading.get(each.voice, frozenset())]
    for talk in off:
        _let_go(talk)
    return len(off)


@transaction.atomic
def _let_go(talk: Talk) -> None:
    try:
        slot, _was_to_come = _called_off(talk, by_reader=False)
    except Refused:
        # Somebody called it off meanwhile.
        return
    voices.notice(voice_id=talk.voice, text=_calling_off(slot))


@transaction.atomic
def forget_talks_of(*, voice: UUID) -> None:
    """Delete the talks of a voice that its author took back, and what its readers noted of them.

    A time that is still to come is free again. Minutes stay, with their sprint and month and nothing else: a balance
    that changes would tell that somebody took something back.
    """
    found = list(Talk.objects.filter(voice=voice).select_related("slot"))
    ids = [talk.id for talk in found]
    for talk in found:
        talk.delete()
        if stretch(talk.slot).start > clock.now() and talk.state == TalkState.BOOKED:
            Slot.objects.filter(id=talk.slot_id).update(is_taken=False)
        else:
            Slot.objects.filter(id=talk.slot_id).delete()
        if talk.minutes_taken:
            _keep_minutes(talk.slot, talk.minutes_taken)
    notes.forget_talks(ids)


def _keep_minutes(slot: Slot, minutes: int) -> None:
    day = day_of(slot.starts_at)
    first = max(day.replace(day=1), people.sprint_of(day).first)
    KeptMinutes.objects.get_or_create(reader_id=slot.reader_id, first_on=first)
    KeptMinutes.objects.filter(reader_id=slot.reader_id, first_on=first).update(minutes=F("minutes") + minutes)


def _taken(slot: UUID, *, again_by: Thread | None = None) -> Slot:
    """Return a slot for whoever takes it, its row locked; for a form sent again also one that it took before."""
    found = Slot.objects.select_for_update(of=("self",)).filter(id=slot).first()
    if found is None:
        raise refusals.slot_gone()
    if again_by is not None and Talk.objects.filter(slot=found, voice=again_by.voice.id).exists():
        return found
    if not bookable(found):
        raise refusals.slot_gone()
    if found.is_now:
        # It begins when it is booked, and ends when the offer does.
        found.starts_at, found.minutes = slots.rest_of(stretch(found), clock.now())
        found.save(update_fields=["starts_at", "minutes"])
    if again_by is None:
        Slot.objects.filter(id=slot).update(is_taken=True)
    return found


def _called_off(talk: Talk, *, by_reader: bool) -> tuple[Slot, bool]:
    """Return the time of a talk that is not held, and whether it was still to come: then it is free again."""
    locked = Talk.objects.select_for_update(of=("self",)).select_related("slot").get(id=talk.id)
    slot = locked.slot
    if not rules.may_call_off(TalkState(locked.state), by_reader=by_reader):
        raise refusals.over()
    locked.state, locked.minutes_taken = TalkState.CALLED_OFF, None
    locked.save(update_fields=["state", "minutes_taken"])
    was_to_come = stretch(slot).start > clock.now()
    if was_to_come and not slot.is_now:
        Slot.objects.create(reader_id=slot.reader_id, starts_at=slot.starts_at, minutes=slot.minutes)
    return slot, was_to_come


def _when(slot: Slot) -> When:
    if slot.is_now:
        return When.NOW
    return When.THIS_SPRINT if day_of(slot.starts_at) <= people.sprint_now().last else When.NEXT_SPRINT


def _opening(slot: Slot, *, in_writing: bool = False) -> str:
    sentence = _("A talk in writing, here: %(when)s") if in_writing else _("A 121: %(when)s")
    return sentence % {"when": in_words(slot.starts_at)}


def _calling_off(slot: Slot) -> str:
    return _("The talk of %(when)s is called off.") % {"when": in_words(slot.starts_at)}
