"""Reading values out of JSON; each error names the place, what stands there, and what should."""

import json
import math
from dataclasses import dataclass
from typing import Any

MOST_HOURS = 100_000
MOST_SHOWN = 40


class BadProblem(ValueError):
    """Something that is asked cannot be read; the sentence names the place, what stands there, and what should."""


def read_object(text: str | bytes, what: str) -> "Place":
    """Return the object that a JSON text holds."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BadProblem(f"Line {fault.lineno}, column {fault.colno}: this is no JSON ({fault.msg}).") from fault
    except UnicodeDecodeError as fault:
        raise BadProblem(f"Byte {fault.start}: this is no text in UTF-8.") from fault
    except (RecursionError, ValueError) as fault:
        raise BadProblem(f"This is nested too deeply, or has a number too long, to be {what}.") from fault
    return Place(what, given, is_top=True).as_object()


def check_hours(place: str, hours: float) -> None:
    """Refuse what is no number of half hours."""
    if not math.isfinite(hours):
        raise BadProblem(f"{place}: {hours} is no number of hours.")
    if hours < 0:
        raise BadProblem(f"{place}: {hours:g} hours are fewer than none.")
    if hours > MOST_HOURS:
        raise BadProblem(f"{place}: {hours:g} hours are more than {MOST_HOURS:,}; is the unit hours?")
    if (2 * hours) % 1:
        raise BadProblem(f"{place}: {hours:g} hours are no whole number of half hours.")


def shown(given: object) -> str:
    """Return a value as it stood in the file, shortened."""
    text = json.dumps(given, ensure_ascii=True, default=str)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Place:
    """A value and where it stands."""

    path: str
    given: Any
    is_top: bool = False

    def as_object(self) -> "Place":
        """Return itself, if it is an object."""
        if not isinstance(self.given, dict):
            raise BadProblem(f"{self.path}: expected an object, found {shown(self.given)}.")
        return self

    def at(self, name: str) -> "Place":
        """Return what stands under a name."""
        path = name if self.is_top else f"{self.path}.{name}"
        return Place(path, self.given.get(name))

    def has(self, name: str) -> bool:
        """Say whether something stands under a name."""
        return self.given.get(name) is not None

    def list(self, name: str, *, needed: bool = False) -> "list[Place]":
        """Return the entries of a list; of none, where it need not be there."""
        one = self.at(name)
        if one.given is None and not needed:
            return []
        if not isinstance(one.given, list):
            raise BadProblem(f"{one.path}: expected a list, found {shown(one.given)}.")
        return [Place(f"{one.path}[{row}]", each) for row, each in enumerate(one.given)]

    def text(self, name: str) -> str:
        """Return the text under a name."""
        return self.at(name).as_text()

    def as_text(self) -> str:
        """Return itself as a text."""
        # A number as an id is as good as its digits.
        if isinstance(self.given, int) and not isinstance(self.given, bool):
            return str(self.given)
        if not isinstance(self.given, str) or not self.given:
            raise BadProblem(f"{self.path}: expected a text, found {shown(self.given)}.")
        return self.given

    def optional(self, name: str) -> str | None:
        """Return the text under a name, if there is one."""
        return self.text(name) if self.has(name) else None

    def names(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, each once."""
        return tuple(dict.fromkeys(each.as_text() for each in self.list(name)))

    def hours(self, name: str, *, default: float | None = None) -> float:
        """Return a number of hours."""
        one = self.at(name)
        if one.given is None and default is not None:
            return default
        if isinstance(one.given, bool) or not isinstance(one.given, int | float):
            raise BadProblem(f"{one.path}: expected hours, found {shown(one.given)}.")
        if abs(one.given) > MOST_HOURS:
            raise BadProblem(f"{one.path}: {shown(one.given)} hours are beyond {MOST_HOURS:,}; is the unit hours?")
        check_hours(one.path, one.given)
        return float(one.given)

    def flag(self, name: str) -> bool:
        """Return true or false; false where nothing stands."""
        one = self.at(name)
        if one.given is not None and not isinstance(one.given, bool):
            raise BadProblem(f"{one.path}: expected true or false, found {shown(one.given)}.")
        return bool(one.given)
