"""Ballots: one-time codes that a secret makes of people, so that they can be sent again and need not be kept.

A code is an HMAC of the person under the secret of its period. Who keeps the codes' hashes alone can tell a good code
from a bad one, and learns nothing of whose it is; once the secret is destroyed, nobody can. A mark beside the code,
under a key that stays, tells a mistyped code from one that was used up, without a list of either.
"""

import hmac
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from dataclasses import dataclass, field
from hashlib import sha256

from groundswell.kit.seal.derive import tag

CODE_BYTES = 20
MARK_BYTES = 5
TEXT_LENGTH = (CODE_BYTES + MARK_BYTES) * 8 // 5


class BadBallot(ValueError):
    """What was given is no code of this series. Nothing of it is kept."""

    def __init__(self) -> None:
        """Say that it is none, and no more."""
        super().__init__("no ballot")


@dataclass(frozen=True)
class Series:
    """One period's ballots: `name` tells it from every other ("check-in 12"), `key` marks what is ours."""

    name: str
    key: bytes = field(repr=False)

    def code(self, secret: bytes, person: bytes) -> str:
        """Return somebody's code (40 characters, small letters and digits), always the same for one secret."""
        code = hmac.digest(secret, self._told_apart(person), "sha256")[:CODE_BYTES]
        return b32encode(code + self._mark(code)).decode().lower()

    def hash_of(self, text: str) -> str:
        """Return what is kept of a code: its SHA-256. Raises BadBallot where it is none of this series."""
        raw = _decoded(text)
        code, mark = raw[:CODE_BYTES], raw[CODE_BYTES:]
        if not hmac.compare_digest(mark, self._mark(code)):
            raise BadBallot
        return sha256(code).hexdigest()

    def _told_apart(self, person: bytes) -> bytes:
        name = f"groundswell ballot 1 {self.name}".encode()
        return len(name).to_bytes(8, "big") + name + person

    def _mark(self, code: bytes) -> bytes:
        return tag(self.key, self.name.encode(), code, purpose="groundswell ballot mark 1")[:MARK_BYTES]


def _decoded(text: str) -> bytes:
    if len(text) != TEXT_LENGTH or not text.isascii():
        raise BadBallot
    try:
        return b32decode(text, casefold=True)
    except NotBase32:
        raise BadBallot from None
