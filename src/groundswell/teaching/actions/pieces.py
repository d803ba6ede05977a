"""Pieces begin, are written, go their way, and are looked at again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.queries.openly import shared_among
from groundswell.talks.quotes import queries as quotes
from groundswell.teaching import sentences
from groundswell.teaching.actions.checking import (
    address,
    cost_of,
    day_needed,
    locked,
    minutes_of,
    record,
    require_writing,
)
from groundswell.teaching.models import Event, Piece, Quoted, Reach, Step
from groundswell.teaching.origins import Source, source_of
from groundswell.teaching.queries.judging import content_of
from groundswell.teaching.rules import pieces as rules
from groundswell.teaching.rules.pieces import OUT, Kind, Origin, Stage
from groundswell.voices.actions.wording import one_line, paragraphs

LONGEST = 60_000
MOST_STEPS = 50
SOUND_TYPES = ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus", "audio/flac")
_LONGEST_SOUND = 24 * 60 * 60


@dataclass(frozen=True)
class Sound:
    """A podcast's sound, as a feed has to name it. `seconds` may be 0: not said."""

    address: str = ""
    bytes: int = 0
    type: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class PieceWords:
    """What somebody writes of a piece. Steps are one a line."""

    kind: Kind
    title: str
    for_whom: str = ""
    aim: str = ""
    words: str = ""
    link: str = ""
    hours: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    owner: Person | None = None
    source: tuple[Origin, UUID] | None = None
    served: UUID | None = None
    event: Event | None = None
    added: str = ""
    removed: str = ""
    sound: Sound = field(default_factory=Sound)


@transaction.atomic
def begin_piece(*, by: Person, words: PieceWords, stage: Stage = Stage.IDEA) -> Piece:
    """Begin something that teaches, as an idea or, from a solved question, as a draft. Raises Refused."""
    require_writing(by)
    told = _checked(words)
    piece = Piece(made_on=clock.today(), changed_at=clock.now(), written_by=by, stage=stage, **told)
    piece.save(force_insert=True)
    _keep_steps(piece, words)
    record(by, "begin_piece", piece.id, kind=piece.kind, origin=piece.origin)
    return piece


@transaction.atomic
def change_piece(*, by: Person, piece: Piece, words: PieceWords, revision: int | None = None) -> Piece:
    """Write a piece anew. Raises Refused, and Stale after a faster one.

    What is out and read outside goes back to a draft first: words that nobody has looked at never stand there.
    """
    require_writing(by)
    now = locked(piece, revision)
    if now.is_public:
        raise Refused(_("It stands outside as it is. Take it down there first, change it, and publish it again."))
    for name, value in _checked(words, before=now).items():
        setattr(now, name, value)
    now.written_by, now.changed_at = by, clock.now()
    now.revision += 1
    now.save()
    now.steps.all().delete()
    _keep_steps(now, words)
    record(by, "change_piece", now.id)
    return now


@transaction.atomic
def move_piece(*, by: Person, piece: Piece, to: Stage, scheduled_on: date | None = None) -> Piece:
    """Let a piece go on, or back, on its way inside. Raises Refused. `publish_piece` and `revisit` do the rest."""
    require_writing(by)
    now = locked(piece)
    if to in OUT:
        raise PermissionError
    now.scheduled_on = scheduled_on if to is Stage.SCHEDULED else now.scheduled_on
    fault = rules.fault(content_of(now), Stage(now.stage), to, is_public=False)
    if fault is not None:
        raise Refused(sentences.FAULT[fault], sentences.FAULT_FIELD.get(fault, ""))
    was, now.stage, now.readers = now.stage, to, Audience.ORGANISATION
    now.save(update_fields=["stage", "readers", "scheduled_on"])
    record(by, "move_piece", now.id, was=was, to=to)
    return now


@transaction.atomic
def revisit(*, by: Person, piece: Piece, outcome: str) -> Piece:
    """Note what became of something that is out. Raises Refused."""
    require_writing(by)
    now = locked(piece)
    now.outcome = paragraphs(outcome, "outcome")
    fault = rules.fault(content_of(now), Stage(now.stage), Stage.REVISITED, is_public=now.is_public)
    if fault is not None:
        raise Refused(sentences.FAULT[fault], sentences.FAULT_FIELD.get(fault, ""))
    now.stage, now.revisited_on = Stage.REVISITED, clock.today()
    now.save(update_fields=["stage", "revisited_on", "outcome"])
    record(by, "revisit", now.id)
    return now


@transaction.atomic
def count_reach(*, by: Person, piece: Piece, count: int | None, day: date | None, source: str) -> Reach:
    """Note how many a piece reached until a day, and who counted. Who counts again corrects the day's number."""
    require_writing(by)
    now, until = locked(piece), day_needed(day, "day")
    if now.published_on is None or until < now.published_on:
        raise Refused(_("It was not out yet on that day."), "day")
    if until > clock.today():
        raise Refused(_("Choose today or a day before."), "day")
    if count is None or not 0 <= count < 2**31:
        raise Refused(_("Write a whole number: 120."), "count")
    told = one_line(source, "source", empty=_("Say who counted: a number without a source says nothing."))
    reach, _made = Reach.objects.update_or_create(piece=now, day=until, source=told, defaults={"count": count})
    record(by, "count_reach", now.id, count=count)
    return reach


