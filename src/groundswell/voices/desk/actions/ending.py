"""A reader's keys end: what only they could open closes, with a notice in each dialogue; nothing of it is silent."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.kit.keyring import keys as keyring
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices.actions.keeping import add_entry, let_rest
from groundswell.voices.actions.proposing import shred_unread_proposals
from groundswell.voices.desk import rules
from groundswell.voices.desk.actions.resealing import envelopes_of
from groundswell.voices.desk.rules import Fate
from groundswell.voices.models import Consent, DeskKey, DeskNote, HandOver, ProposalEnvelope, Voice, VoiceReader
from groundswell.voices.rules import HAND_OVER, ConsentState, MessageKind, VoiceState

AT_ONCE = 50
SHORT_ABSENCE = timedelta(days=30)


@transaction.atomic
def give_up(*, reader: Person) -> None:
    """Destroy the keys of a desk whose passphrase and recovery key are both lost."""
    destroy_keys(reader)
    audit.record(actor=reader.pk, verb="give_up_desk", context="voices")
    let_go_some()


def destroy_keys(reader: Person) -> None:
    """Destroy every key of a reader, and the notes and proposals that only they could open."""
    keys = DeskKey.objects.filter(reader=reader, destroyed_on=None)
    notes = list(DeskNote.objects.filter(key__in=keys).values_list("id", flat=True))
    DeskNote.objects.filter(id__in=notes).delete()
    ProposalEnvelope.objects.filter(key__in=keys).delete()
    shred_unread_proposals()
    # Nobody is asked for a yes any more by whom there is no desk to give, or none to take it.
    HandOver.objects.filter(Q(leaver=reader) | Q(successor=reader), state=HandOver.State.ASKING).update(
        state=HandOver.State.STOPPED, ended_on=clock.today()
    )
    keys.update(
        by_passphrase=None,
        by_recovery=None,
        by_newer=None,
        retired_on=clock.today(),
        destroyed_on=clock.today(),
    )
    transaction.on_commit(lambda: keyring.shred(*notes))


class HandOverAnswers:
    """Watches what authors answer: a no takes the other reader's envelopes away at once, also after a yes."""

    def voice_withdrawn(self, voice: UUID) -> None:
        """Do nothing: a withdrawn voice has no envelopes any more."""

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Take the successor out of the dialogue; called inside the answer's transaction."""
        hand_over = HandOver.objects.filter(id=about_id).first() if about_kind == HAND_OVER else None
        if hand_over is None:
            return
        keys = DeskKey.objects.filter(reader=hand_over.successor_id)
        VoiceReader.objects.filter(voice=voice, key__in=keys).delete()
        envelopes_of([voice]).filter(key__in=keys).delete()
        ProposalEnvelope.objects.filter(proposal__behind__voice=voice, key__in=keys).delete()
        shred_unread_proposals()
        _close_what_nobody_reads(voice)


def _close_what_nobody_reads(voice: UUID) -> None:
    if not VoiceReader.objects.filter(voice=voice).exists():
        Voice.objects.filter(id=voice, state__in=[VoiceState.OPEN, VoiceState.MUTED]).update(state=VoiceState.CLOSED)


@transaction.atomic
def let_go_some(most: int = AT_ONCE) -> int:
    """Take destroyed keys out of up to `most` dialogues, and say in each what that means; return how many.

    Needs nobody's passphrase, so a sweep goes on with it where a reader's own click left off.
    """
    destroyed = dict(DeskKey.objects.exclude(destroyed_on=None).values_list("id", "reader__name"))
    places = VoiceReader.objects.filter(key__in=list(destroyed)).order_by("key_id", "voice_id")
    voices = {place.voice_id: destroyed[place.key_id] for place in places[:most]}
    for voice in Voice.objects.select_for_update(of=("self",)).filter(id__in=list(voices)).order_by("id"):
        _let_go(voice, list(destroyed), voices[voice.id])
    return len(voices)


def end_desks_of_the_departed() -> int:
    """End the desks of readers who left, or whose role ended a month ago; return how many.

    A sweep: it does what is due, and doing it twice does nothing.
    """
    ended = 0
    for reader in _departed():
        with transaction.atomic():
            destroy_keys(reader)
            audit.record(actor=None, verb="end_desk", context="voices", object_id=reader.pk)
        ended += 1
    while let_go_some():
        pass
    return ended


def _departed() -> list[Person]:
    keys = DeskKey.objects.filter(destroyed_on=None).select_related("reader")
    holders = {key.reader.pk: key.reader for key in keys}
    today = clock.today()
    reading = {role.person.pk for day in (today, today - SHORT_ABSENCE) for role in people.readers_on(day)}
    return [each for each in holders.values() if rules.has_gone(is_active=each.is_active, reads=each.pk in reading)]


def _let_go(voice: Voice, destroyed: Sequence[UUID], name: str) -> None:
    VoiceReader.objects.filter(voice=voice, key__in=destroyed).delete()
    envelopes_of([voice.id]).filter(key__in=destroyed).delete()
    others = list(
        VoiceReader.objects.filter(voice=voice)
        .order_by("key__reader__name")
        .values_list("key__reader__name", flat=True)
    )
    fate = rules.fate(agreed=_has_moved(voice), other_readers=len(others))
    _tell(voice, fate, name, others)
    if fate is Fate.CLOSES and voice.state in {VoiceState.OPEN, VoiceState.MUTED}:
        Voice.objects.filter(id=voice.id).update(state=VoiceState.CLOSED)
        let_rest(voice.id)


def _has_moved(voice: Voice) -> bool:
    """Tell whether somebody reads the dialogue to whom its author let it move."""
    agreed = Consent.objects.filter(voice=voice, about_kind=HAND_OVER, state=ConsentState.AGREED).values("about_id")
    successors = HandOver.objects.filter(id__in=agreed).values("successor")
    return VoiceReader.objects.filter(voice=voice, key__reader__in=successors).exists()


def _tell(voice: Voice, fate: Fate, name: str, others: Sequence[str]) -> None:
    if voice.thread_public is None:
        return
    words = {"name": name, "others": ", ".join(others)}
    texts = {
        Fate.MOVES: _("%(name)s no longer reads this dialogue. %(others)s does, as you said."),
        Fate.STAYS: _("%(name)s no longer reads this dialogue. Still reading: %(others)s."),
        Fate.CLOSES: _(
            "%(name)s no longer reads this dialogue, and nobody else can: the key that opened it is destroyed. "
            "It is closed. You can still read it, and you can always start a new one."
        ),
    }
    day = clock.today()
    notice = {"notice": fate.value, "text": texts[fate] % words}
    add_entry(voice, notice, by_author=False, kind=MessageKind.NOTICE, arrives_on=day, day=day)
