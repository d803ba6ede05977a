"""Open voices can be found by those whom their authors chose."""

from uuid import UUID

from django.urls import reverse

from groundswell.kit import search
from groundswell.people.rules import Audience
from groundswell.voices import rules
from groundswell.voices.models import Voice

CONTEXT = "voices"


def show_openly(voice: Voice) -> None:
    """Let an open voice be found by its audience, and by nobody else. What is for the desk alone is not searched."""
    audience = _search_audience(voice)
    if audience is None:
        hide(voice.id)
        return
    search.index(
        CONTEXT,
        str(voice.id),
        title=rules.title_of(voice.text),
        body=voice.text,
        audience=audience,
        url=reverse("said_openly", args=[voice.id]),
    )


def hide(voice: UUID) -> None:
    """Let it be found by nobody any more."""
    search.forget(CONTEXT, str(voice))


def _search_audience(voice: Voice) -> str | None:
    if voice.audience == Audience.CELL:
        return f"cell:{voice.cell_id}"
    return voice.audience if voice.audience in {Audience.ORGANISATION, Audience.PUBLIC} else None
