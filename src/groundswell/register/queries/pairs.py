"""Ideas against concerns: every pair, also those that nobody has judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from groundswell.register import policy
from groundswell.register.models import Concern, Fit, Idea
from groundswell.register.policy import Reading
from groundswell.register.queries.lists import concerns_for
from groundswell.register.rules import fits
from groundswell.register.rules.concerns import ENDED
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.fits import Pair

CONCERNS_A_PAGE = 6
IDEAS_A_PAGE = 20


@dataclass(frozen=True)
class PairView:
    """A field of ideas (down) against concerns (across)."""

    concerns: Page[Concern]
    ideas: Page[Idea]
    rows: Sequence[tuple[Idea, Sequence[Pair[Fit]]]]
    blanks: int


def pair_view(reading: Reading, *, theme: UUID | None, concerns_page: str, ideas_page: str) -> PairView:
    """Return the open concerns and the ideas that somebody may read, pair by pair. A constant number of queries."""
    open_ones = concerns_for(reading, theme=theme).exclude(state__in=ENDED).defer("text")
    concerns = Paginator(open_ones, CONCERNS_A_PAGE).get_page(concerns_page)
    ideas = Paginator(_ideas(reading), IDEAS_A_PAGE).get_page(ideas_page)
    across, down = list(concerns.object_list), list(ideas.object_list)
    judged = {(fit.idea_id, fit.concern_id): fit for fit in Fit.objects.filter(concern__in=across, idea__in=down)}
    grid = fits.grid([each.id for each in across], [each.id for each in down], judged)
    kinds = (FitKind(pair.judged.kind) if pair.judged else None for row in grid for pair in row)
    return PairView(concerns, ideas, list(zip(down, grid, strict=True)), fits.blanks(kinds))


def _ideas(reading: Reading) -> QuerySet[Idea]:
    return policy.visible(Idea.objects.defer("text").order_by("-written_on", "id"), reading)
