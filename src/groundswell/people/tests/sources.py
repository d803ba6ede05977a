"""Contexts for tests: something that asks, something that reports, something that would be lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.people.refusals import Refused


@dataclass(frozen=True)
class Perspectives:
    """Asks people whether a perspective is theirs, and remembers what they said."""

    name: str = "perspectives"
    asks: list[Ask] = field(default_factory=list)
    answered: list[tuple[str, str, str]] = field(default_factory=list)

    def asks_for(self, person: Person) -> Sequence[Ask]:
        del person
        done = {key for _, key, _ in self.answered}
        return [ask for ask in self.asks if ask.key not in done]

    def answer(self, person: Person, key: str, choice: str) -> None:
        if key not in {ask.key for ask in self.asks_for(person)}:
            raise LookupError(key)
        if choice == "refused":
            raise Refused("This perspective was withdrawn.")
        self.answered.append((person.name, key, choice))


@dataclass(frozen=True)
class Report:
    """Says the same lines to everyone, with the days that it was asked about."""

    order: int = 10
    said: Sequence[str] = ()
    asked: list[tuple[str, date | None, date]] = field(default_factory=list)

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        self.asked.append((person.name, since, day))
        return self.said


@dataclass(frozen=True)
class Broken:
    """A section with a fault."""

    order: int = 1

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        message = "the words of a voice"
        raise RuntimeError(message)
