"""A piece as the rules ask for it: what it has, whether it tells of the inside, and which words were looked at."""

from groundswell.register.queries.openly import public_among
from groundswell.teaching.models import Piece
from groundswell.teaching.origins import source_of
from groundswell.teaching.queries.quoting import quotes_of
from groundswell.teaching.rules import widening
from groundswell.teaching.rules.pieces import Content, Kind, Origin


def content_of(piece: Piece) -> Content:
    """Return what the steps of its way ask of a piece."""
    return Content(
        kind=Kind(piece.kind),
        for_whom=bool(piece.for_whom),
        aim=bool(piece.aim),
        words_or_link=bool(piece.words or piece.link or piece.sound),
        steps=piece.steps.count() if piece.kind == Kind.PROCESS else 0,
        names_concern=piece.served is not None,
        recording=bool(piece.sound),
        day=piece.scheduled_on is not None,
        outcome=bool(piece.outcome),
        is_inside=is_inside(piece),
        is_widened=piece.widened_by_id is not None,
        is_looked_at=widening.is_looked_at(piece.look, mark_of(piece)),
    )


def is_inside(piece: Piece) -> bool:
    """Tell whether a piece tells of the inside: what it comes from, or serves, not everybody outside may read now."""
    if piece.origin:
        source = source_of(Origin(piece.origin), piece.origin_id)
        if source is None or not source.is_public:
            return True
    return piece.served is not None and piece.served not in public_among([piece.served])


def words_of(piece: Piece) -> str:
    """Return the words that people outside would read of a piece, but for quotes, to which their speakers agreed."""
    steps = [each.words for each in piece.steps.all()]
    return "\n".join((piece.title, piece.for_whom, piece.words, *steps))


def mark_of(piece: Piece) -> str:
    """Return the mark of the words of a piece with its addresses and quotes: any change asks for a new look."""
    return widening.mark_of(words_of(piece), piece.link, piece.sound, *(each.words for each in quotes_of(piece)))
