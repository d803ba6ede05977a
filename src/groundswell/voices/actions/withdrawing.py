"""An author takes something back, or says it to others."""

from django.db import transaction

from groundswell.kit import audit
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes
from groundswell.kit.sqlite import gone
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices import ports, refusals
from groundswell.voices.actions.showing import hide, show_openly
from groundswell.voices.models import Consent, Message, Voice, VoiceReader
from groundswell.voices.queries import Thread
from groundswell.voices.rules import Level, VoiceState


def withdraw(*, thread: Thread) -> None:
    """Take a voice back with everything that both sides wrote. Its key is destroyed, so old backups lose it too."""
    with transaction.atomic():
        voice = Voice.objects.select_for_update(of=("self",)).get(id=thread.voice.id)
        _empty(voice)
        for published in ports.published:
            published.voice_withdrawn(voice.id)
        if voice.level == Level.OPEN:
            hide(voice.id)
            audit.record(actor=voice.author_id, verb="withdraw", context="voices", object_id=voice.id)
            voice.delete()
        else:
            _leave_a_stone(voice)
        transaction.on_commit(lambda: keyring.shred(thread.voice.id))
        gone.erase(was_indexed=voice.level == Level.OPEN)


@transaction.atomic
def change_audience(*, thread: Thread, audience: Audience) -> None:
    """Say an open voice to more people, or to fewer. Only its author can. Raises Refused."""
    voice = Voice.objects.select_for_update(of=("self",)).get(id=thread.voice.id, level=Level.OPEN)
    cell = people.cell_of(_author(thread)) if audience == Audience.CELL else None
    if audience == Audience.ME or (audience == Audience.CELL and cell is None):
        raise refusals.of_audience()
    voice.audience, voice.cell = audience, cell
    voice.save(update_fields=["audience", "cell"])
    show_openly(voice)
    audit.record(actor=voice.author_id, verb="change_audience", context="voices", object_id=voice.id, audience=audience)


def _author(thread: Thread) -> Person:
    assert thread.person is not None  # noqa: S101 - an open voice is only ever opened signed in
    return thread.person


def _empty(voice: Voice) -> None:
    Message.objects.filter(voice=voice).delete()
    Consent.objects.filter(voice=voice).delete()
    VoiceReader.objects.filter(voice=voice).delete()


def _leave_a_stone(voice: Voice) -> None:
    """Leave a row that holds its place and nothing else: a form sent again must not bring the voice back."""
    voice.state = VoiceState.WITHDRAWN
    voice.thread_public = voice.thread_private = voice.fingerprint = None
    voice.closes_on, voice.state_before = None, ""
    if voice.level == Level.ANONYMOUS:
        voice.receipt_lookup = boxes.new_secret().hex()
    voice.save()
