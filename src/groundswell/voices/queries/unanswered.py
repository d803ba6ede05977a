"""Who waits for a first answer by a person: what came by a check-in or a referral, and has none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, Later, prepared
from groundswell.people.models import Person
from groundswell.voices.models import Message, Voice, VoiceReader
from groundswell.voices.queries.readers import people_reading
from groundswell.voices.queries.standing import stands
from groundswell.voices.rules import ANSWERS, FOLLOWED_UP, Level, Queue, VoiceState


@dataclass(frozen=True)
class Unanswered:
    """A voice without a first answer: since when it is at the desk, and the people who can answer it."""

    voice: UUID
    level: Level
    way: str
    since: date
    readers: frozenset[UUID]
    is_muted: bool = False


def unanswered(reader: Person) -> list[Unanswered]:
    """Return what waits for a first answer of this reader (or of whoever else reads it), oldest first. Two queries."""
    return _told(_unanswered(reader=reader, today=clock.today()))


@prepared
def _unanswered(given: Given) -> QuerySet[Voice]:
    # The lists are named, so that a desk finds its own by one index among all voices.
    listed = Q(queue__in=[queue for queue in Queue if queue is not Queue.NONE])
    places = VoiceReader.objects.filter(listed, key__reader=given.reader, key__destroyed_on=None)
    open_ones = stands(VoiceState.OPEN, today=given.today, of="voice__")
    voices = places.filter(open_ones, voice__source__in=FOLLOWED_UP).values_list("voice_id")
    return _without_an_answer(Voice.objects.filter(id__in=voices), given.today)


def muted_unanswered(reader: Person) -> list[Unanswered]:
    """Return what was muted before anybody answered it. Two queries, by the index of what is muted."""
    muted = Voice.objects.filter(stands(VoiceState.MUTED, today=clock.today()), source__in=FOLLOWED_UP)
    reads = VoiceReader.objects.filter(voice=OuterRef("id"), key__reader=reader, key__destroyed_on=None)
    return _told(_without_an_answer(muted.filter(Exists(reads)), clock.today()))


def _without_an_answer(voices: QuerySet[Voice], today: date | Later) -> QuerySet[Voice]:
    answers = Message.objects.filter(voice=OuterRef("id"), by_author=False, kind__in=sorted(ANSWERS))
    return voices.filter(~Exists(answers), arrives_on__lte=today).order_by("arrives_on", "id")


def _told(voices: Iterable[Voice]) -> list[Unanswered]:
    found = list(voices)
    readers = people_reading([each.id for each in found])
    return [
        Unanswered(
            each.id,
            Level(each.level),
            each.way,
            each.arrives_on,
            readers.get(each.id, frozenset()),
            is_muted=each.state_at_desk == VoiceState.MUTED,
        )
        for each in found
    ]
