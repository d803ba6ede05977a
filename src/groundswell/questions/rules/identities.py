"""Which authors may be one person. Only suggestions: a name alone is none, two people may have one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

# What more than so many have in common is a role or a machine, and no person.
MOST_ALIKE = 6
_SHORTEST_HANDLE = 4
_ALIKE = 0.5
_WORD = re.compile(r"\w+")
_ROLES = re.compile(
    r"^(?:no-?reply|info|admin|support|contact|hello|mail|root|security|dev|list)@|noreply\.", re.IGNORECASE
)


class Why(StrEnum):
    """Why two authors may be one person: the same address; or the same handle, and names that are alike."""

    ADDRESS = "address"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Known:
    """An author as the rule needs it."""

    author: int
    identity: int
    source: object
    name: str
    handle: str
    address: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """Two identities that may be one, the smaller number first."""

    one: int
    other: int
    why: Why


def suggestions(known: Sequence[Known], apart: Iterable[tuple[int, int]] = ()) -> list[Suggestion]:
    """Return which identities may be one, for the strongest reason; never two that were said to be two."""
    found: dict[tuple[int, int], Why] = {}
    for pair in _pairs(known, lambda each: "" if _ROLES.search(each.address) else each.address.lower()):
        found[_numbers(*pair)] = Why.ADDRESS
    for pair in _pairs(known, lambda each: each.handle.casefold() if len(each.handle) >= _SHORTEST_HANDLE else ""):
        if pair[0].source != pair[1].source and are_alike(pair[0].name, pair[1].name):
            found.setdefault(_numbers(*pair), Why.HANDLE)
    said = set(apart)
    return sorted(Suggestion(*pair, why) for pair, why in found.items() if pair not in said)


def are_alike(name: str, other: str) -> bool:
    """Tell whether two names may be one: half of their words are common; a missing one contradicts nothing."""
    one, two = (set(_WORD.findall(each.casefold())) for each in (name, other))
    if not one or not two:
        return True
    return len(one & two) >= _ALIKE * max(len(one), len(two))


def _pairs(known: Sequence[Known], mark: Callable[[Known], str]) -> list[tuple[Known, Known]]:
    groups: dict[str, dict[int, Known]] = defaultdict(dict)
    for each in known:
        if said := mark(each):
            groups[said].setdefault(each.identity, each)
    alike = (group.values() for group in groups.values() if len(group) <= MOST_ALIKE)
    return [pair for group in alike for pair in combinations(group, 2)]


def _numbers(one: Known, other: Known) -> tuple[int, int]:
    return min(one.identity, other.identity), max(one.identity, other.identity)
