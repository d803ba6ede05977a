"""Which dialogues have ended, as their desks see it: what an author closes reaches a desk when its notice arrives."""

from collections.abc import Iterable
from uuid import UUID

from groundswell.kit import clock
from groundswell.voices.models import Message, Voice
from groundswell.voices.rules import MessageKind, VoiceState


def closed_at_desk(voices: Iterable[UUID]) -> set[UUID]:
    """Return which of these dialogues a desk sees closed, or does not see any more. Two queries."""
    wanted = list(voices)
    ended = Voice.objects.filter(id__in=wanted, state__in=(VoiceState.CLOSED, VoiceState.WITHDRAWN))
    unseen = Message.objects.filter(
        voice__in=wanted, by_author=True, kind=MessageKind.NOTICE, arrives_on__gt=clock.today()
    )
    return set(ended.values_list("id", flat=True)) - set(unseen.values_list("voice_id", flat=True))
