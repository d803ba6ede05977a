"""Where dialogues stand as desks see them, as a condition."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from groundswell.kit import clock
from groundswell.kit.prepared import Later
from groundswell.voices.models import Voice
from groundswell.voices.rules import VoiceState


def stands(*states: VoiceState, today: date | Later, of: str = "") -> Q:
    """Return the condition that desks see a voice in one of these states today; `of` is the way to the voice.

    The same as `rules.state_shown_to_desk` says of one. States stand there one by one, and each finds its index.
    """
    now = [Q(**{f"{of}state": state}) for state in states]
    before = [Q(**{f"{of}state_before": state}) for state in states]
    coming = Q(**{f"{of}closes_on__gt": today, f"{of}state": VoiceState.CLOSED})
    return reduce(or_, now) | coming & reduce(or_, before)


def closed_at_desk(voices: Iterable[UUID]) -> set[UUID]:
    """Return which of these dialogues a desk sees closed, or does not see any more. One query."""
    wanted = Voice.objects.filter(id__in=list(voices))
    open_ones = stands(VoiceState.OPEN, VoiceState.MUTED, today=clock.today())
    return set(wanted.exclude(open_ones).values_list("id", flat=True))
