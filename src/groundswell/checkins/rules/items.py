"""The rotating question, and the help that is offered: what they are, whoever keeps them."""

from dataclasses import dataclass

SHORT = 12


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


@dataclass(frozen=True)
class Help:
    """Somewhere to turn to, for who answers that it is mostly personal."""

    name: str
    about: str = ""
    url: str = ""
    telephone: str = ""
