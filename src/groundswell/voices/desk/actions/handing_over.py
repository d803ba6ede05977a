"""A reader's dialogues get another reader: authors are asked, and only a yes moves what they wrote.

For good (the reader goes) or beside the reader (a deputy). Asking and moving are long acts in steps, as re-sealing is.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.actions import ask_consent
from groundswell.voices.actions.keeping import add_entry
from groundswell.voices.desk import rules
from groundswell.voices.desk.actions.ending import destroy_keys, let_go_some
from groundswell.voices.desk.actions.resealing import A_STEP, Progress, copy_envelopes, copy_proposal_envelopes
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Consent, DeskKey, HandOver, Proposal, ProposalVoice, Voice, VoiceReader
from groundswell.voices.queries.standing import stands
from groundswell.voices.rules import HAND_OVER, ConsentState, MessageKind, VoiceState
from groundswell.voices.sealing import Payload

# Each is a notice and a question, both closed: more work than a new envelope.
ASKED_AT_ONCE = 50


@transaction.atomic
def begin(*, unlocked: Unlocked, successor: Person, kind: HandOver.Kind, from_on: date | None = None) -> HandOver:
    """Begin to hand dialogues over, or to share them with a deputy. Nothing moves before an author says yes.

    With a day, authors are asked and everybody is told from now on, and nothing moves before that day.
    """
    _refuse_unfit(unlocked.reader, successor)
    day = clock.today()
    if not rules.may_begin_on(from_on, day):
        raise Refused(_("Choose today, or a day within a year. Leave it empty to begin at once."), "from_on")
    try:
        with transaction.atomic():
            hand_over = HandOver.objects.create(
                kind=kind,
                leaver=unlocked.reader,
                successor=successor,
                begun_on=day,
                from_on=from_on,
                closes_on=rules.answers_until(day, from_on),
            )
    except IntegrityError:
        raise Refused(_("You are handing over already: finish that first, or stop it.")) from None
    _record(unlocked, "begin_hand_over", hand_over, kind=kind)
    return hand_over


def ask_some(*, unlocked: Unlocked, hand_over: HandOver, most: int = ASKED_AT_ONCE) -> Progress:
    """Ask the authors of up to `most` dialogues, each in the dialogue; one that was asked is not asked again."""
    # Who is next is looked for before the transaction, because it may mean going through many dialogues.
    candidates = list(_to_ask(unlocked, hand_over)[:most])
    with transaction.atomic():
        _refuse_ended(hand_over)
        listed = Voice.objects.select_for_update(of=("self",)).filter(id__in=candidates).order_by("id")
        still = set(_to_ask(unlocked, hand_over).filter(voice__in=candidates))
        voices = [voice for voice in listed if voice.id in still]
        for voice in voices:
            ask_consent(voice_id=voice.id, about_kind=HAND_OVER, about_id=hand_over.id, words=question(hand_over))
            _tell(voice, {"notice": "asked_about_hand_over", "text": question(hand_over)})
        _record(unlocked, "ask_about_hand_over", hand_over, voices=len(voices))
    return asking(unlocked, hand_over)


def move_some(*, unlocked: Unlocked, hand_over: HandOver, most: int = A_STEP) -> Progress:
    """Re-seal up to `most` dialogues whose authors said yes to the other reader's key, and what was made of them."""
    with transaction.atomic():
        _refuse_ended(hand_over)
        _refuse_too_early(hand_over)
        to = DeskKey.objects.filter(reader=hand_over.successor, retired_on=None).first()
        if to is None:
            raise Refused(_("%(name)s has no desk any more.") % {"name": hand_over.successor.name})
        voices = list(_to_move(unlocked, hand_over)[:most])
        if voices:
            copy_envelopes(unlocked, voices, unlocked.pairs, to)
            VoiceReader.objects.bulk_create(_places_for(to, voices, unlocked))
            _tell_moved(voices, hand_over)
        _move_proposals(unlocked, hand_over, to)
        _record(unlocked, "hand_over", hand_over, voices=len(voices))
    return moving(unlocked, hand_over)


def take_effect(*, unlocked: Unlocked) -> None:
    """Move what may move of a hand-over whose day has come, one step of it: keys are here while the desk is open."""
    found = running(unlocked.reader)
    if found is None or found.from_on is None or not rules.may_move(found.from_on, clock.today()):
        return
    if _to_move(unlocked, found).exists():
        with suppress(Refused):  # the page of the hand-over says why
            move_some(unlocked=unlocked, hand_over=found)


