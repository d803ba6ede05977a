"""Where dialogues stand as desks see them, as a condition."""

from datetime import date

from django.db.models import Q

from groundswell.kit.prepared import Later
from groundswell.voices.rules import VoiceState


def stands(*states: VoiceState, today: date | Later, of: str = "") -> Q:
    """Return the condition that desks see a voice in one of these states today; `of` is the way to the voice.

    The same as `rules.state_shown_to_desk` says of one.
    """
    listed = list(states)
    coming = Q(**{f"{of}closes_on__gt": today, f"{of}state": VoiceState.CLOSED})
    return Q(**{f"{of}state__in": listed}) | coming & Q(**{f"{of}state_before__in": listed})
