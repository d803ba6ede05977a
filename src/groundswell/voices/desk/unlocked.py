"""An unlocked desk, as every part of the voices sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from groundswell.kit.seal.boxes import KeyPair
from groundswell.people.models import Person


@dataclass(frozen=True)
class Unlocked:
    """A reader whose passphrase was given, and the key pairs that it opened, by the id of their desk key."""

    reader: Person
    pairs: Mapping[UUID, KeyPair] = field(repr=False)
