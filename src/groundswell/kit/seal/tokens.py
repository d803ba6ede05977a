"""Form tokens for routes without cookies: a signed random nonce. It names a form, and nobody."""

import hmac
from base64 import b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from struct import Struct

from nacl.utils import random

from groundswell.kit.seal.derive import tag

LIFETIME = timedelta(hours=24)
NONCE_BYTES = 16
MARK_BYTES = 24
BODY = Struct(f">{NONCE_BYTES}sQ")


class TokenFault(StrEnum):
    """Why a token does not count."""

    MISSING = "missing"
    FORGED = "forged"
    EXPIRED = "expired"


class BadToken(ValueError):
    """A form's token does not count; `reason` says why, and nothing of the token is kept."""

    def __init__(self, reason: TokenFault) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason.value)


def new_token(secret: bytes, now: datetime | None = None) -> str:
    """Return a token (64 characters, fit for a form): a fresh nonce, the time of issue, the secret's mark on both."""
    issued = int((now or datetime.now(UTC)).timestamp())
    body = BODY.pack(random(NONCE_BYTES), issued)
    return urlsafe_b64encode(body + _mark(body, secret)).decode()


def read_token(token: str | None, secret: bytes, now: datetime) -> bytes:
    """Return the nonce (16 bytes) of a token that is ours and not older than 24 hours; raises BadToken."""
    if not token:
        raise BadToken(TokenFault.MISSING)
    raw = _decoded(token)
    body, mark = raw[: BODY.size], raw[BODY.size :]
    if len(body) != BODY.size or not hmac.compare_digest(mark, _mark(body, secret)):
        raise BadToken(TokenFault.FORGED)
    nonce, issued = BODY.unpack(body)
    if now.timestamp() - issued > LIFETIME.total_seconds():
        raise BadToken(TokenFault.EXPIRED)
    return bytes(nonce)


def _decoded(token: str) -> bytes:
    try:
        raw = b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        raise BadToken(TokenFault.FORGED) from None
    # One nonce has one spelling, so that a token changed anywhere is a forged one.
    if urlsafe_b64encode(raw).decode() != token:
        raise BadToken(TokenFault.FORGED)
    return raw


def _mark(body: bytes, secret: bytes) -> bytes:
    return tag(secret, body, purpose="groundswell form token 1")[:MARK_BYTES]
