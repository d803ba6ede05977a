"""Which question comes in which sprint, what may be asked at all, and how few people a figure may be about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.checkins.rules.periods import LEAST_K

FEWEST_OPTIONS, MOST_OPTIONS = 2, 11
MOST_DAYS_OPEN = 14
MOST_SPRINTS_BETWEEN = 26
MOST_K = 50
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)


def next_item(order: Sequence[str], asked: Sequence[str]) -> str | None:
    """Return the key of the question whose turn it is: whichever was asked least recently, never asked first.

    `order` are those that are asked, in the order chosen; `asked` what was asked in the check-ins so far, the oldest
    first. So each comes once in as many check-ins as there are questions, whatever is switched on or off in between.
    """
    last = {key: turn for turn, key in enumerate(asked)}
    return min(order, key=lambda key: last.get(key, -1), default=None)


def coming_items(order: Sequence[str], asked: Sequence[str], turns: int) -> list[str]:
    """Return which questions come in the next check-ins if nothing changes."""
    coming: list[str] = []
    while order and len(coming) < turns:
        coming.append(min(order, key=lambda key: _last_turn(key, [*asked, *coming])))
    return coming


def _last_turn(key: str, asked: Sequence[str]) -> int:
    return max((turn for turn, each in enumerate(asked) if each == key), default=-1)


def moved_up(order: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return the order with these neighbours (one question, or the questions of a pack) one place earlier."""
    others = [key for key in order if key not in keys]
    before = next((place for place, key in enumerate(order) if key in keys), 0)
    at = max(before - 1, 0)
    return [*others[:at], *(key for key in order if key in keys), *others[at:]]


class KFault(StrEnum):
    """Why a smallest group cannot be chosen."""

    FEW = "few"
    LOWERED = "lowered"
    MANY = "many"


def k_fault(wanted: int, now: int) -> KFault | None:
    """Return why the smallest group may not become this one. It is raised only: people answered under the old one."""
    if wanted < LEAST_K:
        return KFault.FEW
    if wanted < now:
        return KFault.LOWERED
    return KFault.MANY if wanted > MOST_K else None


@dataclass(frozen=True)
class Shipped:
    """A question as its file has it. `asked` is its place in the order of a new installation; 0: it is off."""

    key: str
    version: int
    pack: str
    question: str
    options: tuple[tuple[int, str], ...]
    citation: str
    licence: str
    note: str
    shown_from: int = 0
    asked: int = 0


class Unfit(ValueError):
    """A file of questions cannot be laid down."""


def checked(shipped: Shipped) -> Shipped:
    """Return a question that can be asked; raises Unfit for one without words, source, or a scale without gaps."""
    values = sorted(value for value, _words in shipped.options)
    if not (shipped.key and shipped.version > 0 and shipped.question and shipped.citation and shipped.licence):
        raise Unfit(f"{shipped.key} {shipped.version} lacks words, a citation or a licence")
    if not FEWEST_OPTIONS <= len(values) <= MOST_OPTIONS or values != list(range(values[0], values[0] + len(values))):
        raise Unfit(f"{shipped.key} {shipped.version}: the options are whole numbers without a gap")
    return shipped


def is_address(url: str) -> bool:
    """Tell whether this can stand behind a link: a whole address of the web, and nothing that a browser would run."""
    return _ADDRESS.fullmatch(url) is not None
