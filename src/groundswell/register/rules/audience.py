"""Who can read an item: one key an item, one rule for every list, page, search and count."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from groundswell.people.rules import Audience
from groundswell.register.rules.items import SourceKind

# What nobody outside the desk reads. Whoever writes an item starts at the narrowest of these.
AT_THE_DESK = frozenset({Audience.ME, Audience.ADVOCATE})


class Unclear(StrEnum):
    """What a change of audience lacks."""

    REASON = "reason"
    SAME = "same"


def key_of(audience: Audience, *, person: UUID, cell: UUID | None = None) -> str:
    """Return the key of an audience as search and `people.policy.audiences_of` spell it.

    `person` is who wrote the item: the one reader of "me". `cell` is named where one cell reads it.
    """
    if audience is Audience.ME:
        return f"person:{person}"
    return f"cell:{cell}" if audience is Audience.CELL else audience.value


# Who heard what came from there, where nothing else is said. A talk or a check-in was said to nobody else.
_REACH = {
    SourceKind.THREAD: Audience.PUBLIC,
    SourceKind.RETROSPECTIVE: Audience.ORGANISATION,
    SourceKind.SPRINT_UPDATE: Audience.ORGANISATION,
}


def reach_of(kind: SourceKind) -> str:
    """Return the key of the audience that could read such a source where it was written; nothing for nobody."""
    found = _REACH.get(kind)
    return found.value if found else ""


def leaves_the_desk(audience: Audience) -> bool:
    """Tell whether people read it who read no sealed voice."""
    return audience not in AT_THE_DESK


def kept_from(advocates: Mapping[UUID, str], readers: Iterable[Collection[UUID]]) -> list[str]:
    """Return the names of the advocates to whom one of the voices behind an item was not given.

    `readers` are the people who read each of these voices. What an author kept from somebody, nobody else hands on.
    """
    given = [frozenset(each) for each in readers]
    return sorted(name for person, name in advocates.items() if any(person not in each for each in given))


def rests_on_what_was_kept(reader: UUID, readers: Iterable[Collection[UUID]]) -> bool:
    """Tell whether a reader was not given one of the voices behind an item; `readers` are those of each voice.

    A voice that nobody reads any more was given to nobody.
    """
    return any(reader not in each for each in readers)


def audience_of_own(concern: Audience) -> Audience:
    """Return who reads what a member adds to a concern in one click: its readers, and nobody outside."""
    return Audience.ORGANISATION if concern is Audience.PUBLIC else concern


def widens(before: Audience, after: Audience, *, same_key: bool) -> bool:
    """Tell whether somebody reads it afterwards who did not before. Another cell is another group of people."""
    if same_key:
        return False
    return after.is_wider_than(before) or after is before


def unclear(*, same_key: bool, reason: str) -> Unclear | None:
    """Return what a change of audience lacks, or None: it changes something, and says why."""
    if same_key:
        return Unclear.SAME
    return None if reason.strip() else Unclear.REASON
