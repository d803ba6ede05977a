"""What a route with arguments is about, and for whom it exists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from tests.routes.stage import ADVOCATES, MEMBERS, Stage


@dataclass(frozen=True)
class Thing:
    """Arguments of a route, and for whom the thing exists; what writes the desk's side asks for `keepers`."""

    arguments: dict[str, object]
    readers: frozenset[str] = MEMBERS
    keepers: frozenset[str] = field(default=ADVOCATES)

    def missing(self) -> dict[str, object]:
        """Return arguments of the same shape for what was never there."""
        return {name: uuid4() if isinstance(value, UUID) else _other(value) for name, value in self.arguments.items()}


type Make = Callable[[Stage], list[Thing]]


def thing_of(name: str, value: object, *people: str, **more: object) -> Thing:
    return Thing({name: value, **more}, frozenset(people), frozenset(people))


def _other(value: object) -> object:
    return 10**9 if isinstance(value, int) else f"no-{value}"
