"""What a plan says beside the one that is published, and whether it may be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    """How far a computation is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class PlanKind(StrEnum):
    """Whether it can be published, or only shows what would be."""

    PROPOSED = "proposed"
    WHAT_IF = "what_if"


class PublishFault(StrEnum):
    """Why a plan cannot be published."""

    DRAFT = "draft"
    NOTHING = "nothing"
    RUNNING = "running"
    OVERTAKEN = "overtaken"
    PAST = "past"
    DRIFTED = "drifted"


class Change(StrEnum):
    """How a line differs from the published plan."""

    NEW = "new"
    GONE = "gone"
    MORE = "more"
    LESS = "less"
    SAME = "same"


RUNNING = frozenset({PlanState.WAITING, PlanState.RUNNING})


@dataclass(frozen=True)
class Difference:
    """One line beside the one that is published; half hours."""

    member: str
    ticket: str
    before: int
    after: int
    reason: str = ""

    @property
    def change(self) -> Change:
        """Return how it differs."""
        if self.before == self.after:
            return Change.SAME
        if not self.before:
            return Change.NEW
        if not self.after:
            return Change.GONE
        return Change.MORE if self.after > self.before else Change.LESS


type Lines = Mapping[tuple[str, str], int]


def differences(before: Lines, after: Lines, reasons: Mapping[tuple[str, str], str]) -> list[Difference]:
    """Return every line of either plan beside the other's, what changes first, then by member and ticket."""
    keys = sorted({*before, *after})
    found = [Difference(*key, before.get(key, 0), after.get(key, 0), reasons.get(key, "")) for key in keys]
    return sorted(found, key=lambda each: each.change is Change.SAME)


def publish_fault(
    kind: PlanKind, state: PlanState, *, has_lines: bool, base: int, published: int, is_past: bool
) -> PublishFault | None:
    """Return why a plan cannot be published. `base`: the number of the plan that was published when it was asked for.

    Two who publish at once: the first wins, and the second one's base is not what is published any more.
    """
    if kind is PlanKind.WHAT_IF:
        return PublishFault.DRAFT
    if state in RUNNING:
        return PublishFault.RUNNING
    if not has_lines:
        return PublishFault.NOTHING
    if is_past:
        return PublishFault.PAST
    return PublishFault.OVERTAKEN if base != published else None


@dataclass(frozen=True)
class Touch:
    """How many half hours of advocates' development an accelerated epic gets."""

    epic: str
    halves: int


def untouched(touches: Iterable[Touch], floor: int) -> list[str]:
    """Return the accelerated epics that get less of the advocates' development than the floor."""
    return [each.epic for each in touches if each.halves < floor]


def is_half_development(development: int, other: int) -> bool:
    """Tell whether at least half of these half hours are development; of no hours at all they are."""
    return development >= other
