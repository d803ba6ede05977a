"""Letters are equal on the wire, and asking for a code takes everybody the same time."""

import email
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMessage, mailers
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from groundswell.kit import mail
from groundswell.kit.mail import LETTER_BYTES, TEXT_BYTES, Letter, TooLong
from groundswell.kit.tests.postbox import Postbox, opened

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUBJECT = "Your weekly letter"


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """Return a mail server to which the product sends."""
    with opened(Postbox()) as postbox:
        settings.MAILERS = postbox.mailers
        yield postbox


def _letter(text: str, to: str) -> Letter:
    return Letter(subject=SUBJECT, text=text, to=to, sent_at=MONDAY)


def test_letters_of_any_text_and_to_any_address_are_equal_on_the_wire(box: Postbox) -> None:
    texts = ["", "Nothing new.\n", "Müller → ok ✓\n\n" * 40, "a\r\nb\rc\n", "x" * (TEXT_BYTES - 2), "…" * 3000]
    addresses = ["a@b.io", f"{'very.long.name' * 4}@{'department.' * 12}example.org", "jo@exämple.org"]
    with mailers.default as connection:
        connection.send_messages([_letter(text, to) for text in texts for to in addresses])
    assert {len(data) for data in box.data} == {LETTER_BYTES}
    assert len(box.data) == len(texts) * len(addresses)


def test_the_reader_sees_the_text_and_no_padding(box: Postbox) -> None:
    with mailers.default as connection:
        connection.send_messages([_letter("Guten Tag, Jörg\n\n2 things wait.\n", "joerg@example.org")])
    read = email.message_from_bytes(box.data[0], policy=email.policy.default)
    assert read.get_content().rstrip().splitlines() == ["Guten Tag, Jörg", "", "2 things wait."]
    assert (read["Subject"], read["To"], read.get_content_type()) == (SUBJECT, "joerg@example.org", "text/plain")


def test_no_line_is_longer_than_mail_allows(box: Postbox) -> None:
    with mailers.default as connection:
        connection.send_messages([_letter("x" * 5000, "a@b.io")])
    assert max(len(line) for line in box.data[0].split(b"\r\n")) <= 998


@pytest.mark.slow
@effort(max_examples=100, deadline=None)
@given(st.text(max_size=2000), st.from_regex(r"\A[a-z0-9]{1,60}@[a-z]{1,60}\.org\Z"))
def test_whatever_a_letter_says_its_bytes_are_as_many(text: str, to: str) -> None:
    message = _letter(text, to).message(policy=email.policy.SMTP)
    assert len(message.as_bytes()) == LETTER_BYTES


def test_a_text_that_does_not_fit_is_refused_and_never_sent_longer() -> None:
    with pytest.raises(TooLong):
        _letter("x" * (TEXT_BYTES + 1), "a@b.io").message()


def test_addresses_that_do_not_fit_are_refused(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = f"{'x' * 800} <a@example.org>"
    with pytest.raises(TooLong):
        _letter("", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.org").message()


def test_a_mail_that_is_sent_soon_does_not_make_the_caller_wait(box: Postbox, settings: Settings) -> None:
    settings.MAIL_SOON = True
    box.let_go = threading.Event()
    mail.post_soon(EmailMessage(subject="x", body="x", to=["a@b.io"]), mail.greet())
    assert box.recipients == []
    box.let_go.set()
    _until(lambda: box.recipients == ["a@b.io"])


def test_a_refused_address_is_logged_without_the_address(box: Postbox, caplog: pytest.LogCaptureFixture) -> None:
    box.refused = frozenset({"a@b.io"})
    mail.post_soon(EmailMessage(subject="x", body="x", to=["a@b.io"]), mail.greet())
    assert "A mail was not taken: SMTPRecipientsRefused" in caplog.text
    assert "a@b.io" not in caplog.text


def test_a_mail_server_that_is_down_is_noticed_at_the_greeting(settings: Settings) -> None:
    settings.MAILERS = Postbox(port=1).mailers
    with pytest.raises(OSError, match="refused"):
        mail.greet()


def _until(is_so: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
