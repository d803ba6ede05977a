"""Somebody outside is erased: what a piece holds of their words goes with them, whoever wrote it down here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from groundswell.kit import clock
from groundswell.teaching import sentences
from groundswell.teaching.models import Piece
from groundswell.teaching.rules.drafts import Erased, without
from groundswell.teaching.rules.pieces import Origin

_OF_QUESTIONS = (Origin.QUESTION, Origin.GAP)


def threads_in_pieces() -> set[UUID]:
    """Return from which questions, and first questions of gaps, there are pieces. One query."""
    rows = Piece.objects.filter(origin__in=_OF_QUESTIONS, origin_id__isnull=False)
    return {thread for thread in rows.values_list("origin_id", flat=True) if thread is not None}


@transaction.atomic
def forget_words(said: Mapping[UUID, Erased]) -> int:
    """Remove what somebody said in these threads from the pieces that come of them; return how many changed.

    Drafts and what is out alike: what stands here is theirs to take back. No line of the log: who erases writes one.
    """
    rows = Piece.objects.select_for_update().filter(origin__in=_OF_QUESTIONS, origin_id__in=list(said))
    return sum(_forgotten(piece, said[piece.origin_id]) for piece in rows if piece.origin_id is not None)


def _forgotten(piece: Piece, erased: Erased) -> bool:
    before = (piece.title, piece.words, piece.outcome)
    piece.words, piece.outcome = without(piece.words, erased), without(piece.outcome, erased)
    if erased.title and piece.title.strip() in erased.title:
        piece.title = str(sentences.ERASED_TITLE)
    if before == (piece.title, piece.words, piece.outcome):
        return False
    piece.changed_at = clock.now()
    # Whoever has it open writes over nothing: their page is of an older revision.
    piece.revision += 1
    piece.save(update_fields=["title", "words", "outcome", "changed_at", "revision"])
    return True
