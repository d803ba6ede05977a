"""Receipts: how an anonymous author comes back. 100 random bits on paper, and nothing of it in the database.

A receipt is derived from the form's nonce, so that the same form sent twice gives the same receipt and the same
item. What is stored of it is a lookup id, and what only it opens; both need the pepper, a file outside the database.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from uuid import UUID

from groundswell.kit.seal import codes
from groundswell.kit.seal.codes import BadCode, Fault, gettext_noop
from groundswell.kit.seal.derive import expand, extract, tag

LENGTH = 20
NUMBER_BYTES = 13


class BadReceipt(BadCode):
    """What was typed is no receipt; `sentence` says why, and repeats none of it."""

    sentences = {
        Fault.EMPTY: gettext_noop("Type or paste the receipt: 21 letters and digits."),
        Fault.SHORT: gettext_noop(
            "This receipt is too short: it has %(count)d letters and digits, and a receipt has 21."
        ),
        Fault.LONG: gettext_noop(
            "This receipt is too long: it has %(count)d letters and digits, and a receipt has 21."
        ),
        Fault.CHARACTER: gettext_noop(
            "Character %(place)d cannot be in a receipt: a receipt has digits, and letters except U."
        ),
        Fault.CHECK: gettext_noop("One character of this receipt is wrong, or two are swapped. Compare it once more."),
    }


@dataclass(frozen=True)
class Receipt:
    """A receipt: a number of 100 bits. Printing it does not show it; `text` does."""

    number: int = field(repr=False)

    @property
    def text(self) -> str:
        """What the author keeps: ``XXXX-XXXX-XXXX-XXXX-XXXX-C``, the last character checking the others."""
        return codes.write(self.number, LENGTH)

    @property
    def secret(self) -> bytes:
        """The number as 13 bytes."""
        return self.number.to_bytes(NUMBER_BYTES, "big")


def receipt_from(nonce: bytes, pepper: bytes) -> Receipt:
    """Return the receipt of a form's nonce: always the same, and unguessable without the pepper."""
    digest = hashlib.blake2b(nonce, key=pepper, person=b"receipt 1").digest()
    return Receipt(int.from_bytes(digest[:NUMBER_BYTES], "big") >> 4)


def item_id_from(nonce: bytes, pepper: bytes) -> UUID:
    """Return the id of the item that a form's nonce makes: always the same, it looks random, and tells no order."""
    digest = hashlib.blake2b(nonce, key=pepper, person=b"item id 1", digest_size=16).digest()
    return UUID(bytes=digest, version=4)


def parse_receipt(text: str) -> Receipt:
    """Return the receipt that somebody typed, forgiving what `codes.read` forgives; raises BadReceipt."""
    return Receipt(codes.read(text, LENGTH, BadReceipt))


def lookup_id(receipt: Receipt, pepper: bytes) -> str:
    """Return under which id (64 hexadecimal digits) the thread of a receipt is stored."""
    return expand(extract(receipt.secret, salt=pepper), purpose="groundswell receipt lookup 1").hex()


def wrapping_key(receipt: Receipt, pepper: bytes) -> bytes:
    """Return the key (32 bytes) under which the private half of the thread's key pair is stored."""
    return expand(extract(receipt.secret, salt=pepper), purpose="groundswell receipt wrapping 1")


def fingerprint(receipt: Receipt, pepper: bytes, words: bytes) -> bytes:
    """Return a mark (32 bytes) that tells, to the receipt's holder only, whether two texts are the same words."""
    return tag(extract(receipt.secret, salt=pepper), words, purpose="groundswell receipt fingerprint 1")


def same(one: bytes, other: bytes) -> bool:
    """Compare two marks in a time that does not depend on where they differ."""
    return hmac.compare_digest(one, other)