@transaction.atomic
def choose_quotes(*, by: Person, piece: Piece, chosen: Collection[UUID]) -> None:
    """Choose which quotes a piece holds: only those that their speakers gave to everybody. Raises Refused."""
    require_writing(by)
    now = locked(piece)
    if now.is_public:
        raise Refused(_("It stands outside as it is. Take it down there first, change it, and publish it again."))
    held = set(now.quoted.values_list("quote", flat=True))
    for quote in set(chosen) - held:
        if quotes.public_quote(quote) is None:
            raise Refused(_("This quote was taken back meanwhile. Choose among those that are offered."), "quotes")
    now.quoted.exclude(quote__in=chosen).delete()
    Quoted.objects.bulk_create([Quoted(piece=now, quote=quote) for quote in set(chosen) - held])
    now.written_by, now.changed_at = by, clock.now()
    now.save(update_fields=["written_by", "changed_at"])
    record(by, "choose_quotes", now.id, quotes=len(set(chosen)))


def _checked(words: PieceWords, before: Piece | None = None) -> dict[str, object]:
    cost, currency = cost_of(words.cost, words.currency)
    source = _source(words, before)
    return {
        "kind": words.kind,
        "title": one_line(words.title, "title", empty=_("Give it a title.")),
        "for_whom": one_line(words.for_whom, "for_whom"),
        "aim": one_line(words.aim, "aim"),
        "words": paragraphs(words.words, "words", longest=LONGEST),
        "link": address(words.link, "link"),
        "minutes": minutes_of(words.hours, "hours"),
        "cost": cost,
        "currency": currency,
        "owner": words.owner,
        "origin": source.origin if source else Origin.NONE,
        "origin_id": source.id if source else None,
        "served": _served(words, before),
        "event": words.event,
        **_sound(words),
    }


def _source(words: PieceWords, before: Piece | None) -> Source | None:
    """Return what a piece comes from. What it came from may stay although it was closed since: it shows nothing.

    Words that were written from a question, a gap or a decision stay so: without it nobody would look at a story of
    the inside, and whoever is erased outside would not be found in it.
    """
    if before is not None and before.words and _holds(before) and words.source != (before.origin, before.origin_id):
        told = _("Its words were written from there, and that stays with them. Begin another piece for other words.")
        raise Refused(told, "source")
    if words.source is None:
        return None
    origin, thing = words.source
    found = source_of(origin, thing)
    if found is None and before is not None and (before.origin, before.origin_id) == words.source:
        return Source(origin, thing, "", "", is_public=False)
    if found is None:
        raise Refused(_("Choose what it comes from among what is offered: only what everybody may read is."), "source")
    return found


def _holds(piece: Piece) -> bool:
    """Tell whether words from there owe a second look, or go where somebody is erased."""
    if piece.origin in {Origin.QUESTION, Origin.GAP, Origin.DECISION}:
        return True
    return bool(piece.origin) and source_of(Origin(piece.origin), piece.origin_id) is None


def _served(words: PieceWords, before: Piece | None) -> UUID | None:
    if words.kind is not Kind.PROCESS or words.served is None:
        return None
    if words.served not in shared_among([words.served]) and (before is None or before.served != words.served):
        raise Refused(_("Choose one of the concerns that everybody here may read."), "served")
    return words.served


def _sound(words: PieceWords) -> dict[str, object]:
    sound, where = words.sound, address(words.sound.address, "sound")
    if words.kind is not Kind.PODCAST or not where:
        return {"sound": "", "sound_bytes": 0, "sound_type": "", "sound_seconds": 0}
    if sound.type not in SOUND_TYPES:
        raise Refused(_("Choose of which type the sound is."), "sound_type")
    if not 0 < sound.bytes < 2**40:
        raise Refused(_("Write how many bytes the sound has: a feed has to say it."), "sound_bytes")
    if not 0 <= sound.seconds <= _LONGEST_SOUND:
        raise Refused(_("Write how long it lasts in whole minutes, a day at most."), "sound_minutes")
    return {
        "sound": where,
        "sound_bytes": sound.bytes,
        "sound_type": sound.type,
        "sound_seconds": sound.seconds,
    }


def _keep_steps(piece: Piece, words: PieceWords) -> None:
    if words.kind is not Kind.PROCESS:
        return
    for text, is_removed, name in ((words.added, False, "added"), (words.removed, True, "removed")):
        steps = _steps(text, name)
        Step.objects.bulk_create(
            Step(piece=piece, words=each, is_removed=is_removed, place=place) for place, each in enumerate(steps)
        )


def _steps(text: str, name: str) -> Sequence[str]:
    lines = [one_line(each, name) for each in paragraphs(text, name, longest=LONGEST).splitlines()]
    found = list(dict.fromkeys(filter(None, lines)))
    if len(found) > MOST_STEPS:
        raise Refused(_("Name %(most)d steps at most.") % {"most": MOST_STEPS}, name)
    return found
