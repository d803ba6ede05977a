"""What a proposition must answer, as the register and the rounds behind it know it now, and what of it is missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import About, Idea, Proposition, Response, Side
from groundswell.propositions.proposing.closed import mark_of
from groundswell.propositions.proposing.rules import coverage, sides
from groundswell.propositions.proposing.rules.coverage import Fate, Given, Lack
from groundswell.propositions.rounds.behind import DividedSide, ideas_behind, sides_behind
from groundswell.register.queries import bearing
from groundswell.register.queries.bearing import Told
from groundswell.register.rules.items import Kind

# An item of the register, or an idea that was written alone in a round.
type Answerable = bearing.Answerable | Idea


@dataclass(frozen=True)
class Row:
    """Something that must be answered, as its reader may read it, and what was answered."""

    told: Told
    response: Response | None
    lack: Lack | None
    same_as: Told | None
    # Written alone in a round that the proposition came of.
    is_alone: bool = False


@dataclass(frozen=True)
class Coverage:
    """What must be answered and what was, whoever looks; `told_to` shows it."""

    items: Mapping[UUID, Answerable]
    # Marks of all words as they are, taken before any of them is withheld from a reader.
    marks: Mapping[UUID, bytes]
    responses: Mapping[UUID, Response]
    missing: Mapping[UUID, Lack]
    # How each side was heard, in exactly which words.
    noted: Sequence[Side]
    unheard: frozenset[UUID]
    # Both sides of each statement that divides us, in the rounds that it came of: each is to be heard as well.
    divided: Sequence[DividedSide] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything is answered."""
        return bool(self.items) and not self.missing

    @property
    def answered(self) -> int:
        """Return how many are answered."""
        return len(self.items) - len(self.missing)

    def rows_for(self, person: Person | None) -> list[Row]:
        """Return the rows that somebody may read, what lacks an answer first."""
        told = told_to(person, self.items.values())
        rows = [self._row(told, item) for item in self.items if item in told]
        return sorted(rows, key=lambda row: row.lack is None)

    @property
    def divided_told(self) -> list[Told]:
        """Return the sides of statements that divide us, as everybody here reads them."""
        return [_side_told(each) for each in self.divided]

    def kept_from(self, person: Person) -> int:
        """Return how many of what lacks an answer somebody may not read: another advocate has to answer it."""
        told = told_to(person, self.items.values())
        return sum(item not in told for item in self.missing)

    def _row(self, told: Mapping[UUID, Told], item: UUID) -> Row:
        response = self.responses.get(item)
        target = told.get(response.same_as) if response and response.same_as else None
        return Row(told[item], response, self.missing.get(item), target, isinstance(self.items[item], Idea))


def told_to(person: Person | None, items: Iterable[Answerable]) -> dict[UUID, Told]:
    """Return those of these that somebody may read. Ideas of rounds everybody here reads, and nobody outside."""
    listed = list(items)
    alone = [each for each in listed if isinstance(each, Idea)] if person is not None else []
    told = bearing.told_to(person, [each for each in listed if not isinstance(each, Idea)])
    return told | {each.id: _told(each) for each in alone}


def coverage_of(proposition: Proposition) -> Coverage:
    """Return the coverage of a proposition as things stand now. A constant number of queries."""
    return coverages_of([proposition])[proposition.id]


def coverages_of(propositions: Collection[Proposition]) -> dict[UUID, Coverage]:
    """Return the coverage of each of these propositions. As many queries for one as for fifty."""
    ids = [each.id for each in propositions]
    abouts = list(About.objects.filter(proposition__in=ids).values_list("proposition_id", "concern"))
    bears = bearing.bearing_on({concern for _, concern in abouts})
    alone, divided = ideas_behind(ids), sides_behind(ids)
    required = {
        wanted: [
            *(each for of, concern in abouts if of == wanted for each in bears.get(concern, ())),
            *alone.get(wanted, ()),
        ]
        for wanted in ids
    }
    marks = {each.id: mark_of(each.said) for found in required.values() for each in found}
    marks |= {each.id: mark_of(each.said) for found in divided.values() for each in found}
    given = list(_answers(ids))
    noted = list(Side.objects.filter(proposition__in=ids).order_by("heard", "id"))
    return {
        wanted: _coverage(
            {each.id: each for each in required[wanted]},
            marks,
            [each for each in given if each.proposition_id == wanted],
            [each for each in noted if each.proposition_id == wanted],
            divided.get(wanted, ()),
        )
        for wanted in ids
    }


def _answers(propositions: Collection[UUID]) -> QuerySet[Response]:
    """Return the answers of these propositions, each with the place of its part; its words stand in the versions."""
    part = (f"part__{name}" for name in ("title", "text", "duties"))
    return Response.objects.filter(proposition__in=propositions).select_related("part").defer(*part)


def given_in(responses: Iterable[Response]) -> dict[UUID, Given]:
    """Return the answers as the rules read them."""
    return {each.item: Given(Fate(each.fate), bytes(each.words), each.same_as) for each in responses}


def _coverage(
    items: Mapping[UUID, Answerable],
    marks: Mapping[UUID, bytes],
    given: Iterable[Response],
    noted: Sequence[Side],
    divided: Sequence[DividedSide],
) -> Coverage:
    responses = {each.item: each for each in given}
    views = [each for each in items.values() if not isinstance(each, Idea) and each.KIND is Kind.PERSPECTIVE]
    heard: dict[UUID, set[bytes]] = {}
    for each in noted:
        heard.setdefault(each.perspective, set()).add(bytes(each.words))
    return Coverage(
        items=items,
        marks=marks,
        responses=responses,
        missing=coverage.missing({item: marks[item] for item in items}, given_in(responses.values())),
        noted=noted,
        unheard=sides.unheard(
            {each: marks[each] for each in (*(view.id for view in views), *(side.id for side in divided))},
            bearing.confirmed(views),
            heard,
        ),
        divided=divided,
    )


def _told(idea: Idea) -> Told:
    heading = idea.heading
    return Told(
        kind=Kind.IDEA,
        id=idea.id,
        heading=heading,
        text="" if heading == idea.text.strip() else idea.text,
        url=f"{reverse('rounds:round', args=[idea.round_id])}#idea-{idea.id}",
        audience=Audience.ORGANISATION.value,
        standing=None,
        conditions="",
        best_case="",
        holder=None,
        is_kept=False,
    )


def _side_told(side: DividedSide) -> Told:
    words = _("Some agree: “%(statement)s”") if side.agrees else _("Some disagree: “%(statement)s”")
    heading = words % {"statement": side.statement}
    return Told(
        kind=Kind.PERSPECTIVE,
        id=side.id,
        heading=heading,
        text=heading,
        url=f"{reverse('rounds:opinions', args=[side.round])}#divides",
        audience=Audience.ORGANISATION.value,
        standing=None,
        conditions="",
        best_case=" · ".join(side.reasons),
        holder=None,
        is_kept=False,
    )
