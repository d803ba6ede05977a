"""Mail that tells an observer nothing: letters of one size, and codes that take nobody's time.

A letter is as many bytes on the wire whatever it says and to whomever it goes. Its text is filled up with blanks at its
end, which no mail program shows, and encoded in base64, so that every letter of it takes the same room; a header makes
up for the length of the address.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from email.message import EmailMessage as MimeMessage
from email.policy import Policy
from email.policy import default as default_policy
from email.utils import parseaddr
from secrets import token_hex
from smtplib import SMTP, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend

TEXT_BYTES = 11_400
LETTER_BYTES = 16_600
FILLER = "X-Filler"
# RFC 5322's own limit: one line must hold the filler, because folding would add bytes of its own.
_LINE = 998
_FINE = 250
logger = logging.getLogger(__name__)
_posting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


class TooLong(Exception):
    """A text, or sender and recipient together, do not fit into a letter."""


class Letter(EmailMessage):
    """A plain text of at most `TEXT_BYTES` in UTF-8, which is `LETTER_BYTES` long when an SMTP server receives it."""

    def __init__(self, *, subject: str, text: str, to: str, sent_at: datetime) -> None:
        super().__init__(subject=subject, body=text, to=[to])
        self.sent_at = sent_at
        self.token = token_hex(16)

    def message(self, *, policy: "Policy[Any] | None" = None) -> MimeMessage:
        """Return the message, filled up to its one size under the SMTP policy."""
        policy = policy or default_policy
        message = MimeMessage(policy=policy)
        content = filled(str(self.body)).encode()
        message.set_content(content, maintype="text", subtype="plain", params={"charset": "utf-8"})
        message.policy = policy.clone(max_line_length=_LINE)
        message["Subject"] = self.subject
        message["From"] = self.from_email
        message["To"] = self.to[0]
        message["Date"] = self.sent_at
        message["Message-ID"] = f"<{self.token}@{self.from_email.rpartition('@')[2].strip('<>')}>"
        message["Auto-Submitted"] = "auto-generated"
        self._idna_encode_address_header_domains(message)  # type: ignore[attr-defined]  # as Django's own message does
        message[FILLER] = "x" * self._missing(message)
        return message

    def _missing(self, message: MimeMessage) -> int:
        lines = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
        missing = LETTER_BYTES - len(lines) - len(f"{FILLER}: \r\n")
        if not 0 < missing < _LINE - len(FILLER):
            raise TooLong("The addresses of sender and recipient are too long for a letter.")
        return missing


def filled(text: str) -> str:
    """Return a text with the line ends of mail, filled up with blanks to `TEXT_BYTES`."""
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    missing = TEXT_BYTES - len(lines.encode())
    if missing < 0:
        raise TooLong(f"A letter holds {TEXT_BYTES} bytes of text.")
    return lines + " " * missing


def post_soon(message: EmailMessage, connection: BaseEmailBackend) -> None:
    """Send over an open connection after the caller went on, so that nobody can measure whether a mail was sent."""
    if settings.MAIL_SOON:
        _posting.submit(_post, message, connection)
    else:
        _post(message, connection)


def part(connection: BaseEmailBackend) -> None:
    """Say goodbye to a mail server that was only greeted, as late as after a mail."""
    if settings.MAIL_SOON:
        _posting.submit(connection.close)
    else:
        connection.close()


def greet() -> BaseEmailBackend:
    """Return an open connection to the mail server. Raises OSError when it does not answer, or refuses our sender."""
    connection = mailers.default
    connection.open()
    try:
        _name_the_sender(connection)
    except OSError:
        connection.close()
        raise
    return connection


def _name_the_sender(connection: BaseEmailBackend) -> None:
    """Let the server say now, whoever the mail would be for, what it would otherwise refuse after the page is out."""
    server = getattr(connection, "connection", None)
    if not isinstance(server, SMTP):
        return
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    server.ehlo_or_helo_if_needed()
    code, words = server.mail(sender)
    server.rset()
    if code != _FINE:
        raise SMTPSenderRefused(code, words, sender)


def _post(message: EmailMessage, connection: BaseEmailBackend) -> None:
    try:
        connection.send_messages([message])
    except OSError as refusal:
        # The kind alone: the server's words name the address.
        logger.warning("A mail was not taken: %s", type(refusal).__name__)
    finally:
        connection.close()
