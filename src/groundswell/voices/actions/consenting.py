"""Authors are asked about exact words, and answer."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.people.refusals import Refused
from groundswell.voices import refusals, rules, sealing
from groundswell.voices.actions.dialogue import author_writes
from groundswell.voices.actions.keeping import checked
from groundswell.voices.actions.silence import is_never_a_yes, tell_refusal
from groundswell.voices.models import Consent, Voice
from groundswell.voices.queries import Thread
from groundswell.voices.rules import ConsentState, VoiceState

ANSWERS = frozenset({ConsentState.AGREED, ConsentState.REWORDED, ConsentState.OBJECTED})


@transaction.atomic
def ask_consent(
    *,
    voice_id: UUID,
    about_kind: str,
    about_id: UUID,
    words: str,
    where: str = "",
    readers: str = "",
    is_quote: bool = False,
    asked_on: date | None = None,
) -> Consent | None:
    """Ask the author of a voice about exact words that would leave the desk; asking the same twice is asking once.

    `where` says in a few words what they would stand in, and `readers` is the key of the audience: more readers are
    another question, and what was said about the first one stays. Returns None when the author cannot be asked any
    more (the voice is gone, or its author threw the receipt's key away): then nothing may be published because of it.
    """
    exact = checked(words)
    voice = Voice.objects.select_for_update(of=("self",)).filter(id=voice_id).first()
    item_key = keyring.keys_of([voice_id]).get(voice_id)
    if voice is None or voice.thread_public is None or item_key is None:
        return None
    closed = sealing.close_entry(
        {"text": exact, "where": where}, thread_public=bytes(voice.thread_public), readers={}, item_key=item_key
    )
    mark = sealing.mark_of_words(about_kind, about_id, exact)
    consent, is_new = Consent.objects.get_or_create(
        voice=voice,
        about_kind=about_kind,
        about_id=about_id,
        words=mark,
        readers=readers,
        defaults={
            "body": closed.body,
            "to_thread": closed.to_thread,
            "is_quote": is_quote,
            "asked_on": asked_on or clock.today(),
            "announced_on": rules.NEVER if is_never_a_yes(voice) else None,
        },
    )
    if not is_new and is_quote and not consent.is_quote:
        consent.is_quote = True
        consent.save(update_fields=["is_quote"])
    return consent


@transaction.atomic
def answer_consent(
    *, thread: Thread, consent_id: UUID, answer: ConsentState, named: bool = False, instead: str = ""
) -> None:
    """Record what an author says about words: yes, no, or yes to other words (`instead`). Can be changed at any time.

    `named`: with the author's name beside them; an anonymous author has none to give. A no takes down what stands
    already. Raises Refused, or Consent.DoesNotExist for what this author was not asked.
    """
    consent = Consent.objects.select_for_update(of=("self",)).get(id=consent_id, voice=thread.voice)
    if answer not in ANSWERS:
        raise Refused(_("Choose one of the answers."), "answer")
    if answer == ConsentState.REWORDED:
        _agree_to_other_words(thread, consent, instead)
    consent.state = answer
    consent.named = named and not thread.is_anonymous and answer == ConsentState.AGREED
    consent.save(update_fields=["state", "named"])
    if answer != ConsentState.AGREED:
        tell_refusal(consent)


def announce_consents(*, day: date, went_out: date | None = None) -> int:
    """Open the seven days to object for everything that the letter of this day announced; return how many.

    They begin when the letter `went_out`, where that was later than its day.
    """
    return Consent.objects.filter(announced_on=None, asked_on__lte=day).update(announced_on=went_out or day)


def _agree_to_other_words(thread: Thread, consent: Consent, instead: str) -> None:
    words = checked(instead)
    if not rules.is_open_for_author(VoiceState(thread.voice.state)):
        raise refusals.closed()
    other = ask_consent(
        voice_id=consent.voice_id,
        about_kind=consent.about_kind,
        about_id=consent.about_id,
        words=words,
        readers=consent.readers,
        is_quote=True,
    )
    if other is None or other.id == consent.id:
        raise Refused(_("These are the same words. Choose yes if they are right."), "instead")
    other.state = ConsentState.AGREED
    other.save(update_fields=["state"])
    author_writes(thread=thread, text=_("I would agree to these words instead:\n\n%(words)s") % {"words": words})
