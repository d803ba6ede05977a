"""How an attacker is scored who ends with a list of suspects."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Suspicion:
    """One round: who it was, whom the attacker suspects (nobody: everybody alike), and out of how many."""

    truth: str
    suspects: frozenset[str]
    everybody: frozenset[str]

    @property
    def success(self) -> float:
        """The chance that the attacker, who picks one suspect, is right."""
        suspects = self.suspects or self.everybody
        return 1 / len(suspects) if self.truth in suspects else 0.0

    @property
    def baseline(self) -> float:
        """The chance of picking anybody."""
        return 1 / len(self.everybody)


def odd_ones_out(signs: Mapping[str, object]) -> frozenset[str]:
    """Return the people whose sign the fewest share; nobody when all show the same."""
    alike: dict[object, set[str]] = {}
    for person, sign in signs.items():
        alike.setdefault(sign, set()).add(person)
    fewest = min(alike.values(), key=lambda people: len(people))  # noqa: PLW0108 - for the types
    return frozenset(fewest) if len(alike) > 1 else frozenset()


def mean(values: Iterable[float]) -> float:
    """Return the mean of some numbers; 0 of none."""
    listed: Collection[float] = list(values)
    return sum(listed) / len(listed) if listed else 0.0
