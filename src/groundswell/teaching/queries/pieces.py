"""The pipeline, and one piece as somebody here reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from groundswell.kit.markdown import html_of
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from groundswell.register.queries.marks import details_in
from groundswell.register.queries.openly import Openly, shared_among
from groundswell.register.rules.identification import Hit
from groundswell.teaching import policy
from groundswell.teaching.models import Piece, Reach, Step
from groundswell.teaching.origins import Source, source_of
from groundswell.teaching.ports import Repeats, repeat_questions
from groundswell.teaching.queries.judging import content_of, is_inside, mark_of, words_of
from groundswell.teaching.queries.quoting import Saying, quotes_of, taken_back
from groundswell.teaching.rules import pieces as rules
from groundswell.teaching.rules.pieces import OUT, Kind, Origin, Stage

_MOST_OUT = 50


@dataclass(frozen=True)
class Column:
    """The pieces at one stage."""

    stage: Stage
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class PiecePage:
    """One piece with what it comes from, what it quotes and what came of it."""

    piece: Piece
    html: SafeString
    source: Source | None
    served: Openly | None
    steps: Sequence[Step]
    quotes: Sequence[Saying]
    taken_back: Sequence[UUID]
    reached: Sequence[Reach]
    repeats: Repeats | None
    is_inside: bool
    is_looked_at: bool
    ways: Sequence[Stage]

    @property
    def added(self) -> list[Step]:
        """The steps that it adds."""
        return [each for each in self.steps if not each.is_removed]

    @property
    def removed(self) -> list[Step]:
        """The steps that it removes."""
        return [each for each in self.steps if each.is_removed]


def piece_for(piece: UUID) -> Piece | None:
    """Return a piece; one that was never there is none. One query."""
    rows = Piece.objects.select_related("owner", "event", "widened_by", "looked_by", "written_by")
    return rows.filter(id=piece).first()


def pipeline(kind: Kind | None = None) -> list[Column]:
    """Return what is on its way, stage by stage, and the newest of what is out. One query a half."""
    rows = Piece.objects.select_related("owner", "event")
    if kind is not None:
        rows = rows.filter(kind=kind)
    going = list(rows.exclude(stage__in=OUT))
    out = list(rows.filter(stage__in=OUT).order_by("-published_on", "title", "id")[:_MOST_OUT])
    found = [*going, *out]
    columns = [Column(stage, [each for each in found if each.stage == stage]) for stage in Stage]
    return [each for each in columns if each.pieces]


def number_going() -> int:
    """Return how many pieces are on their way. One query."""
    return sum(_going())


@prepared
def _going(given: Given) -> QuerySet[Piece, int]:
    del given
    rows = Piece.objects.exclude(stage__in=OUT).order_by()
    return rows.values("stage").annotate(count=Count("id")).values_list("count", flat=True)


def page_of(piece: Piece) -> PiecePage:
    """Return all that stands on the page of a piece."""
    content, served = content_of(piece), piece.served
    return PiecePage(
        piece=piece,
        html=html_of(piece.words),
        source=source_of(Origin(piece.origin), piece.origin_id) if piece.origin else None,
        served=shared_among([served]).get(served) if served else None,
        steps=list(piece.steps.all()),
        quotes=quotes_of(piece),
        taken_back=taken_back(piece),
        reached=list(piece.reached.all()),
        repeats=repeats_of(piece),
        is_inside=is_inside(piece),
        is_looked_at=content.is_looked_at,
        ways=rules.ways_from(Stage(piece.stage)),
    )


def repeats_of(piece: Piece) -> Repeats | None:
    """Return whether the question that a piece answers came again since it is out; None where it is not known yet."""
    if piece.published_on is None or piece.origin_id is None or piece.origin not in {Origin.QUESTION, Origin.GAP}:
        return None
    asked = (port.repeats(Origin(piece.origin), piece.origin_id, piece.published_on) for port in repeat_questions)
    return next((each for each in asked if each is not None), None)


def looked_at(piece: Piece) -> tuple[str, tuple[Hit, ...]]:
    """Return the mark of the words of a piece, and the details in them that could tell who somebody is."""
    return mark_of(piece), details_in(words_of(piece))


def to_look_at(person: Person) -> list[Piece]:
    """Return the stories that wait for the second look of this person."""
    if not {Grant.ADVOCATE, Grant.ALTERNATE, Grant.PLANNER} & set(_grants(person)):
        return []
    waiting = _open_stories().exclude(widened_by=person).exclude(written_by=person)
    return [each for each in waiting if policy.may_look(person, each) and not content_of(each).is_looked_at]


def _open_stories() -> QuerySet[Piece]:
    return Piece.objects.filter(widened_by__isnull=False).exclude(stage__in=OUT).order_by("widened_on", "id")


def _grants(person: Person) -> set[Grant]:
    return {each.grant for each in people.readers_today() if each.person == person} | (
        {Grant.PLANNER} if policy.may_write(person) else set()
    )
