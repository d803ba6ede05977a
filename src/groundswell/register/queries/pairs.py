"""Ideas against concerns: every pair, also those that nobody has judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from groundswell.register import policy
from groundswell.register.models import Concern, Fit, Idea
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.lists import concerns_for
from groundswell.register.rules import fits
from groundswell.register.rules.concerns import ENDED
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.fits import Pair

CONCERNS_A_PAGE = 6
IDEAS_A_PAGE = 20


@dataclass(frozen=True)
class PairRow:
    """An idea, and its fit to each concern, by the concern's title; how many of them wait for a judgement."""

    idea: Idea
    fields: Sequence[tuple[Pair[Fit], str]]
    blanks: int


@dataclass(frozen=True)
class PairView:
    """A field of ideas (down) against concerns (across)."""

    concerns: Page[Concern]
    ideas: Page[Idea]
    rows: Sequence[PairRow]
    blanks: int


def pair_view(reading: Reading, *, theme: UUID | None, concerns_page: str, ideas_page: str) -> PairView:
    """Return the open concerns and the ideas that somebody may read, pair by pair. A constant number of queries."""
    open_ones = concerns_for(reading, theme=theme).exclude(state__in=ENDED).defer("text")
    concerns = Paginator(open_ones, CONCERNS_A_PAGE).get_page(concerns_page)
    ideas = Paginator(_ideas(reading), IDEAS_A_PAGE).get_page(ideas_page)
    across, down = list(concerns.object_list), list(ideas.object_list)
    as_shown([*across, *down], reading)
    judged = {(fit.idea_id, fit.concern_id): fit for fit in Fit.objects.filter(concern__in=across, idea__in=down)}
    grid = fits.grid([each.id for each in across], [each.id for each in down], judged)
    titles = [each.title for each in across]
    by_idea = zip(down, grid, strict=True)
    rows = [PairRow(idea, list(zip(row, titles, strict=True)), _blanks(row)) for idea, row in by_idea]
    return PairView(concerns, ideas, rows, sum(row.blanks for row in rows))


def _blanks(row: Sequence[Pair[Fit]]) -> int:
    return fits.blanks(FitKind(pair.judged.kind) if pair.judged else None for pair in row)


def _ideas(reading: Reading) -> QuerySet[Idea]:
    return policy.visible(Idea.objects.defer("text").order_by("-written_on", "id"), reading)
