"""Boxes: what one secret or one key pair closes, and only it opens. Thin names over libsodium."""

from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

KEY_BYTES = 32
# What a box is longer than its content, in bytes.
BOX_OVERHEAD = 40
SEAL_OVERHEAD = 48


class Unopenable(Exception):
    """A box did not open: wrong key, or changed bytes. It never says which, nor anything of the content."""

    def __init__(self) -> None:
        """Say that it does not open, and no more."""
        super().__init__("does not open")


@dataclass(frozen=True)
class KeyPair:
    """An X25519 key pair; each half has 32 bytes, and no printing shows the private one."""

    public: bytes
    private: bytes = field(repr=False)

    @classmethod
    def of_private(cls, private: bytes) -> "KeyPair":
        """Return the pair that a private half belongs to."""
        return cls(public=bytes(PrivateKey(private).public_key), private=private)


def new_key_pair() -> KeyPair:
    """Return a fresh random pair."""
    return KeyPair.of_private(new_secret())


def new_secret() -> bytes:
    """Return 32 random bytes."""
    return random(KEY_BYTES)


def seal_to(public: bytes, secret: bytes) -> bytes:
    """Close a secret so that only the private half of `public` opens it. The closer cannot open it again."""
    return SealedBox(PublicKey(public)).encrypt(secret)


def open_sealed(pair: KeyPair, sealed: bytes) -> bytes:
    """Return what was sealed to the pair; raises Unopenable."""
    try:
        return SealedBox(PrivateKey(pair.private)).decrypt(sealed)
    except (CryptoError, ValueError, TypeError):
        raise Unopenable from None


def encrypt(key: bytes, plaintext: bytes, *, beside: bytes = b"") -> bytes:
    """Close plaintext under a key of 32 bytes (XChaCha20-Poly1305). `beside` is not hidden, but bound to the box."""
    return bytes(Aead(key).encrypt(plaintext, beside))


def decrypt(key: bytes, box: bytes, *, beside: bytes = b"") -> bytes:
    """Return the plaintext of a box made with the same key and the same `beside`; raises Unopenable."""
    try:
        return Aead(key).decrypt(box, beside)
    except (CryptoError, ValueError, TypeError):
        raise Unopenable from None
