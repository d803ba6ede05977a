"""Points of a talk: either side notes them, its member alone says what becomes of them."""

from uuid import UUID

from django.db import transaction

from groundswell.kit import audit
from groundswell.talks import refusals
from groundswell.talks.models import Point, Talk
from groundswell.talks.queries.points import standing_of
from groundswell.talks.rules import points as rules
from groundswell.talks.rules.points import Outcome, PointFault, Standing
from groundswell.voices import actions as voices
from groundswell.voices import queries, sealing
from groundswell.voices.queries import Thread
from groundswell.voices.queries.proposals import Unlocked


@transaction.atomic
def note_point(*, thread: Thread, talk: Talk, text: str, nonce: bytes) -> UUID:
    """Note a point as the member of a talk; its words are an entry of the dialogue. Raises Refused.

    The same nonce notes the same words once.
    """
    before = {entry.id for entry in queries.dialogue(thread)}
    voices.author_writes(thread=thread, text=text, now=True, nonce=nonce)
    fresh = next((entry.id for entry in queries.dialogue(thread) if entry.id not in before and entry.id), None)
    if fresh is None:
        return _noted_before(talk, sealing.entry_id_of(nonce, thread.voice.id, {"text": text}))
    Point.objects.create(id=fresh, talk=talk)
    return fresh


@transaction.atomic
def note_point_at_the_desk(
    *, unlocked: Unlocked, talk: Talk, text: str, suggested: Outcome | None = None, nonce: bytes | None = None
) -> UUID:
    """Note a point as the reader of a talk, with a suggestion or none. Raises Refused.

    The same nonce notes the same words once.
    """
    locked = Talk.objects.select_for_update(of=("self",)).get(id=talk.id)
    if not rules.may_reader_add(said_nothing=locked.said_nothing):
        raise refusals.of_point(PointFault.OVER)
    entry = voices.reader_writes(voice_id=talk.voice, unlocked=unlocked, text=text, nonce=nonce)
    if Point.objects.filter(id=entry.id).exists():
        return entry.id
    Point.objects.create(id=entry.id, talk=talk, suggested=suggested or "")
    audit.record(actor=unlocked.reader.id, verb="note_point", context="talks")
    return entry.id


@transaction.atomic
def suggest_outcome(*, unlocked: Unlocked, point: Point, outcome: Outcome) -> None:
    """Suggest to the member how a point could end: that decides nothing. Raises Refused."""
    _put(point, rules.suggest(standing_of(_locked(point)), outcome))
    audit.record(actor=unlocked.reader.id, verb="suggest_outcome", context="talks")


@transaction.atomic
def agree(*, thread: Thread, point: UUID, outcome: Outcome) -> None:
    """End a point, as the member whose talk it was; it can end otherwise until it was carried on.

    Raises Refused, or Point.DoesNotExist for a point of somebody else's talk. Nobody's log says who agreed to what.
    """
    found = _locked(Point.objects.get(id=point, talk__voice=thread.voice.id))
    _put(found, rules.agree(standing_of(found), outcome))


@transaction.atomic
def say_nothing_to_publish(*, thread: Thread, talk: Talk) -> None:
    """End a whole talk in one click, as its member: everything that is open stays in the room."""
    locked = Talk.objects.select_for_update(of=("self",)).get(id=talk.id, voice=thread.voice.id)
    points = list(Point.objects.filter(talk=locked).order_by("id"))
    ended = rules.nothing_to_publish(standing_of(each) for each in points)
    for each, standing in zip(points, ended, strict=True):
        _put(each, standing)
    locked.said_nothing = True
    locked.save(update_fields=["said_nothing"])


def _locked(point: Point) -> Point:
    return Point.objects.select_for_update(of=("self",)).get(id=point.id)


def _put(point: Point, decided: Standing | PointFault) -> None:
    if isinstance(decided, PointFault):
        raise refusals.of_point(decided)
    point.outcome, point.suggested = decided.outcome or "", decided.suggested or ""
    point.save(update_fields=["outcome", "suggested"])


def _noted_before(talk: Talk, entry: UUID) -> UUID:
    return Point.objects.filter(id=entry, talk=talk).values_list("id", flat=True).get()