@transaction.atomic
def finish(*, unlocked: Unlocked, hand_over: HandOver) -> None:
    """End it. Handed over for good, the leaver's keys are destroyed; what nobody else reads then is closed."""
    _refuse_ended(hand_over)
    _refuse_too_early(hand_over)
    waiting = Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.id, state=ConsentState.ASKED)
    unanswered = waiting.count() + asking(unlocked, hand_over).left
    if moving(unlocked, hand_over).left:
        raise Refused(_("Some authors said yes, and their dialogues have not moved yet: move those first."))
    _move_proposals(unlocked, hand_over, DeskKey.objects.filter(reader=hand_over.successor, retired_on=None).first())
    is_for_good = hand_over.kind == HandOver.Kind.FOR_GOOD
    if is_for_good and not rules.may_finish(closes_on=hand_over.closes_on, unanswered=unanswered, today=clock.today()):
        raise Refused(_("Some authors have not answered, and their time is not over."))
    waiting.delete()
    HandOver.objects.filter(id=hand_over.id).update(state=HandOver.State.ENDED, ended_on=clock.today())
    if is_for_good:
        destroy_keys(unlocked.reader)
    _record(unlocked, "finish_hand_over", hand_over)
    if is_for_good:
        let_go_some()


@transaction.atomic
def stop(*, unlocked: Unlocked, hand_over: HandOver) -> None:
    """Call it off: nobody is asked any more, and nothing else moves. What moved by its author's yes stays moved."""
    _refuse_ended(hand_over)
    Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.id, state=ConsentState.ASKED).delete()
    HandOver.objects.filter(id=hand_over.id).update(state=HandOver.State.STOPPED, ended_on=clock.today())
    _record(unlocked, "stop_hand_over", hand_over)


def running(reader: Person) -> HandOver | None:
    """Return the hand-over that a reader has begun and not ended, or None."""
    return next(iter(_running(leaver=reader)), None)


@prepared
def _running(given: Given) -> QuerySet[HandOver]:
    mine = HandOver.objects.filter(leaver=given.leaver, state=HandOver.State.ASKING)
    return mine.select_related("leaver", "successor").order_by("id")[:1]


def question(hand_over: HandOver) -> str:
    """Return the question that authors are asked, word for word."""
    names = {"leaver": hand_over.leaver.name, "successor": hand_over.successor.name, "day": day_of(hand_over)}
    if hand_over.from_on is not None:
        return _dated_question(hand_over, names)
    if hand_over.kind == HandOver.Kind.DEPUTY:
        return _("May %(successor)s also read this dialogue and answer in it, as a deputy of %(leaver)s?") % names
    return (
        _("%(leaver)s hands the desk over to %(successor)s. May %(successor)s read this dialogue and go on with it?")
        % names
    )


def day_of(hand_over: HandOver) -> str:
    """Return the day from which on dialogues move, in words; nothing where none was said."""
    return date_format(hand_over.from_on, "j F Y") if hand_over.from_on else ""


def _dated_question(hand_over: HandOver, names: dict[str, str]) -> str:
    if hand_over.kind == HandOver.Kind.DEPUTY:
        return (
            _("May %(successor)s also read this dialogue and answer in it from %(day)s on, as a deputy of %(leaver)s?")
            % names
        )
    return (
        _(
            "%(leaver)s hands the desk over to %(successor)s on %(day)s. May %(successor)s read this dialogue from "
            "then on and go on with it?"
        )
        % names
    )


def asking(unlocked: Unlocked, hand_over: HandOver) -> Progress:
    """Return how many authors were asked, and how many are not yet."""
    done = Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.id).count()
    return Progress(done=done, left=_to_ask(unlocked, hand_over).count())


def moving(unlocked: Unlocked, hand_over: HandOver) -> Progress:
    """Return how many dialogues moved after a yes, and how many are still to move."""
    left = _to_move(unlocked, hand_over).count()
    agreed = Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.id, state=ConsentState.AGREED).count()
    return Progress(done=agreed - left, left=left)


