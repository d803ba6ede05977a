"""What a plan says: lines with reasons, reviews, and why each of the rest is not planned."""

from dataclasses import dataclass
from typing import Any

from groundswell.engines.allocation.reading import read_object


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody's hours of a ticket, and why."""

    member: str
    ticket: str
    hours: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviews a ticket that is planned whole."""

    member: str
    ticket: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a ticket is not planned whole and reviewed; the hours of it that are planned nevertheless."""

    ticket: str
    why_not: str
    planned_hours: float = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal for a sprint; `bound`: no plan of this problem is worth more; `notes`: what could not be held."""

    lines: tuple[Line, ...]
    reviews: tuple[Review, ...]
    unplanned: tuple[WhyNot, ...]
    value: int
    bound: int
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """How much of the bound is not reached at most."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def is_optimal(self) -> bool:
        """Whether no plan is better, as proven."""
        return self.value >= self.bound

    @classmethod
    def read(cls, text: str | bytes) -> "Plan":
        """Return a plan that `to_dict` wrote, to stay near it: its lines and reviews."""
        top = read_object(text, "the plan")
        lines = tuple(
            Line(one.as_object().text("member"), one.text("ticket"), one.hours("hours"))
            for one in top.list("allocations", needed=True)
        )
        reviews = tuple(Review(one.as_object().text("member"), one.text("ticket")) for one in top.list("reviews"))
        return cls(lines, reviews, unplanned=(), value=0, bound=0, seconds=0)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan in the documented format."""
        return {
            "allocations": [
                {"member": each.member, "ticket": each.ticket, "hours": each.hours, "reason": each.reason}
                for each in self.lines
            ],
            "reviews": [{"member": each.member, "ticket": each.ticket} for each in self.reviews],
            "unplanned": [
                {"ticket": each.ticket, "why_not": each.why_not, "planned_hours": each.planned_hours}
                for each in self.unplanned
            ],
            "value": self.value,
            "bound": self.bound,
            "seconds": self.seconds,
            "notes": list(self.notes),
        }
