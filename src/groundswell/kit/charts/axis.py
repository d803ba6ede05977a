"""From values to places: down the picture in pixels, across it in shares of its width."""

from dataclasses import dataclass

from groundswell.kit.charts.values import Number

MOST_INTERVALS = 5


@dataclass(frozen=True)
class Down:
    """An axis from `low` (at the `bottom`) to `high` (at the `top`), in pixels."""

    low: Number
    high: Number
    top: float
    bottom: float

    def __post_init__(self) -> None:
        if self.high <= self.low:
            raise ValueError(f"An axis from {self.low} to {self.high} has no length.")

    def __call__(self, value: Number) -> float:
        """Return where a value lies; what is beyond the axis lies at its end."""
        share = float(value - self.low) / float(self.high - self.low)
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)


@dataclass(frozen=True)
class Across:
    """An axis of `count` equal slots from `left` to the right edge, in per cent of the width."""

    count: int
    left: float

    @property
    def slot(self) -> float:
        """The width of one slot."""
        return (100 - self.left) / max(self.count, 1)

    def start(self, place: int) -> float:
        """Return where a slot begins."""
        return self.left + place * self.slot

    def middle(self, place: int) -> float:
        """Return the middle of a slot."""
        return self.left + (place + 0.5) * self.slot


def ticks(low: Number, high: Number) -> list[Number]:
    """Return both ends, and between them as many whole steps as divide the axis evenly, up to five."""
    width = high - low
    if width != int(width):
        return [low, high]
    intervals = next(parts for parts in range(MOST_INTERVALS, 0, -1) if width % parts == 0)
    return [low + width // intervals * place for place in range(intervals + 1)]


def every(count: int, most: int) -> int:
    """Return at which distance to label `count` slots so that there are at most `most` labels."""
    return max(-(-count // most), 1)
