"""What the rounds behind a proposition brought up: it has to be answered there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from groundswell.propositions.models import Idea, Opinions, Reason, Statement
from groundswell.propositions.rounds.frozen import opinions_kept
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure, Sort
from groundswell.propositions.rounds.rules.phases import Phase

# So many reasons of a side are shown.
MOST_REASONS = 5


@dataclass(frozen=True)
class DividedSide:
    """One side of a statement that divides us, with what those who stand there gave as reasons, where that is shown."""

    id: UUID
    round: UUID
    statement: str
    agrees: bool
    reasons: tuple[str, ...]

    @property
    def said(self) -> str:
        """The words that somebody confirms: the statement, the side, and the reasons."""
        return "\n".join((self.statement, "agree" if self.agrees else "disagree", *self.reasons))


def ideas_behind(propositions: Collection[UUID]) -> dict[UUID, list[Idea]]:
    """Return the ideas of the rounds that these propositions came of, as the pages of these rounds show them.

    One query. Until the reveal there is no such row: what is in a sheet, or whether anything is, is not looked at.
    """
    rows = Idea.objects.filter(round__proposition__in=propositions).exclude(round__phase=Phase.PREPARE)
    found: dict[UUID, list[Idea]] = {}
    for each in rows.select_related("round").order_by("-round__number", "is_late", "id"):
        if each.round.proposition is not None:
            found.setdefault(each.round.proposition, []).append(each)
    return found


def sides_behind(propositions: Collection[UUID]) -> dict[UUID, list[DividedSide]]:
    """Return both sides of each statement that divides us, in the rounds that these propositions came of.

    Which statements do is what the published figures say, and so are the reasons: nothing else is looked at. One query,
    and two more where such a round was published.
    """
    rows = Opinions.objects.filter(round__proposition__in=propositions).order_by("-round__number")
    of = {key: wanted for key, wanted in rows.values_list("round", "round__proposition") if wanted is not None}
    dividing = {key: _dividing(key) for key in of}
    reasons = _reasons(dividing)
    found: dict[UUID, list[DividedSide]] = {}
    for statement in Statement.objects.filter(round__in=list(of)).order_by("number") if any(dividing.values()) else ():
        if statement.number in dividing[statement.round_id]:
            sides = [_side(statement, agrees, reasons) for agrees in (True, False)]
            found.setdefault(of[statement.round_id], []).extend(sides)
    return found


def sides_among(ids: Collection[UUID]) -> set[UUID]:
    """Return which of these are sides of statements."""
    statements = Statement.objects.values_list("id", flat=True) if ids else ()
    return {side_id(each, agrees=agrees) for each in statements for agrees in (True, False)} & set(ids)


def side_id(statement: UUID, *, agrees: bool) -> UUID:
    """Return under which id a side of a statement is known: always the same."""
    return uuid5(statement, "agree" if agrees else "disagree")


def _dividing(round_id: UUID) -> dict[int, bool]:
    """Return the statements that divide us, each with whether its reasons are shown."""
    _day, result = opinions_kept(round_id)
    return {
        each.number: figures.carries_reasons(each.figure, result.k)
        for each in result.statements
        if isinstance(each.figure, Figure) and figures.sort_of(each.figure) is Sort.DIVIDES
    }


def _reasons(dividing: dict[UUID, dict[int, bool]]) -> dict[tuple[UUID, bool], Sequence[str]]:
    shown = [key for key, some in dividing.items() if any(some.values())]
    rows: Iterable[Reason] = (
        Reason.objects.filter(statement__round__in=shown).select_related("statement") if shown else ()
    )
    found: dict[tuple[UUID, bool], list[str]] = {}
    for each in sorted(rows, key=lambda one: one.id):
        if dividing[each.statement.round_id].get(each.statement.number):
            found.setdefault((each.statement_id, each.agrees), []).append(each.text)
    return {key: some[:MOST_REASONS] for key, some in found.items()}


def _side(statement: Statement, agrees: bool, reasons: dict[tuple[UUID, bool], Sequence[str]]) -> DividedSide:  # noqa: FBT001 - one of two sides
    given = tuple(reasons.get((statement.id, agrees), ()))
    return DividedSide(side_id(statement.id, agrees=agrees), statement.round_id, statement.text, agrees, given)
