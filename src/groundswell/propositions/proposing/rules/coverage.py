"""Whether a proposition answers everything that it must, and what it still owes an answer.

What must be answered is asked of the register each time, and never kept: so no merge, split, edit or deletion there can
leave something unanswered behind without it being seen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Fate(StrEnum):
    """What a proposition does with something that was said."""

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    DECLINED = "declined"
    DEFERRED = "deferred"
    ALREADY_DONE = "already_done"
    SAME_AS = "same_as"


class Lack(StrEnum):
    """Why something is not answered."""

    NOTHING = "nothing"
    WORDS = "words"
    SAME_AS = "same_as"


class Unanswerable(StrEnum):
    """Why an answer is refused."""

    REASON = "reason"
    PART = "part"
    NOT_LINKED = "not_linked"
    NO_TARGET = "no_target"
    ITSELF = "itself"
    TARGET_NOT_LINKED = "target_not_linked"
    CYCLE = "cycle"


@dataclass(frozen=True)
class Given:
    """An answer that was given: to which words, and for "same as" to what."""

    fate: Fate
    words: bytes
    same_as: UUID | None = None


def missing(required: Mapping[UUID, bytes], given: Mapping[UUID, Given]) -> dict[UUID, Lack]:
    """Return what is not answered, and why; `required` holds a mark of the words of each item as they are now.

    "Same as" counts where it leads, through any number of steps, to an answer of another kind that counts itself.
    """
    found = {item: lack for item, words in required.items() if (lack := _own_lack(words, given.get(item)))}
    rests = {item: _end_of(item, given) for item in required if item not in found}
    for item, end in rests.items():
        if end is None or end not in required or end in found:
            found[item] = Lack.SAME_AS
    return found


def is_covered(required: Mapping[UUID, bytes], given: Mapping[UUID, Given]) -> bool:
    """Tell whether everything is answered. A proposition that answers nothing is no answer to anything."""
    return bool(required) and not missing(required, given)


def unanswerable(
    item: UUID,
    fate: Fate,
    *,
    required: Collection[UUID],
    given: Mapping[UUID, Given],
    has_part: bool,
    reason: str,
    same_as: UUID | None,
) -> Unanswerable | None:
    """Return why an answer is refused, or None."""
    if item not in required:
        return Unanswerable.NOT_LINKED
    if not has_part:
        return Unanswerable.PART
    if not reason.strip():
        return Unanswerable.REASON
    return _bad_target(item, required, given, same_as) if fate is Fate.SAME_AS else None


def _bad_target(
    item: UUID, required: Collection[UUID], given: Mapping[UUID, Given], same_as: UUID | None
) -> Unanswerable | None:
    if same_as is None:
        return Unanswerable.NO_TARGET
    if same_as == item:
        return Unanswerable.ITSELF
    if same_as not in required:
        return Unanswerable.TARGET_NOT_LINKED
    trial = {**given, item: Given(Fate.SAME_AS, b"", same_as)}
    return Unanswerable.CYCLE if _comes_back(item, trial) else None


def _own_lack(words: bytes, answer: Given | None) -> Lack | None:
    if answer is None:
        return Lack.NOTHING
    return None if answer.words == words else Lack.WORDS


def _end_of(item: UUID, given: Mapping[UUID, Given]) -> UUID | None:
    """Return where "same as" ends, or None where it ends nowhere."""
    seen = {item}
    while (answer := given.get(item)) is not None and answer.same_as is not None:
        item = answer.same_as
        if item in seen:
            return None
        seen.add(item)
    return item if answer is not None else None


def _comes_back(item: UUID, given: Mapping[UUID, Given]) -> bool:
    place, seen = given[item].same_as, set[UUID]()
    while place is not None and place not in seen:
        if place == item:
            return True
        seen.add(place)
        place = given[place].same_as if place in given else None
    return False
