"""What people outside read: only what was made public, and of what it comes from only what is public now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from groundswell.kit.markdown import html_of
from groundswell.people.rules import Audience
from groundswell.register.queries.openly import Openly, public_among, public_concerns
from groundswell.register.rules.concerns import State
from groundswell.teaching.models import Piece
from groundswell.teaching.origins import Source, source_of
from groundswell.teaching.queries.quoting import Saying, quotes_of
from groundswell.teaching.rules.pieces import OUT, Kind, Origin

_MOST_EPISODES = 300
_CHANGED = (State.BEING_FIXED, State.FIXED, State.CONFIRMED)


@dataclass(frozen=True)
class OpenPage:
    """A piece as everybody reads it."""

    piece: Piece
    html: SafeString
    quotes: Sequence[Saying]
    source: Source | None
    served: Openly | None


@dataclass(frozen=True)
class Changed:
    """A public concern that changed something, and what was taught because of it."""

    concern: Openly
    pieces: Sequence[Piece]


def public_pieces(kind: Kind | None = None) -> QuerySet[Piece]:
    """Return what everybody may read, the newest first."""
    rows = Piece.objects.filter(readers=Audience.PUBLIC, stage__in=OUT).select_related("event")
    rows = rows if kind is None else rows.filter(kind=kind)
    return rows.order_by("-published_on", "title", "id")


def public_piece(piece: UUID) -> OpenPage | None:
    """Return one of them. None: it was never public, or was taken down."""
    found = public_pieces().filter(id=piece).first()
    if found is None:
        return None
    source = source_of(Origin(found.origin), found.origin_id) if found.origin else None
    served = public_among([found.served]).get(found.served) if found.served else None
    return OpenPage(
        found, html_of(found.words), quotes_of(found), source if source and source.is_public else None, served
    )


def episodes() -> list[Piece]:
    """Return the podcast's episodes that everybody may hear, the newest first. One query."""
    return list(public_pieces(Kind.PODCAST).exclude(sound="")[:_MOST_EPISODES])


def changed_because_you_said_so() -> list[Changed]:
    """Return the public concerns about which something is done, each with what was taught because of it.

    Two queries for the pieces and one list of concerns, however many there are.
    """
    concerns = public_concerns(states=_CHANGED)
    by_concern: dict[UUID, list[Piece]] = {each.id: [] for each in concerns}
    for piece in public_pieces():
        origin = piece.origin_id if piece.origin == Origin.CONCERN else None
        for concern in {piece.served, origin} & by_concern.keys():
            if concern is not None:
                by_concern[concern].append(piece)
    return [Changed(each, by_concern[each.id]) for each in concerns]
