"""Duties that come again each sprint: what an answer may be, when a run is done, and how often it was kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class AnswerKind(StrEnum):
    """What an answer is."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"


class RunState(StrEnum):
    """What became of a duty in a sprint."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"


class AnswerFault(StrEnum):
    """Why a text is no answer."""

    NO_NUMBER = "no number"
    NO_DAY = "no day"
    NO_CHOICE = "no choice"
    TOO_LONG = "too long"


class RunFault(StrEnum):
    """Why a run cannot end so."""

    OVER = "over"
    UNANSWERED = "unanswered"
    NO_REASON = "no reason"
    NO_QUESTIONS = "no questions"


LONGEST = 2_000
_MOST_DIGITS = 12
YES, NO = "yes", "no"


def answer_fault(kind: AnswerKind, text: str) -> AnswerFault | None:
    """Return what is wrong with an answer; an empty one is no answer yet, and so never wrong."""
    if len(text) > LONGEST:
        return AnswerFault.TOO_LONG
    if not text or kind is AnswerKind.TEXT:
        return None
    if kind is AnswerKind.NUMBER:
        return None if number_of(text) is not None else AnswerFault.NO_NUMBER
    if kind is AnswerKind.DAY:
        return None if _day_of(text) is not None else AnswerFault.NO_DAY
    return None if text in {YES, NO} else AnswerFault.NO_CHOICE


def number_of(text: str) -> Decimal | None:
    """Return a number with a point or a comma; None for what is none, or has more than twelve digits."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    exponent = found.as_tuple().exponent
    is_short = (
        len(found.as_tuple().digits) <= _MOST_DIGITS and isinstance(exponent, int) and abs(exponent) < _MOST_DIGITS
    )
    return found if is_short else None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def run_fault(state: RunState, wanted: Collection[object], answered: Collection[object]) -> RunFault | None:
    """Return what keeps a run from being done: it was ended already, or a question has no answer."""
    if state is not RunState.OPEN:
        return RunFault.OVER
    if not wanted:
        return RunFault.NO_QUESTIONS
    return None if set(wanted) <= set(answered) else RunFault.UNANSWERED


def skip_fault(state: RunState, reason: str) -> RunFault | None:
    """Return what keeps a run from being skipped: a skip has a reason."""
    if state is not RunState.OPEN:
        return RunFault.OVER
    return None if reason.strip() else RunFault.NO_REASON


@dataclass(frozen=True)
class Adherence:
    """Of the sprints that are over: how often a duty was done, skipped with a reason, and neither."""

    done: int
    skipped: int
    missed: int

    @property
    def sprints(self) -> int:
        """How many sprints are counted."""
        return self.done + self.skipped + self.missed


def states_of(sprints: Sequence[int], ended: Mapping[int, RunState], now: int) -> list[tuple[int, RunState]]:
    """Return what became of a duty in each sprint; one that is over, and of which nothing is known, was missed."""
    return [
        (sprint, ended.get(sprint, RunState.OPEN if sprint >= now else RunState.MISSED)) for sprint in sorted(sprints)
    ]


def adherence(states: Sequence[tuple[int, RunState]]) -> Adherence:
    """Return how often a duty was kept. It is of the duty: nobody's name is in it."""
    counted = [state for _sprint, state in states]
    return Adherence(counted.count(RunState.DONE), counted.count(RunState.SKIPPED), counted.count(RunState.MISSED))


class HandOverFault(StrEnum):
    """Why a duty is not handed over."""

    OVER = "over"
    PENDING = "pending"
    NOT_TAKEN = "not taken"
    EARLY = "early"


def hand_over_fault(
    *, is_over: bool, is_taken: bool, pending: Sequence[str], day: date, today: date
) -> HandOverFault | None:
    """Return what keeps a hand-over from being done: a taker who said yes, its day, and every permission (E7)."""
    if is_over:
        return HandOverFault.OVER
    if not is_taken:
        return HandOverFault.NOT_TAKEN
    if pending:
        return HandOverFault.PENDING
    return HandOverFault.EARLY if today < day else None
