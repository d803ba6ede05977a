"""Open voices, for those whom their authors chose."""

from uuid import UUID

from django.db.models import Q, QuerySet

from groundswell.people import policy as people_policy
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices.models import Voice
from groundswell.voices.rules import Level


def open_voices_for(visitor: Person | None) -> QuerySet[Voice]:
    """Return the open voices that somebody may read (None: anybody outside), the newest first.

    What was said to the desk alone stands there, and not in this list.
    """
    said = Voice.objects.filter(level=Level.OPEN).select_related("author", "cell").order_by("-day", "id")
    return said.filter(_reaches(visitor))


def open_voice_for(visitor: Person | None, voice_id: UUID) -> Voice | None:
    """Return one open voice, or None when this visitor may not read it or it does not exist."""
    own = Q(author=visitor) if visitor else Q()
    said = Voice.objects.filter(level=Level.OPEN, id=voice_id).select_related("author", "cell")
    return said.filter(_reaches(visitor) | own if visitor else _reaches(None)).first()


def _reaches(visitor: Person | None) -> Q:
    if visitor is None:
        return Q(audience=Audience.PUBLIC)
    held = people_policy.audiences_of(visitor)
    cells = [each.removeprefix("cell:") for each in held if each.startswith("cell:")]
    whole = [audience for audience in (Audience.ORGANISATION, Audience.PUBLIC) if audience.value in held]
    return Q(audience__in=whole) | Q(audience=Audience.CELL, cell__in=cells)