def _record(unlocked: Unlocked, verb: str, hand_over: HandOver, **changes: object) -> None:
    audit.record(actor=unlocked.reader.pk, verb=verb, context="voices", object_id=hand_over.id, **changes)


def _refuse_unfit(leaver: Person, successor: Person) -> None:
    readers = {role.person.pk for role in people.readers_today()}
    has_desk = DeskKey.objects.filter(reader=successor, retired_on=None).exists()
    if successor.pk == leaver.pk or successor.pk not in readers or not has_desk:
        raise Refused(_("Choose somebody who is an advocate or alternate today and has set up a desk."), "successor")


def _refuse_ended(hand_over: HandOver) -> None:
    if not HandOver.objects.select_for_update().filter(id=hand_over.pk, state=HandOver.State.ASKING).exists():
        raise Refused(_("This hand-over has ended already."))


def _refuse_too_early(hand_over: HandOver) -> None:
    if not rules.may_move(hand_over.from_on, clock.today()):
        raise Refused(_("Nothing moves before %(day)s, as authors were told.") % {"day": day_of(hand_over)})


def _asked(hand_over: HandOver, *states: ConsentState) -> "QuerySet[Consent]":
    asked = Consent.objects.filter(voice=OuterRef("voice_id"), about_kind=HAND_OVER, about_id=hand_over.pk)
    return asked.filter(state__in=states) if states else asked


def _to_ask(unlocked: Unlocked, hand_over: HandOver) -> "QuerySet[VoiceReader, UUID]":
    """Return the voices whose authors can still answer, were not asked, and are not read by the other one anyway."""
    return (
        _mine(unlocked, hand_over)
        .filter(stands(VoiceState.OPEN, VoiceState.MUTED, today=clock.today(), of="voice__"))
        .filter(voice__thread_public__isnull=False)
        .exclude(Exists(_asked(hand_over)))
    )


def _to_move(unlocked: Unlocked, hand_over: HandOver) -> "QuerySet[VoiceReader, UUID]":
    return _mine(unlocked, hand_over).filter(Exists(_asked(hand_over, ConsentState.AGREED)))


def _mine(unlocked: Unlocked, hand_over: HandOver) -> "QuerySet[VoiceReader, UUID]":
    theirs = VoiceReader.objects.filter(
        voice=OuterRef("voice_id"), key__reader=hand_over.successor_id, key__destroyed_on=None
    )
    mine = VoiceReader.objects.filter(key__in=list(unlocked.pairs)).exclude(Exists(theirs))
    return mine.order_by("voice_id").values_list("voice_id", flat=True).distinct()


def _places_for(to: DeskKey, voices: Sequence[UUID], unlocked: Unlocked) -> list[VoiceReader]:
    """Return places in the same lists of the other desk."""
    places = VoiceReader.objects.filter(voice__in=voices, key__in=list(unlocked.pairs))
    return [
        VoiceReader(voice_id=voice, key=to, queue=place.queue, since=place.since, was_since=place.was_since)
        for voice, place in {place.voice_id: place for place in places}.items()
    ]


def _move_proposals(unlocked: Unlocked, hand_over: HandOver, to: DeskKey | None) -> None:
    """Let the other reader go on with proposals behind which stand only voices that the other one reads."""
    if to is None:
        return
    read = VoiceReader.objects.filter(voice=OuterRef("voice"), key__reader=hand_over.successor_id)
    unread = ProposalVoice.objects.filter(proposal=OuterRef("pk")).exclude(Exists(read.filter(key__destroyed_on=None)))
    mine = Proposal.objects.filter(envelopes__key__in=list(unlocked.pairs), behind__isnull=False)
    proposals = list(mine.exclude(Exists(unread)).values_list("id", flat=True).distinct())
    copy_proposal_envelopes(unlocked, proposals, unlocked.pairs, to)


def _tell_moved(voices: Sequence[UUID], hand_over: HandOver) -> None:
    text = _("%(name)s reads this dialogue now, as you said.") % {"name": hand_over.successor.name}
    for voice in Voice.objects.filter(id__in=voices).order_by("id"):
        _tell(voice, {"notice": "moved", "text": text})


def _tell(voice: Voice, notice: Payload) -> None:
    if voice.thread_public is not None:
        day = clock.today()
        add_entry(voice, notice, by_author=False, kind=MessageKind.NOTICE, arrives_on=day, day=day)
