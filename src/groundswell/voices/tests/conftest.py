"""Two desks, and people who say things to them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.test import Client

from groundswell.kit import clock
from groundswell.kit.seal import boxes
from groundswell.kit.seal.boxes import KeyPair
from groundswell.kit.seal.passphrase import Cost
from groundswell.people.models import Person
from groundswell.voices import actions, ports, queries
from groundswell.voices.actions import Spoken
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from groundswell.voices.ports import OpenConcern, Outcome
from groundswell.voices.queries import Thread
from groundswell.voices.views import speak, thread
from tests.cast import Cast

CANARY = "the harbour lamps sing at noon"


@dataclass(frozen=True)
class Desks:
    """The desks of the advocate and of the alternate, both open."""

    alice: Unlocked
    otto: Unlocked

    @property
    def keys(self) -> list[DeskKey]:
        """Return both desk keys."""
        return [self.key_of(self.alice), self.key_of(self.otto)]

    def key_of(self, desk: Unlocked) -> DeskKey:
        """Return the current key of a desk."""
        return DeskKey.objects.get(reader=desk.reader, retired_on=None)


@pytest.fixture
def desks(organisation: Cast) -> Desks:
    """Open both desks, with a passphrase that is cheap to try."""
    return Desks(opened_desk(organisation.alice), opened_desk(organisation.otto))


def opened_desk(reader: Person) -> Unlocked:
    """Set up a reader's desk and open it."""
    opened = keys.set_up(reader=reader, words="lamp otter seven gravel", cost=Cost.MINIMUM)
    return Unlocked(reader, opened.pairs)


@pytest.fixture(autouse=True)
def _nobody_was_throttled_before() -> None:
    """Give every test full buckets."""
    speak.flood._buckets.clear()
    thread.guesses._buckets.clear()


@pytest.fixture
def box() -> Client:
    """Return a browser that checks forms as a real one does, and is not signed in."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def browser_of(client_of: Callable[[Person], Client]) -> Callable[[Person], Client]:
    """Return a function from a person to a signed-in browser."""
    return client_of


def say(desks: Desks, text: str = CANARY, *, now: bool = True, nonce: bytes | None = None) -> Spoken:
    """Say something anonymously to both desks."""
    nonce = nonce or boxes.new_secret()[:16]
    return actions.speak_anonymously(text=text, readers=desks.keys, nonce=nonce, now=now)


def sign(author: Person, desks: Desks, text: str = CANARY, **asked: object) -> UUID:
    """Say something signed to both desks; return the voice."""
    return actions.speak_signed(author=author, text=text, readers=desks.keys, **asked).voice  # type: ignore[arg-type]


def opened(spoken: Spoken) -> Thread:
    """Open an anonymous dialogue by its receipt."""
    assert spoken.receipt is not None
    thread = queries.thread_by_receipt(spoken.receipt)
    assert thread is not None
    return thread


def own(person: Person, voice: UUID) -> Thread:
    """Open a person's own dialogue."""
    thread = queries.thread_of(person, voice)
    assert thread is not None
    return thread


def words_of(thread: Thread) -> list[str]:
    """Return what a dialogue says, in order."""
    return [entry.text for entry in queries.dialogue(thread)]


def stranger() -> KeyPair:
    """Return a pair that belongs to nobody here."""
    return boxes.new_key_pair()


@dataclass
class Register:
    """A register of one concern, as the voices' ports see one."""

    voices: set[UUID]
    about: UUID
    said: list[tuple[UUID, UUID, bool]]
    looked_again: list[tuple[str, UUID]]
    counted: list[Person]
    may_confirm: bool = True

    def outcomes_of(self, voices: Collection[UUID]) -> dict[UUID, list[Outcome]]:
        """Return the one concern for each voice that stands behind it."""
        outcome = Outcome(
            about=self.about,
            title="The build is slow",
            state="fixed",
            reason="The tests run in parallel since Monday.",
            day=clock.today(),
            station="done",
            may_confirm=self.may_confirm,
        )
        return {voice: [outcome] for voice in voices if voice in self.voices}

    def confirm(self, voice: UUID, about: UUID, *, helped: bool) -> None:
        """Note what was said."""
        self.said.append((voice, about, helped))

    def open_concerns(self, person: Person) -> list[OpenConcern]:
        """Return the one concern to whoever is not counted yet."""
        return [] if person in self.counted else [OpenConcern(self.about, "The build is slow")]

    def count_me_in(self, person: Person, concern: UUID) -> None:
        """Count one more."""
        assert concern == self.about
        self.counted.append(person)

    def voice_withdrawn(self, voice: UUID) -> None:
        """Note whom to look at again."""
        self.looked_again.append(("withdrawn", voice))

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Note what to look at again."""
        del about_kind, about_id
        self.looked_again.append(("refused", voice))


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Plug in a register of one concern, and nothing else."""
    made = Register(voices=set(), about=uuid4(), said=[], looked_again=[], counted=[])
    for port in (ports.outcome_sources, ports.count_sources, ports.published):
        monkeypatch.setattr(port, "_plugged", [made])
    return made
