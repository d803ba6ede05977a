"""A mailbox behind a real server, and two desks that can read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from pytest_django import Settings

from groundswell.connectors.mailbox import asking, polling
from groundswell.connectors.mailbox.rules import Fate
from groundswell.connectors.mailbox.tests.imap_server import Mailbox, serving
from groundswell.connectors.mailbox.tests.mails import SERVER
from groundswell.kit.seal.passphrase import Cost
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.models import Person
from groundswell.voices import queries
from groundswell.voices.desk.actions import keys
from groundswell.voices.models import Voice
from tests.cast import Cast

OPEN_DESK = "lamp otter seven gravel"


@dataclass
class Post:
    """The mailbox, and what polling it did."""

    box: Mailbox

    def poll(self) -> dict[Fate, int]:
        """Poll once; return the fates that occurred."""
        return {fate: count for fate, count in polling.poll().items() if count}

    def said_by(self, person: Person) -> list[str]:
        """Return what a person's voices say, as the author reads them."""
        return [_text(person, voice) for voice in queries.threads_of(person)]

    @property
    def sent(self) -> list[EmailMessage]:
        """Return the mails that went out."""
        return list(outbox.outbox)


def _text(person: Person, voice: Voice) -> str:
    thread = queries.thread_of(person, voice.id)
    assert thread is not None
    return queries.dialogue(thread)[0].text


@pytest.fixture
def box() -> Mailbox:
    """Return what lies in the mailbox."""
    return Mailbox()


@pytest.fixture
def post(box: Mailbox, settings: Settings, organisation: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Return a mailbox that the settings name, in an organisation that can already be spoken to by nobody."""
    monkeypatch.setattr(asking, "_questions", Throttle(rate=1 / 3600, burst=3))
    monkeypatch.setattr(polling, "waiting", polling._Waiting())
    monkeypatch.setattr(polling, "due", polling._Due())
    with serving(box) as port:
        named = {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "USER": "voices", "FOLDER": "INBOX"}
        settings.MAIL_IN = {**settings.MAIL_IN, **named, "PASSWORD": box.password, "AUTHSERV": SERVER}
        yield Post(box)


@pytest.fixture
def open_desks(organisation: Cast) -> Callable[[], None]:
    """Return what opens the desks of the advocate and of the alternate."""

    def opened() -> None:
        for reader in (organisation.alice, organisation.otto):
            keys.set_up(reader=reader, words=OPEN_DESK, cost=Cost.MINIMUM)

    return opened
