"""How a line about somebody lies closed until that person answers.

Found and opened by what only the live server has: the owner's key file gives the marks of a person, and that file
together with the line's own item key opens it. A dump shows that some lines wait, and not about whom or by whom.
"""

import json
from collections.abc import Mapping
from uuid import UUID

from groundswell.checkins.rules.referrals import MOST_OF_ONE, MOST_WAITING
from groundswell.kit.seal import boxes, derive, padding
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.padding import NotPadded
from groundswell.voices import sealing

type Content = Mapping[str, str]


def tags_of(person: UUID) -> list[str]:
    """Return the marks of a person's lines: the first, the second, and so on."""
    owner = sealing.key_files().owner_key()
    key = derive.derive(owner, salt=person.bytes, purpose="groundswell referral marks 1")
    return [derive.expand(key, purpose=f"line {number}").hex() for number in range(MOST_WAITING)]


def marks_of(by: UUID, person: UUID) -> list[str]:
    """Return the marks of the lines of one person about another: the first, the second, and so on."""
    owner = sealing.key_files().owner_key()
    key = derive.derive(owner, salt=by.bytes + person.bytes, purpose="groundswell referral counts 1")
    return [derive.expand(key, purpose=f"line {number}").hex() for number in range(MOST_OF_ONE)]


def closed(content: Content, *, person: UUID, item: UUID, item_key: bytes) -> bytes:
    """Return a line closed, of one of the four sizes of all that is sealed."""
    return boxes.encrypt(_key(person, item, item_key), padding.pad(json.dumps(content).encode()))


def opened(box: bytes, *, person: UUID, item: UUID, item_key: bytes) -> Content:
    """Return what a line about this person says; raises Unopenable for any other person."""
    try:
        content: Content = json.loads(padding.unpad(boxes.decrypt(_key(person, item, item_key), box)))
    except (NotPadded, ValueError):
        raise Unopenable from None
    return content


def _key(person: UUID, item: UUID, item_key: bytes) -> bytes:
    owner = sealing.key_files().owner_key()
    return derive.derive(owner, salt=person.bytes + item.bytes + item_key, purpose="groundswell referral 1")
