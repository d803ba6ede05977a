"""What was published of rounds, as it was read lately: the database lets nobody change it."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from groundswell.propositions.models import Opinions
from groundswell.propositions.rounds import published
from groundswell.propositions.rounds.published import Published


@lru_cache(maxsize=64)
def opinions_kept(round_id: UUID) -> tuple[date, Published]:
    """Return what was published of a round, and on which day. One query where it was not read lately."""
    row = Opinions.objects.get(round=round_id)
    return row.day, published.read(row.content)
