"""Derivation: one secret gives many keys, each for one purpose, none of which tells another.

HKDF (RFC 5869) over HMAC-BLAKE2b, for secrets that are random enough already. A passphrase is not: see `passphrase`.
"""

import hmac

HASH = "blake2b"
HASH_BYTES = 64


def derive(secret: bytes, *, salt: bytes, purpose: str, size: int = 32) -> bytes:
    """Return `size` bytes (64 at most) for a purpose; another salt or purpose gives unrelated bytes."""
    return expand(extract(secret, salt=salt), purpose=purpose, size=size)


def extract(secret: bytes, *, salt: bytes) -> bytes:
    """Return HKDF's pseudorandom key (64 bytes), from which `expand` makes keys for several purposes."""
    return hmac.digest(salt, secret, HASH)


def expand(key: bytes, *, purpose: str, size: int = 32) -> bytes:
    """Return `size` bytes for a purpose: the first block of HKDF's expansion, so 64 at most; else ValueError."""
    if not 0 < size <= HASH_BYTES:
        message = f"one block of the expansion has {HASH_BYTES} bytes"
        raise ValueError(message)
    return hmac.digest(key, purpose.encode() + b"\x01", HASH)[:size]


def tag(secret: bytes, *parts: bytes, purpose: str) -> bytes:
    """Return a keyed mark (32 bytes) of the parts: equal for equal parts, in the same division, under one secret."""
    told_apart = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.digest(derive(secret, salt=b"", purpose=purpose), told_apart, HASH)[:32]
