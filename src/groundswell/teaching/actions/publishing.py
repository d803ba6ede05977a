"""A piece goes out, inside or to everybody; a story of a decision is opened first, and a second person looks."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.queries.marks import details_in
from groundswell.register.rules.identification import Hit, Mark
from groundswell.teaching import policy, sentences
from groundswell.teaching.actions.checking import locked, record, require_writing
from groundswell.teaching.models import Piece
from groundswell.teaching.queries.judging import content_of, is_inside, mark_of, words_of
from groundswell.teaching.queries.quoting import taken_back
from groundswell.teaching.rules import pieces as rules
from groundswell.teaching.rules import widening
from groundswell.teaching.rules.pieces import Stage
from groundswell.teaching.rules.widening import LookFault
from groundswell.voices.actions.wording import one_line


class Marked(Refused):
    """Details stand in the words that could tell who somebody is. `hits` are to be looked at by a person."""

    hits: tuple[Hit, ...]

    def __init__(self, hits: Sequence[Hit], sentence: object) -> None:
        super().__init__(str(sentence), "kept")
        self.hits = tuple(hits)


@transaction.atomic
def widen(*, by: Person, piece: Piece) -> Piece:
    """Open a story of something decided inside to everybody, as an act of an advocate. A second person looks then."""
    if not policy.may_widen(by):
        raise PermissionError
    now = locked(piece)
    if not is_inside(now):
        raise Refused(_("It tells of nothing that was decided inside: it can be published as it is."))
    if now.is_public:
        raise Refused(_("Everybody reads it already."))
    now.widened_by, now.widened_on = by, clock.today()
    now.looked_by, now.looked_on, now.looked_at = None, None, ""
    now.save(update_fields=["widened_by", "widened_on", "looked_by", "looked_on", "looked_at"])
    record(by, "widen", now.id)
    return now


@transaction.atomic
def look(*, by: Person, piece: Piece, seen: str, kept: str = "") -> Piece:
    """Say, as a second person, that nobody can be known by exactly these words. Raises Refused or Marked.

    `seen` is the mark of the words that were on the page; `kept` says why details in them may stay.
    """
    now = locked(piece)
    if not policy.may_look(by, now):
        raise PermissionError
    reason, hits = one_line(kept, "kept"), details_in(words_of(now))
    fault = widening.look_fault(
        now.look, by.id, seen=seen, now=mark_of(now), writer=now.written_by_id, marks=len(hits), reason=reason
    )
    if fault is LookFault.MARKS:
        raise Marked(hits, sentences.LOOK_FAULT[fault])
    if fault is not None:
        raise Refused(sentences.LOOK_FAULT[fault])
    now.looked_by, now.looked_on, now.looked_at, now.kept = by, clock.today(), mark_of(now), reason
    now.save(update_fields=["looked_by", "looked_on", "looked_at", "kept"])
    record(by, "look", now.id, marks=len(hits))
    return now


@transaction.atomic
def publish_piece(*, by: Person, piece: Piece, readers: Audience, kept: str = "") -> list[UUID]:
    """Publish a piece here, or to everybody. Raises Refused or Marked. Returns the quotes that fell out.

    A quote whose speaker took it back is no longer in it. Details that could tell who somebody is need a reason.
    """
    require_writing(by)
    now, is_public = locked(piece), readers is Audience.PUBLIC
    fallen = taken_back(now)
    now.quoted.filter(quote__in=fallen).delete()
    fault = rules.fault(content_of(now), Stage(now.stage), Stage.PUBLISHED, is_public=is_public)
    if fault is not None:
        raise Refused(sentences.FAULT[fault])
    if is_public:
        now.kept = _kept(now, kept)
    now.stage, now.readers = Stage.PUBLISHED, readers
    now.published_on = now.published_on or clock.today()
    now.changed_at = clock.now()
    now.save(update_fields=["stage", "readers", "published_on", "changed_at", "kept"])
    now.quoted.update(was_out=True)
    record(by, "publish_piece", now.id, readers=readers, quotes_fallen=len(fallen))
    return fallen


@transaction.atomic
def take_down(*, by: Person, piece: Piece) -> Piece:
    """Take a piece down outside; here it stays a draft with all its words."""
    require_writing(by)
    now = locked(piece)
    now.readers, now.stage, now.changed_at = Audience.ORGANISATION, Stage.DRAFT, clock.now()
    now.save(update_fields=["readers", "stage", "changed_at"])
    record(by, "take_down", now.id)
    return now


@transaction.atomic
def take_out_quote(*, by: Person, piece: Piece, quote: UUID) -> None:
    """Say that a quote which was taken back is out of every copy elsewhere too. It was gone from here at once."""
    require_writing(by)
    now = locked(piece)
    if quote in taken_back(now):
        now.quoted.filter(quote=quote).delete()
        record(by, "take_out_quote", now.id)


def _kept(piece: Piece, reason: str) -> str:
    """Return why details may stay: what is said now, else what a second look said of these words."""
    told = one_line(reason, "kept")
    looked = piece.kept if widening.is_looked_at(piece.look, mark_of(piece)) else ""
    # What teaches is full of links; in a story of the inside a second person looks at them too.
    found = () if told or looked else details_in(words_of(piece))
    hits = [hit for hit in found if hit.mark is not Mark.LINK]
    if hits:
        raise Marked(hits, sentences.LOOK_FAULT[LookFault.MARKS])
    return told or looked
