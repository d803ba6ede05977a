"""What happened stands in a dialogue as a notice: who waits for a first answer goes on waiting."""

from uuid import UUID

from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.voices.actions.dialogue import locked_for_reader, named, require_a_word
from groundswell.voices.actions.keeping import add_entry, checked, let_rest
from groundswell.voices.actions.telling import tell_author
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Voice
from groundswell.voices.rules import MessageKind, VoiceState
from groundswell.voices.sealing import Payload


@transaction.atomic
def notice(*, voice_id: UUID, text: str) -> None:
    """Say in a dialogue, open or closed, what happened. Where its author threw the key away, nothing is said."""
    voice = Voice.objects.select_for_update(of=("self",)).filter(id=voice_id).first()
    if voice is None or voice.thread_public is None or not keyring.keys_of([voice_id]):
        return
    _add(voice, {"notice": "told", "text": checked(text)})


@transaction.atomic
def reader_notices(*, voice_id: UUID, unlocked: Unlocked, text: str) -> None:
    """Say in a dialogue what its reader did. Raises Refused where its author waits for a first answer: say a word then.

    Raises Voice.DoesNotExist for a voice that this desk cannot read.
    """
    voice = locked_for_reader(voice_id, unlocked)
    if voice.state_at_desk != VoiceState.CLOSED:
        require_a_word(voice)
    if voice.thread_public is None:
        return
    let_rest(voice.id)
    _add(voice, {"notice": "told", "text": checked(text), "by": named(unlocked.reader)})
    tell_author(voice, unlocked)


def _add(voice: Voice, payload: Payload) -> None:
    day = clock.today()
    add_entry(voice, payload, by_author=False, kind=MessageKind.NOTICE, arrives_on=day, day=day)
