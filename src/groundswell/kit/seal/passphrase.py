"""The desk's private key, wrapped twice: by a passphrase (slowly, argon2id) and by a printed recovery key (at once).

The passphrase is somebody's choice, so each try is made dear: 64 MiB and about a tenth of a second. The recovery key
has 128 random bits, and needs no such help.
"""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct, error
from typing import ClassVar

from nacl.pwhash import argon2id
from nacl.utils import random

from groundswell.kit.seal import boxes, codes
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.codes import BadCode, Fault, gettext_noop
from groundswell.kit.seal.derive import derive
from groundswell.kit.seal.locks import Taken, taken

HEADER = Struct(f">BBI{argon2id.SALTBYTES}s")
VERSION = 1
KIB = 1024
# A row changed in the database must not make an unlock take hours or all memory.
MOST_PASSES = 10
MOST_KIB = 256 * KIB

RECOVERY_LENGTH = 26
RECOVERY_BITS = 128
RECOVERY_PURPOSE = "groundswell recovery 1"


class WrongPassphrase(Unopenable):
    """The passphrase does not open this key."""


class WrongRecoveryKey(Unopenable):
    """The recovery key does not open this key."""


class Busy(Exception):
    """Another unlock runs now; try again in a second."""


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, and passes over it. One lane, as libsodium has it."""

    kib: int
    passes: int

    FULL: ClassVar["Cost"]
    MINIMUM: ClassVar["Cost"]


Cost.FULL = Cost(kib=64 * KIB, passes=3)
Cost.MINIMUM = Cost(kib=argon2id.MEMLIMIT_MIN // KIB, passes=argon2id.OPSLIMIT_MIN)


def wrap(private: bytes, passphrase: str, cost: Cost = Cost.FULL) -> bytes:
    """Return a private key closed under a passphrase; the cost is written into it, and bound to it."""
    header = HEADER.pack(VERSION, cost.passes, cost.kib, random(argon2id.SALTBYTES))
    return header + boxes.encrypt(_slow_key(passphrase, header), private, beside=header)


def unwrap(wrapped: bytes, passphrase: str) -> bytes:
    """Return the private key; raises WrongPassphrase, also when the bytes were changed."""
    header, box = wrapped[: HEADER.size], wrapped[HEADER.size :]
    try:
        return boxes.decrypt(_slow_key(passphrase, header), box, beside=header)
    except Unopenable:
        raise WrongPassphrase from None


def _slow_key(passphrase: str, header: bytes) -> bytes:
    try:
        version, passes, kib, salt = HEADER.unpack(header)
    except error:
        raise Unopenable from None
    if version != VERSION or passes > MOST_PASSES or kib > MOST_KIB:
        raise Unopenable
    try:
        return argon2id.kdf(boxes.KEY_BYTES, _typed(passphrase), salt, opslimit=passes, memlimit=kib * KIB)
    except ValueError:
        raise Unopenable from None


def _typed(passphrase: str) -> bytes:
    """Make equal what keyboards and pasting make different: composed letters, blanks at the ends."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")


@contextmanager
def unlock_gate(lock_file: Path) -> Iterator[None]:
    """Let one unlock run at a time, across threads and processes; raises Busy at once instead of waiting."""
    try:
        with taken(lock_file):
            yield
    except Taken:
        raise Busy from None


@dataclass(frozen=True)
class RecoveryKey:
    """128 random bits to be printed once. Printing the object does not show them; `text` does."""

    number: int = field(repr=False)

    @property
    def text(self) -> str:
        """What is printed: 26 characters and a check character, in groups of four."""
        return codes.write(self.number, RECOVERY_LENGTH)

    @property
    def key(self) -> bytes:
        """The key that wraps (32 bytes)."""
        return derive(self.number.to_bytes(RECOVERY_BITS // 8, "big"), salt=b"", purpose=RECOVERY_PURPOSE)


class BadRecoveryKey(BadCode):
    """What was typed is no recovery key; `sentence` says why, and repeats none of it."""

    sentences = {
        Fault.EMPTY: gettext_noop("Type or paste the recovery key: 27 letters and digits."),
        Fault.SHORT: gettext_noop(
            "This recovery key is too short: it has %(count)d letters and digits, and a recovery key has 27."
        ),
        Fault.LONG: gettext_noop(
            "This recovery key is too long: it has %(count)d letters and digits, and a recovery key has 27."
        ),
        Fault.CHARACTER: gettext_noop(
            "Character %(place)d cannot be in a recovery key: it has digits, and letters except U."
        ),
        Fault.CHECK: gettext_noop(
            "One character of this recovery key is wrong, or two are swapped. Compare it once more."
        ),
    }


def new_recovery_key() -> RecoveryKey:
    """Return a fresh recovery key."""
    return RecoveryKey(secrets.randbits(RECOVERY_BITS))


def parse_recovery_key(text: str) -> RecoveryKey:
    """Return the recovery key that somebody typed, as forgiving as for receipts; raises BadRecoveryKey."""
    number = codes.read(text, RECOVERY_LENGTH, BadRecoveryKey)
    if number >> RECOVERY_BITS:
        raise BadRecoveryKey(Fault.CHECK)
    return RecoveryKey(number)


def wrap_with_recovery(private: bytes, key: RecoveryKey) -> bytes:
    """Return a private key closed under a recovery key."""
    return boxes.encrypt(key.key, private)


def unwrap_with_recovery(wrapped: bytes, key: RecoveryKey) -> bytes:
    """Return the private key; raises WrongRecoveryKey, also when the bytes were changed."""
    try:
        return boxes.decrypt(key.key, wrapped)
    except Unopenable:
        raise WrongRecoveryKey from None
