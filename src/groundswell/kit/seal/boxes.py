"""Sealed boxes."""

from nacl.utils import random


def new_secret() -> bytes:
    """Return 32 random bytes."""
    return random(32)
