"""A talk took place: its minutes go to its reader's own line, and what was noted stays with the reader."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.talks import refusals
from groundswell.talks.models import Slot, Talk
from groundswell.talks.rules.points import TalkState
from groundswell.voices import sealing
from groundswell.voices.actions import require_a_yes
from groundswell.voices.desk.actions import notes
from groundswell.voices.queries.proposals import Unlocked

MOST_MINUTES = 480


@transaction.atomic
def hold_talk(*, unlocked: Unlocked, talk: Talk, minutes: int) -> None:
    """Note how long a talk took. Nobody is asked for a budget. Noting it again corrects it. Raises Refused."""
    _require_minutes(minutes)
    begun = Talk.objects.filter(id=talk.id, slot__starts_at__lte=clock.now()).exclude(state=TalkState.CALLED_OFF)
    if not begun.exists():
        raise refusals.not_yet()
    Talk.objects.filter(id=talk.id).update(state=TalkState.HELD, minutes_taken=minutes)
    audit.record(actor=unlocked.reader.id, verb="hold_talk", context="talks")


@transaction.atomic
def talk_without_booking(
    *, unlocked: Unlocked, voice: UUID, by_receipt: bool, minutes: int, nonce: bytes | None = None
) -> Talk:
    """Note that a dialogue became a talk that nobody had booked. The same nonce notes it once. Raises Refused."""
    _require_minutes(minutes)
    identity = sealing.voice_id_of(nonce) if nonce else uuid4()
    # Two pages of one reader that are sent at once: the second one finds the talk of the first one.
    Person.objects.select_for_update().get(id=unlocked.reader.id)
    before = Talk.objects.filter(id=identity, voice=voice).first()
    if before is not None:
        return before
    started = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes)
    slot = Slot.objects.create(reader=unlocked.reader, starts_at=started, minutes=minutes, is_taken=True)
    made = Talk.objects.create(
        id=identity, slot=slot, voice=voice, by_receipt=by_receipt, state=TalkState.HELD, minutes_taken=minutes
    )
    require_a_yes([voice])
    audit.record(actor=unlocked.reader.id, verb="hold_talk", context="talks")
    return made


def keep_note(*, unlocked: Unlocked, talk: Talk, text: str) -> None:
    """Keep what the reader wrote down of a talk, sealed to the reader alone. Raises Refused."""
    notes.note_talk(unlocked=unlocked, about=talk.id, text=text)


def _require_minutes(minutes: int) -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise refusals.of_minutes()
