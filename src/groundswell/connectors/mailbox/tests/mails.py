"""Mails as programs write them."""

from email.message import EmailMessage
from email.utils import format_datetime

from groundswell.kit import clock

SERVER = "mx.example.org"


def mail(
    text: str = "I am tired of the release process.",
    *,
    sender: str = "Bob <bob@example.org>",
    subject: str = "",
    message_id: str = "<1@example.org>",
    proof: str | None = f"{SERVER}; dkim=pass header.d=example.org",
    **headers: str,
) -> bytes:
    """Return a plain mail; `proof` is what the receiving server wrote into it."""
    found = EmailMessage()
    if proof is not None:
        found["Authentication-Results"] = proof
    found["From"], found["To"], found["Message-ID"] = sender, "advocates@example.org", message_id
    found["Date"] = format_datetime(clock.now())
    if subject:
        found["Subject"] = subject
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    found.set_content(text)
    return found.as_bytes()
