"""Whether a question came again since something was published about it, for whoever teaches."""

from datetime import date
from uuid import UUID

from django.urls import reverse

from groundswell.questions.queries import again
from groundswell.questions.rules.again import LEVEL, change
from groundswell.teaching.ports import Repeats
from groundswell.teaching.rules.pieces import Origin

_LARGEST = 2**63


class AskedAgain:
    """Counts questions that are very like one, or like those of a gap, on either side of a day."""

    def repeats(self, origin: Origin, thing: UUID, since: date) -> Repeats | None:
        """Return the change; None where it is not known yet."""
        if thing.int >= _LARGEST or origin not in {Origin.QUESTION, Origin.GAP}:
            return None
        is_gap = origin is Origin.GAP
        found = (again.of_gap if is_gap else again.of_question)(thing.int, since)
        if found is None:
            return None
        before, after = found.spans.before_weeks, found.spans.after_weeks
        low, high = change(len(found.before), before, len(found.after), after)
        where = reverse("questions:again", args=[thing.int])
        return Repeats(
            before=len(found.before) / before,
            after=len(found.after) / after,
            low=low,
            high=high,
            level=LEVEL,
            before_weeks=before,
            after_weeks=after,
            url=f"{where}?since={since.isoformat()}{'&of=gap' if is_gap else ''}",
        )
