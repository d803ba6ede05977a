"""What can be read of check-ins."""

from groundswell.checkins.queries.ballots import link_of
from groundswell.checkins.queries.items import asked_before, help_offered, item, items_asked, next_item
from groundswell.checkins.queries.periods import (
    hindrance,
    opening_due,
    period_ended,
    period_open,
    periods_closed,
    plan,
)
from groundswell.checkins.queries.releases import Published, published_of, releases, rosters_of

__all__ = [
    "Published",
    "asked_before",
    "help_offered",
    "hindrance",
    "item",
    "items_asked",
    "link_of",
    "next_item",
    "opening_due",
    "period_ended",
    "period_open",
    "periods_closed",
    "plan",
    "published_of",
    "releases",
    "rosters_of",
]
