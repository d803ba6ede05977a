"""Both sides of a dialogue write; either may end it."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.kit.seal import boxes
from groundswell.people.models import Person
from groundswell.voices import refusals, rules, sealing
from groundswell.voices.actions.keeping import add_entry, checked, let_rest, let_wait
from groundswell.voices.actions.silence import refuse_unheard
from groundswell.voices.actions.telling import tell_author
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Message, Voice, VoiceReader
from groundswell.voices.queries import Thread
from groundswell.voices.rules import Level, MessageKind, Queue, Verdict, VoiceState
from groundswell.voices.sealing import Payload

CLOSED: Payload = {"notice": "closed", "text": ""}


def author_writes(*, thread: Thread, text: str, now: bool = False, nonce: bytes | None = None) -> bool:
    """Add an author's words to their dialogue. Raises Refused.

    Words of an anonymous author reach the desk with tomorrow's, unless `now`. The same nonce adds the same words once:
    returns False when they were there already.
    """
    return _author_adds(thread, {"text": checked(text)}, MessageKind.WORDS, now=now, nonce=nonce)


def author_answers_draft(
    *, thread: Thread, draft: int, verdict: Verdict, text: str = "", nonce: bytes | None = None
) -> bool:
    """Approve, edit or refuse a tidied draft (its number in the dialogue); the original stays. Raises Refused."""
    words = checked(text) if verdict == Verdict.EDITED else ""
    payload: Payload = {"text": words, "verdict": verdict.value, "draft": draft}
    return _author_adds(thread, payload, MessageKind.VERDICT, now=False, nonce=nonce)


@transaction.atomic
def author_closes(*, thread: Thread) -> None:
    """End a dialogue from its author's side: both sides can still read it. Closing twice is closing once.

    What no desk has seen yet still reaches it: closing ends the dialogue and takes nothing back.
    """
    voice = _locked(thread.voice.id)
    if not rules.is_open_for_author(VoiceState(voice.state)):
        return
    day = clock.today()
    arrives = rules.arrives_on(day, at_once=not thread.is_anonymous)
    add_entry(voice, CLOSED, by_author=True, kind=MessageKind.NOTICE, arrives_on=arrives, day=day)
    if arrives > day:
        voice.closes_on, voice.state_before = arrives, voice.state
        voice.save(update_fields=["closes_on", "state_before"])
    _become(voice, VoiceState.CLOSED)


@transaction.atomic
def author_forgets(*, thread: Thread) -> None:
    """End an anonymous dialogue for good: from now on its receipt opens nothing, whoever finds it.

    Whoever cannot be asked any more is taken to say no: their silence lets nothing out.
    """
    author_closes(thread=thread)
    refuse_unheard(voice_id=thread.voice.id)
    # A receipt of nobody stands in its place: a row without one would not be an anonymous voice.
    Voice.objects.filter(id=thread.voice.id, level=Level.ANONYMOUS).update(
        receipt_lookup=boxes.new_secret().hex(), thread_private=None, thread_public=None, fingerprint=None
    )


def reader_writes(
    *,
    voice_id: UUID,
    unlocked: Unlocked,
    text: str,
    kind: MessageKind = MessageKind.WORDS,
    nonce: bytes | None = None,
) -> Message:
    """Add a reader's words (or a tidied draft) to a dialogue that was sealed to them. The same nonce adds them once.

    Raises Refused, or Voice.DoesNotExist for a voice that this desk cannot read.
    """
    words = checked(text)
    with transaction.atomic():
        voice = locked_for_reader(voice_id, unlocked)
        payload: Payload = {"text": words, "by": named(unlocked.reader)}
        identity = sealing.entry_id_of(nonce, voice.id, payload) if nonce else None
        before = voice.messages.filter(id=identity).first() if identity else None
        if before is not None:
            return before
        if not rules.is_open_for_author(voice.state_at_desk):
            raise refusals.closed_to_the_desk()
        was_waiting = bool(_arrivals_of_unanswered(voice))
        message = _reader_adds(voice, payload, kind, identity)
        if kind is not MessageKind.DRAFT or not _asks_to_talk(voice):
            # A tidied text is no answer to whoever also asked to talk.
            let_rest(voice.id)
        _keep_waiting_for_unseen(voice)
        audit.record(actor=unlocked.reader.id, verb="answer", context="voices")
        if was_waiting:
            tell_author(voice, unlocked)
    return message


def reader_closes(*, voice_id: UUID, unlocked: Unlocked, text: str = "") -> None:
    """End a dialogue from the desk, with or without last words; its author can still read it.

    Raises as `reader_writes`, and Refused for one that came by a check-in or a referral, was never answered and would
    end without a word. One that its author has closed already takes no last words, and only leaves the desk's lists.
    """
    words = checked(text) if text.strip() else ""
    with transaction.atomic():
        voice = locked_for_reader(voice_id, unlocked)
        is_closed = voice.state_at_desk == VoiceState.CLOSED
        if is_closed and words:
            raise refusals.closed_to_the_desk()
        if not is_closed and not words:
            require_a_word(voice)
        # Without a word nobody is answered, and whoever else reads it may not have read it yet.
        let_rest(voice.id, None if words else list(unlocked.pairs))
        if is_closed:
            return
        _reader_adds(voice, {**CLOSED, "text": words, "by": named(unlocked.reader)}, MessageKind.NOTICE)
        _become_at_desk(voice, VoiceState.CLOSED)
        audit.record(actor=unlocked.reader.id, verb="close_dialogue", context="voices")
        if words:
            tell_author(voice, unlocked)


@transaction.atomic
def mute(*, voice_id: UUID, unlocked: Unlocked) -> None:
    """Let nothing more of a flooded dialogue reach a desk. Its author is not told, and nobody is traced.

    It leaves this desk's lists; on others it stands until its reader takes it off, with this too: whom it is about
    must not be able to keep it from the other reader. Raises Voice.DoesNotExist for a voice that this desk cannot read.
    """
    voice = locked_for_reader(voice_id, unlocked)
    if voice.state_at_desk not in {VoiceState.OPEN, VoiceState.MUTED}:
        return
    let_rest(voice.id, list(unlocked.pairs))
    if voice.state_at_desk == VoiceState.MUTED:
        return
    _become_at_desk(voice, VoiceState.MUTED)
    audit.record(actor=unlocked.reader.id, verb="mute", context="voices")


@transaction.atomic
def unmute(*, voice_id: UUID, unlocked: Unlocked) -> None:
    """Let a muted dialogue reach the desk again, and wait for an answer where one is missing."""
    voice = locked_for_reader(voice_id, unlocked)
    if voice.state_at_desk != VoiceState.MUTED:
        return
    _become_at_desk(voice, VoiceState.OPEN)
    unanswered = _arrivals_of_unanswered(voice)
    if unanswered:
        let_wait(voice.id, min(unanswered))
    audit.record(actor=unlocked.reader.id, verb="unmute", context="voices")


def locked_for_reader(voice_id: UUID, unlocked: Unlocked) -> Voice:
    """Return a voice that an unlocked desk can read, its row locked; raises Voice.DoesNotExist for any other."""
    voice = _locked(voice_id)
    reads = VoiceReader.objects.filter(voice=voice, key__in=list(unlocked.pairs)).exists()
    if not reads or voice.arrives_on > clock.today() or voice.state == VoiceState.WITHDRAWN:
        raise Voice.DoesNotExist
    return voice


@transaction.atomic
def _author_adds(thread: Thread, payload: Payload, kind: MessageKind, *, now: bool, nonce: bytes | None) -> bool:
    voice = _locked(thread.voice.id)
    identity = sealing.entry_id_of(nonce, voice.id, payload) if nonce else uuid4()
    if Message.objects.filter(id=identity).exists():
        return False
    if not rules.is_open_for_author(VoiceState(voice.state)):
        raise refusals.closed()
    if len(_arrivals_of_unanswered(voice)) >= rules.MOST_UNANSWERED:
        raise refusals.too_many()
    day = clock.today()
    arrives = rules.arrives_on(day, at_once=now or not thread.is_anonymous)
    add_entry(voice, payload, by_author=True, kind=kind, arrives_on=arrives, day=day, identity=identity)
    if voice.state != VoiceState.MUTED:
        let_wait(voice.id, arrives)
    return True


def _reader_adds(voice: Voice, payload: Payload, kind: MessageKind, identity: UUID | None = None) -> Message:
    day = clock.today()
    return add_entry(voice, payload, by_author=False, kind=kind, arrives_on=day, day=day, identity=identity)


def require_a_word(voice: Voice) -> None:
    """Refuse to end in silence a dialogue whose author waits for a first answer."""
    answers = voice.messages.filter(by_author=False, kind__in=rules.ANSWERS)
    if rules.needs_a_word(voice.source, is_answered=answers.exists()):
        raise refusals.of_silence()


def _asks_to_talk(voice: Voice) -> bool:
    return VoiceReader.objects.filter(voice=voice, queue=Queue.TALK).exists()


def _keep_waiting_for_unseen(voice: Voice) -> None:
    """Let words that no desk has seen yet wait for their day, although we have just answered what came before."""
    arrivals = voice.messages.filter(by_author=True).values_list("arrives_on", flat=True)
    unseen = rules.still_waits_from(arrivals, clock.today())
    if unseen is not None and voice.state_at_desk != VoiceState.MUTED:
        let_wait(voice.id, unseen)


def _arrivals_of_unanswered(voice: Voice) -> list[date]:
    """Return when each entry of the author arrives that came after our last answer. A notice of ours is none."""
    marks = voice.messages.order_by("number").values_list("by_author", "kind", "arrives_on")
    arrivals: list[date] = [voice.arrives_on] if voice.level == Level.OPEN else []
    for by_author, kind, arrives in marks:
        if by_author:
            arrivals.append(arrives)
        elif kind in rules.ANSWERS:
            arrivals = []
    return arrivals


def _locked(voice_id: UUID) -> Voice:
    return Voice.objects.select_for_update(of=("self",)).get(id=voice_id)


def _become(voice: Voice, state: VoiceState) -> None:
    voice.state = state
    voice.save(update_fields=["state"])


def _become_at_desk(voice: Voice, state: VoiceState) -> None:
    """Change where it stands from a desk. What its author has closed stays closed to the author."""
    if voice.state != VoiceState.CLOSED:
        _become(voice, state)
    else:
        voice.state_before = state
        voice.save(update_fields=["state_before"])


def named(reader: Person) -> dict[str, str]:
    """Return who of the desk wrote an entry, as the entry keeps it."""
    return {"id": str(reader.id), "name": reader.name}
