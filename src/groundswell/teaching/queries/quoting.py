"""The quotes of a piece: read from the talks each time, so that one that is taken back is gone from here at once."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from groundswell.talks.quotes import queries as talks
from groundswell.teaching.models import Piece, Quoted
from groundswell.teaching.rules.pieces import OUT


@dataclass(frozen=True)
class Saying:
    """A quote with its speaker's yes to everybody, as it may stand now."""

    id: UUID
    words: str
    said_by: str
    is_paraphrase: bool
    is_edited: bool


@dataclass(frozen=True)
class TakenBack:
    """A quote that was shown in a piece and was taken back since: copies elsewhere have to be looked for."""

    piece: Piece
    quote: UUID


def quotes_offered(most: int = 100) -> list[Saying]:
    """Return the quotes that everybody may read, the newest first. A constant number of queries."""
    shown = (each for each in talks.public_quotes()[:most] if talks.may_be_shown(each))
    return [Saying(each.id, each.words, each.said_by, each.is_paraphrase, each.is_edited) for each in shown]


def quotes_of(piece: Piece) -> list[Saying]:
    """Return the quotes of a piece that may stand in it now. Two queries at most."""
    return _standing([each.quote for each in piece.quoted.all()])


def taken_back(piece: Piece) -> list[UUID]:
    """Return the quotes of a piece that their speakers took back."""
    held = [each.quote for each in piece.quoted.all()]
    standing = {each.id for each in _standing(held)}
    return [each for each in held if each not in standing]


def to_take_out() -> list[TakenBack]:
    """Return what was taken back after it was shown to others. Two queries at most."""
    rows = Quoted.objects.filter(was_out=True, piece__stage__in=OUT).select_related("piece").order_by("piece__title")
    standing = {each.id for each in _standing([row.quote for row in rows])}
    return [TakenBack(row.piece, row.quote) for row in rows if row.quote not in standing]


def _standing(wanted: Collection[UUID]) -> list[Saying]:
    """Return those of these quotes that everybody may read now, in the order in which they were published."""
    rows = talks.public_quotes().filter(id__in=wanted) if wanted else ()
    shown = (each for each in rows if talks.may_be_shown(each))
    return [Saying(each.id, each.words, each.said_by, each.is_paraphrase, each.is_edited) for each in shown]
