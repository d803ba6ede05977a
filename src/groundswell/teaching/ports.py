"""What teaching needs from contexts that it does not know: questions that were solved, and whether they came again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port
from groundswell.teaching.rules.drafts import Thread
from groundswell.teaching.rules.pieces import Origin


@dataclass(frozen=True)
class Solved:
    """A question with an answer. `url` is its page here; what the thread holds everybody can read at its source."""

    id: UUID
    thread: Thread
    solved_on: date
    url: str


class SolvedThread(Protocol):
    """A context that knows which questions were solved, in sources that everybody can read."""

    def solved(self, most: int) -> Sequence[Solved]:
        """Return them, the latest first. Nothing of a source that is not public is among them."""
        ...

    def solved_among(self, threads: Collection[UUID]) -> Mapping[UUID, Solved]:
        """Return those of these that are still solved and public. A constant number of queries."""
        ...


@dataclass(frozen=True)
class Gap:
    """Questions whose answer is in no page."""

    id: UUID
    title: str
    url: str


class DocGaps(Protocol):
    """A context that knows what the documentation lacks."""

    def gaps(self, most: int) -> Sequence[Gap]:
        """Return the open ones, with questions of public sources alone behind them."""
        ...

    def gaps_among(self, gaps: Collection[UUID]) -> Mapping[UUID, Gap]:
        """Return those of these that are there. A constant number of queries."""
        ...


@dataclass(frozen=True)
class Repeats:
    """How often a question came before and after a day, a week; the change lies between `low` and `high`.

    All are questions a week; the interval is of `level` (0.95), `before_weeks` and `after_weeks` are what was counted,
    and `url` opens exactly those questions.
    """

    before: float
    after: float
    low: float
    high: float
    level: float
    before_weeks: int
    after_weeks: int
    url: str

    @property
    def change(self) -> float:
        """How many questions a week more there are; below 0 there are fewer."""
        return self.after - self.before


class RepeatQuestions(Protocol):
    """A context that can tell whether a question still comes after something was published."""

    def repeats(self, origin: Origin, thing: UUID, since: date) -> Repeats | None:
        """Return the change; None where it is not known yet."""
        ...


solved_threads: Port[SolvedThread] = Port()
doc_gaps: Port[DocGaps] = Port()
repeat_questions: Port[RepeatQuestions] = Port()
