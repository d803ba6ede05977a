"""An outsider learns neither from what a page says nor from how long it takes whether something exists (G9)."""

import os
import re
import secrets
import statistics
import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from groundswell.kit import clock
from groundswell.kit.seal import boxes
from groundswell.kit.seal.receipts import Receipt
from groundswell.people.models import Person
from groundswell.voices import actions
from groundswell.voices.models import DeskKey, Voice
from groundswell.voices.views import thread

pytestmark = pytest.mark.django_db
NOISE = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|(name="token" value=")[^"]*')


@pytest.fixture
def receipt(alice: Person) -> Receipt:
    """Return the receipt of a voice."""
    kept = {"by_passphrase": b"wrapped", "by_recovery": b"wrapped", "made_on": clock.today()}
    desk = DeskKey.objects.create(reader=alice, public=boxes.new_key_pair().public, **kept)
    spoken = actions.speak_anonymously(text="kept", readers=[desk], nonce=os.urandom(16))
    assert spoken.receipt is not None
    return spoken.receipt


def unknown() -> str:
    """Return a receipt that is well formed and opens nothing."""
    return Receipt(secrets.randbits(100)).text


def plain(page: str) -> str:
    """Return a page without what is random in each answer."""
    return NOISE.sub(r"\1\2", page)


def test_receipts_that_open_nothing_are_answered_alike(receipt: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread.guesses, "allows", lambda _key: True)
    Voice.objects.update(receipt_lookup="f" * 64)
    tried = (unknown(), receipt.text, unknown())
    pages = {plain(Client().post("/thread/", {"receipt": each}).text).replace(each, "") for each in tried}
    assert len(pages) == 1


@pytest.mark.slow
def test_how_long_a_lookup_takes_does_not_depend_on_how_near_a_guess_is(receipt: Receipt) -> None:
    """The lookup goes by a keyed hash of the whole receipt: a guess that shares all but one character is no nearer."""
    near = Receipt(receipt.number ^ 1).text
    assert _ratio(lambda: _open(near), lambda: _open(unknown())) < 1.5


def _open(text: str) -> int:
    status: int = Client().post("/thread/", {"receipt": text}).status_code
    assert status in {422, 429}
    return status


def _ratio(one: Callable[[], object], other: Callable[[], object], times: int = 40) -> float:
    """Return how many times longer the slower of two takes, by the medians of turns taken in alternation."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, measured in zip((one, other), took, strict=True):
            began = time.perf_counter()
            act()
            measured.append(time.perf_counter() - began)
    medians = sorted(statistics.median(measured) for measured in took)
    return medians[1] / medians[0]


def _ask_for_a_code(address: str) -> tuple[int, str, str]:
    client = Client()
    answer = client.post("/accounts/login/", {"email": address})
    page = client.get(answer["Location"]) if answer.status_code in {302, 303} else answer
    return answer.status_code, answer.get("Location", ""), plain(page.text).replace(address, "ADDRESS")


def test_an_address_that_is_known_is_answered_like_one_that_is_not(bob: Person, lee: Person) -> None:
    answers = {_ask_for_a_code(address) for address in (bob.email, "nobody-here@example.org", lee.email)}
    assert len(answers) == 1
    assert len([each for each in mail.outbox if bob.email in each.to]) == 1


@pytest.mark.slow
def test_how_long_signing_in_takes_does_not_tell_an_address_that_is_known(bob: Person, settings: object) -> None:
    settings.MAIL_SOON = True  # type: ignore[attr-defined]  # pytest-django's
    settings.SIGN_IN_STEP_SECONDS = 0.05  # type: ignore[attr-defined]  # as above
    settings.ACCOUNT_RATE_LIMITS = False  # type: ignore[attr-defined]  # as above
    known, strange = (lambda: _ask_for_a_code(bob.email)), (lambda: _ask_for_a_code("nobody-here@example.org"))
    assert _ratio(known, strange, times=20) < 2
