"""Whether the words of a proposition may be read outside, and if not, why. Asked each time, of exactly these words."""

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.propositions.proposing.closed import mark_of
from groundswell.propositions.proposing.exports.leaving import Leaving, text_outside
from groundswell.propositions.proposing.rules.outside import Inside, kept_inside
from groundswell.register.queries import bearing
from groundswell.register.queries.marks import details_in


def inside(found: Leaving) -> Inside | None:
    """Return why these words stay inside, or None."""
    text = text_outside(found)
    return kept_inside(
        is_sealed_behind=bool(bearing.sealed_behind(found.page.coverage.items.keys())),
        letter=people.letter_after(found.version.day),
        today=clock.today(),
        has_details=bool(details_in(text)),
        was_looked_at=bytes(found.page.proposition.let_out) == mark_of(text),
    )
