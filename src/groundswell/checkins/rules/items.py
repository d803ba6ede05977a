"""The rotating question, and the help that is offered: what they are, whoever keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 12
# Fewer numbers stand beside each other as cards do.
FEWEST_IN_A_ROW = 7


@dataclass(frozen=True)
class Item:
    """One question beside the rating. `options` are pairs of a whole number from `low` to `high` and its words.

    Its figures are shown from `shown_from` answers on (20 for "would recommend"), never below k.
    """

    key: str
    version: int
    question: str
    options: tuple[tuple[int, str], ...]
    low: int
    high: int
    citation: str = ""
    licence: str = ""
    shown_from: int = 0

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def are_short(self) -> bool:
        """Whether its options are few words each, so that they stand beside each other."""
        return all(len(words) <= SHORT for _, words in self.options)

    @property
    def ends(self) -> tuple[str, str] | None:
        """What the ends of its row of numbers mean; None where its options are words."""
        return ends_of(self.options)

    @property
    def poles(self) -> tuple[str, str]:
        """What its lowest and its highest number mean, in the words of its options."""
        low, high = min(self.options), max(self.options)
        return self.ends or (low[1].rstrip("."), high[1].rstrip("."))


def ends_of(options: Sequence[tuple[int, str]]) -> tuple[str, str] | None:
    """Return what the ends of a row of numbers mean; None where the options are words, or few.

    A row: every option is its number alone, but for the first and the last, which may add words ("0: not at all").
    """
    if len(options) < FEWEST_IN_A_ROW or any(words != str(value) for value, words in options[1:-1]):
        return None
    ends = [words.partition(": ") for value, words in (options[0], options[-1]) if words.split(":")[0] == str(value)]
    return (ends[0][2], ends[1][2]) if len(ends) == len(("first", "last")) else None


@dataclass(frozen=True)
class Help:
    """Somewhere to turn to, for who answers that it is mostly personal."""

    name: str
    about: str = ""
    url: str = ""
    telephone: str = ""
