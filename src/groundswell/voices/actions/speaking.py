"""Somebody says something."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from groundswell.kit import audit, clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal import boxes
from groundswell.kit.seal.receipts import Receipt
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices import refusals, rules, sealing
from groundswell.voices.actions.keeping import checked, checked_line, keep
from groundswell.voices.actions.showing import show_openly
from groundswell.voices.models import DeskKey, Voice
from groundswell.voices.queries import keys_of, next_owner_number, readers_today, ticked_for
from groundswell.voices.rules import CameBy, Level, ReadersFault, Talk
from groundswell.voices.sealing import Payload

# Each try that fails means that another voice of the same author was stored at the same moment.
TRIES = 64


@dataclass(frozen=True)
class Spoken:
    """What became of a form. `repeated`: it had been sent before; `differs`: then it said something else."""

    voice: UUID
    receipt: Receipt | None = field(default=None, repr=False)
    repeated: bool = False
    differs: bool = False


def speak_anonymously(
    *,
    text: str,
    readers: Sequence[DeskKey],
    nonce: bytes,
    now: bool = False,
    offered: Payload | None = None,
    source: str = CameBy.VOICE,
) -> Spoken:
    """Keep words of somebody unknown, sealed to the readers; the receipt is the only way back.

    The same nonce always gives the same voice and the same receipt, on every worker; the first words stay. `offered` is
    what the author wants to say about themselves: it travels inside. Raises Refused.
    """
    words = checked(text)
    require_readers(readers)
    spoken = Spoken(sealing.voice_id_of(nonce), sealing.receipt_of(nonce))
    mark = _mark(nonce, words, readers, now)
    before = _said_before(spoken, mark)
    if before is not None:
        return before
    voice = _anonymous_voice(spoken, now=now)
    voice.source, voice.fingerprint = source, mark
    try:
        keep(voice, readers, {**(offered or {}), "text": words})
    except IntegrityError:
        before = _said_before(spoken, mark)
        if before is None:
            raise
        return before
    return spoken


def speak_signed(
    *,
    author: Person,
    text: str,
    readers: Sequence[DeskKey],
    talk: Talk = Talk.NO,
    ticket: str = "",
    tidy: bool = False,
    source: str = CameBy.VOICE,
    nonce: bytes | None = None,
) -> Spoken:
    """Keep words of an author who signs, sealed to the readers with the name inside. Raises Refused.

    `talk` asks for a talk, `tidy` for a tidied version. A nonce makes sending twice the same as sending once.
    """
    words = checked(text)
    require_readers(readers)
    ticket = checked_line(ticket, rules.LONGEST_TICKET)
    spoken = Spoken(sealing.voice_id_of(nonce) if nonce else uuid4())
    mark = _mark(nonce, words, readers, talk, ticket, tidy)
    before = _said_before(spoken, mark)
    if before is not None:
        return before
    payload: Payload = {
        "text": words,
        "author": {"id": str(author.id), "name": author.name},
        "talk": talk.value,
        "ticket": ticket,
        "tidy": tidy,
    }
    voice = _own_voice(author, spoken, Level.SIGNED)
    voice.source, voice.fingerprint = source, mark
    for _ in range(TRIES):
        voice.owner_tag = sealing.owner_tags(author.id, [next_owner_number(author)])[0]
        try:
            keep(voice, readers, payload)
        except IntegrityError:
            before = _said_before(spoken, mark)
            if before is not None:
                return before
        else:
            return spoken
    raise IntegrityError


def speak_open(
    *,
    author: Person,
    text: str,
    audience: Audience,
    readers: Sequence[DeskKey],
    source: str = CameBy.VOICE,
    nonce: bytes | None = None,
) -> Spoken:
    """Keep words that an author says openly to an audience; the dialogue about them stays with the readers.

    Raises Refused.
    """
    words = checked(text)
    require_readers(readers)
    cell = people.cell_of(author) if audience == Audience.CELL else None
    if audience == Audience.ME or (audience == Audience.CELL and cell is None):
        raise refusals.of_audience()
    spoken = Spoken(sealing.voice_id_of(nonce) if nonce else uuid4())
    mark = _mark(nonce, words, readers, audience)
    before = _said_before(spoken, mark)
    if before is not None:
        return before
    voice = _own_voice(author, spoken, Level.OPEN)
    voice.author, voice.text, voice.audience, voice.cell = author, words, audience, cell
    voice.source, voice.fingerprint = source, mark
    try:
        with transaction.atomic():
            keep(voice, readers, None)
            show_openly(voice)
            audit.record(actor=author.id, verb="speak_openly", context="voices", object_id=voice.id, audience=audience)
    except IntegrityError:
        before = _said_before(spoken, mark)
        if before is None:
            raise
        return before
    return spoken


def speak_by_mail(*, author: Person, text: str, delivery: str) -> Spoken:
    """Keep a mail of an author as a signed voice, to everybody whose scope holds the author. Raises Refused.

    `delivery` names the mail (its Message-ID): delivered twice, it is one voice.
    """
    return _speak_from_elsewhere(author, text, delivery, source=CameBy.MAIL)


def speak_by_chat(*, author: Person, text: str, delivery: str, talk: Talk = Talk.NO) -> Spoken:
    """Keep what an author wrote to us in a chat as a signed voice, to everybody whose scope holds them. Raises Refused.

    `delivery` names the message there: delivered twice, it is one voice (one without a name never is). `talk` asks for
    a talk.
    """
    return _speak_from_elsewhere(author, text, delivery, source=CameBy.CHAT, talk=talk)


def require_readers(readers: Sequence[DeskKey]) -> None:
    """Refuse words that nobody could read."""
    if not readers:
        raise refusals.of_readers(ReadersFault.NONE)


def _speak_from_elsewhere(author: Person, text: str, delivery: str, *, source: CameBy, talk: Talk = Talk.NO) -> Spoken:
    offered = readers_today()
    if not rules.may_be_spoken_to(offered):
        raise refusals.no_readers_yet()
    ticked = ticked_for(author, offered)
    readers = keys_of(reader for reader in offered if reader.key in ticked)
    nonce = sealing.nonce_of_delivery(author.id, delivery) if delivery else None
    return speak_signed(author=author, text=text, readers=readers, talk=talk, source=source, nonce=nonce)


def _anonymous_voice(spoken: Spoken, *, now: bool) -> Voice:
    pair, day, receipt = boxes.new_key_pair(), clock.today(), _receipt(spoken)
    return Voice(
        id=spoken.voice,
        level=Level.ANONYMOUS,
        day=day,
        arrives_on=rules.arrives_on(day, at_once=now),
        thread_public=pair.public,
        thread_private=sealing.wrap_by_receipt(receipt, pair.private),
        receipt_lookup=sealing.lookup_of(receipt),
    )


def _own_voice(author: Person, spoken: Spoken, level: Level) -> Voice:
    pair, day = boxes.new_key_pair(), clock.today()
    return Voice(
        id=spoken.voice,
        level=level,
        day=day,
        arrives_on=day,
        thread_public=pair.public,
        thread_private=sealing.wrap_by_owner(author.id, spoken.voice, pair.private),
    )


def _receipt(spoken: Spoken) -> Receipt:
    assert spoken.receipt is not None  # noqa: S101 - an anonymous voice always has one
    return spoken.receipt


def _mark(nonce: bytes | None, words: str, readers: Sequence[DeskKey], *choices: object) -> bytes | None:
    if nonce is None:
        return None
    keys = sorted(str(key.id) for key in readers)
    return sealing.mark_of_form(nonce, words, *map(str, choices), *keys)


def _said_before(spoken: Spoken, mark: bytes | None) -> Spoken | None:
    """Return what a form became when it was sent before, or None for a fresh one."""
    for fingerprint in _marks(voice=spoken.voice):
        differs = fingerprint is not None and mark is not None and bytes(fingerprint) != mark
        return Spoken(spoken.voice, spoken.receipt, repeated=True, differs=differs)
    return None


@prepared
def _marks(given: Given) -> QuerySet[Voice, bytes | memoryview | None]:
    return Voice.objects.filter(id=given.voice).values_list("fingerprint", flat=True)
