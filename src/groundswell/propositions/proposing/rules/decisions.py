"""Decisions: what one needs, and when somebody has to look again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median


class Outcome(StrEnum):
    """How a part is decided."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class DecisionFault(StrEnum):
    """What a decision lacks."""

    PUBLISHED = "published"
    COVERED = "covered"
    REASON = "reason"
    DECIDER = "decider"
    REVIEW_DAY = "review_day"
    TRANSITION = "transition"
    OBJECTION = "objection"
    REVIEW = "review"
    DRAFT = "draft"
    ASKED = "asked"


# What does something needs a review that is over, about exactly these words; what leaves all as it is needs none.
_DOES_SOMETHING = frozenset({Outcome.YES})
# What settles a part: its words stay from then on.
_SETTLES = frozenset({Outcome.YES, Outcome.NO})


class Helped(StrEnum):
    """What is said at the review date."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Standing:
    """How far a proposition has come. What is put off is not decided."""

    is_published: bool = False
    is_sent: bool = False
    is_reviewed: bool = False
    is_decided: bool = False

    @property
    def step(self) -> str:
        """Return the newest step that it has reached."""
        if self.is_decided:
            return "decided"
        if self.is_reviewed:
            return "reviewed"
        return "in_review" if self.is_sent else "published"


def decision_fault(  # noqa: C901, PLR0911 - one line for each thing that a decision needs
    *,
    outcome: Outcome,
    is_published: bool,
    is_covered: bool,
    is_in_review: bool,
    is_as_published: bool,
    is_asked_about: bool,
    stands_objection: bool,
    reason: str,
    has_decider: bool,
    review_on: date | None,
    today: date,
    needs_transition: bool,
    transition: str,
) -> DecisionFault | None:
    """Return what keeps a part from being decided, or None.

    `is_as_published`: what everybody reads of it and its draft are the same words. `is_asked_about`: a review of
    exactly these words is over.
    """
    if not is_published:
        return DecisionFault.PUBLISHED
    if not is_covered:
        return DecisionFault.COVERED
    if is_in_review:
        return DecisionFault.REVIEW
    if outcome in _SETTLES and not is_as_published:
        return DecisionFault.DRAFT
    if stands_objection:
        return DecisionFault.OBJECTION
    if outcome in _DOES_SOMETHING and not is_asked_about:
        return DecisionFault.ASKED
    if not reason.strip():
        return DecisionFault.REASON
    if not has_decider:
        return DecisionFault.DECIDER
    if review_on is None or review_on <= today:
        return DecisionFault.REVIEW_DAY
    if needs_transition and not transition.strip():
        return DecisionFault.TRANSITION
    return None


def is_to_look_at(review_on: date, looked_on: date | None, today: date) -> bool:
    """Tell whether somebody is to say whether a decision helped: its day has come, and nobody has looked since."""
    return review_on <= today and (looked_on is None or looked_on < review_on)


def is_overdue(decide_by: date | None, today: date, *, decided: bool) -> bool:
    """Tell whether a decision was due and is not made."""
    return decide_by is not None and decide_by < today and not decided


def days_taken(pairs: Iterable[tuple[date, date]]) -> int | None:
    """Return the median of the days from first mention to decision, or None where nothing is decided yet."""
    days = [(decided - mentioned).days for mentioned, decided in pairs]
    return round(median(days)) if days else None
