"""A deputy stops: what they read beside somebody else by its authors' yes is closed to them again, at once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.voices.actions.keeping import add_entry
from groundswell.voices.actions.proposing import shred_unread_proposals
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions.resealing import envelopes_of
from groundswell.voices.desk.rules import Fate
from groundswell.voices.models import Consent, DeskKey, HandOver, ProposalEnvelope, Voice, VoiceReader
from groundswell.voices.queries import readers_of
from groundswell.voices.rules import HAND_OVER, ConsentState, MessageKind


@transaction.atomic
def end_deputising(*, by: Person, hand_over_id: UUID) -> int:
    """Let a deputy, or the one whose deputy it is, end it; return from how many dialogues the deputy goes.

    Dialogues that nobody else can read stay with the deputy: taking them away would lose what their authors said.
    Raises HandOver.DoesNotExist.
    """
    mine = HandOver.objects.select_for_update(of=("self",)).filter(Q(leaver=by) | Q(successor=by))
    hand_over = mine.select_related("successor").get(id=hand_over_id, kind=HandOver.Kind.DEPUTY)
    _ask_nobody_any_more(hand_over)
    voices = queries.dialogues_of_deputy(hand_over)
    _take_away(voices, hand_over.successor)
    _tell(voices, hand_over.successor)
    audit.record(actor=by.pk, verb="end_deputising", context="voices", object_id=hand_over.id, voices=len(voices))
    return len(voices)


def _ask_nobody_any_more(hand_over: HandOver) -> None:
    Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.id, state=ConsentState.ASKED).delete()
    running = HandOver.objects.filter(id=hand_over.id, state=HandOver.State.ASKING)
    running.update(state=HandOver.State.STOPPED, ended_on=clock.today())


def _take_away(voices: Sequence[UUID], deputy: Person) -> None:
    keys = DeskKey.objects.filter(reader=deputy)
    VoiceReader.objects.filter(voice__in=voices, key__in=keys).delete()
    envelopes_of(voices).filter(key__in=keys).delete()
    ProposalEnvelope.objects.filter(proposal__behind__voice__in=voices, key__in=keys).delete()
    shred_unread_proposals()


def _tell(voices: Sequence[UUID], deputy: Person) -> None:
    """Say it in each dialogue: nobody reads or stops reading in silence."""
    day, readers = clock.today(), readers_of(voices)
    for voice in Voice.objects.filter(id__in=voices, thread_public__isnull=False).order_by("id"):
        text = _("%(name)s no longer reads this dialogue. Still reading: %(others)s.") % {
            "name": deputy.name,
            "others": ", ".join(readers.get(voice.id, ())),
        }
        notice = {"notice": Fate.STAYS.value, "text": text}
        add_entry(voice, notice, by_author=False, kind=MessageKind.NOTICE, arrives_on=day, day=day)
