"""Two desks, and people who say things to them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit.seal.boxes import new_secret
from groundswell.kit.seal.passphrase import Cost
from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.actions import Spoken
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.actions.keys import Opened
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from groundswell.voices.queries import Thread
from tests.cast import Cast

WORDS = "lamp otter seven gravel"
SECRET = "The build has been red for 3 weeks and nobody says so."


@dataclass
class Desk:
    """A reader with a desk, the recovery key that was printed, and a browser that is signed in."""

    reader: Person
    first: Opened
    client: Client

    @property
    def unlocked(self) -> Unlocked:
        """Open the desk as an action does, with every pair that its passphrase opens."""
        return Unlocked(self.reader, keys.unlock(reader=self.reader, words=WORDS).pairs)

    @property
    def key(self) -> DeskKey:
        """Return the key to which new voices are sealed."""
        return DeskKey.objects.get(reader=self.reader, retired_on=None)

    def open(self, words: str = WORDS) -> "Desk":
        """Type the passphrase at the door."""
        answer = self.client.post(reverse("desk_unlock"), {"passphrase": words})
        assert answer.headers.get("Location", "").startswith(reverse("desk")), answer.content
        return self

    def is_open(self) -> bool:
        """Tell whether the desk shows more than its door."""
        return "Open the desk" not in self.client.get(reverse("desk")).text


@pytest.fixture
def set_up(client_of: Callable[[Person], Client]) -> Callable[[Person], Desk]:
    """Return a function that sets up a reader's desk, with a passphrase that is cheap to try."""

    def made(reader: Person) -> Desk:
        return Desk(reader, keys.set_up(reader=reader, words=WORDS, cost=Cost.MINIMUM), client_of(reader))

    return made


@pytest.fixture
def alices(organisation: Cast, set_up: Callable[[Person], Desk]) -> Desk:
    """Return the advocate's desk."""
    return set_up(organisation.alice)


@pytest.fixture
def ottos(organisation: Cast, set_up: Callable[[Person], Desk]) -> Desk:
    """Return the alternate's desk."""
    return set_up(organisation.otto)


def say(*desks: Desk, text: str = SECRET, now: bool = True) -> Spoken:
    """Say something anonymously to these desks."""
    return actions.speak_anonymously(text=text, readers=[desk.key for desk in desks], nonce=new_secret(), now=now)


def sign(author: Person, *desks: Desk, text: str = SECRET) -> UUID:
    """Say something signed to these desks; return the voice."""
    return actions.speak_signed(author=author, text=text, readers=[desk.key for desk in desks]).voice


def thread_of(spoken: Spoken) -> Thread:
    """Open an anonymous dialogue by its receipt."""
    assert spoken.receipt is not None
    thread = queries.thread_by_receipt(spoken.receipt)
    assert thread is not None
    return thread
