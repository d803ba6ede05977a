"""What everybody may know about dialogues: numbers that are the same for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from groundswell.voices.models import Consent, Message, Voice
from groundswell.voices.rules import Level, MessageKind, VoiceState


@dataclass(frozen=True)
class Source:
    """Where a voice came from: what a concern may say about what is behind it."""

    level: Level
    source: str


def answered_anonymous_threads(first: date, last: date) -> int:
    """Return in how many anonymous dialogues a desk wrote or asked something from one day to another, both included.

    Whether their authors have looked is not known and not asked.
    """
    between = {"voice__level": Level.ANONYMOUS}
    entries = Message.objects.filter(by_author=False, day__range=(first, last), **between)
    written = entries.exclude(kind=MessageKind.NOTICE)
    asked = Consent.objects.filter(asked_on__range=(first, last), **between)
    return written.values("voice_id").union(asked.values("voice_id")).count()


def sources_of(voices: Iterable[UUID]) -> dict[UUID, Source]:
    """Return the level and the source of each of these voices; one that is gone is absent."""
    rows = Voice.objects.filter(id__in=list(voices)).exclude(state=VoiceState.WITHDRAWN)
    return {voice: Source(Level(level), source) for voice, level, source in rows.values_list("id", "level", "source")}
