"""Marks of accounts and codes, made with a secret that lies outside the database."""

from uuid import UUID

from groundswell.kit.seal.derive import tag
from groundswell.voices.sealing import key_files


def of_account(door: UUID, account: str) -> str:
    """Return what is stored of an account of a chat."""
    return tag(
        key_files().pepper(), door.bytes, account.encode("utf-8", "surrogatepass"), purpose="groundswell chat 1"
    ).hex()


def of_code(code: str) -> str:
    """Return what is stored of a code."""
    return tag(key_files().pepper(), code.encode("utf-8", "surrogatepass"), purpose="groundswell chat code 1").hex()
