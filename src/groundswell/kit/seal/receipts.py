"""Receipts: how an anonymous author comes back. 100 random bits on paper, and nothing of it in the database.

A receipt is derived from the form's nonce, so that the same form sent twice gives the same receipt and the same
item. What is stored of it is a lookup id, and what only it opens; both need the pepper, a file outside the database.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from uuid import UUID

from groundswell.kit.seal import codes
from groundswell.kit.seal.codes import BadCode, Fault
from groundswell.kit.seal.derive import expand, extract, tag

LENGTH = 20
NUMBER_BYTES = 13

SENTENCES = {
    Fault.EMPTY: "Type or paste the receipt: 21 letters and digits.",
    Fault.SHORT: "This receipt is too short: it has {count} letters and digits, and a receipt has 21.",
    Fault.LONG: "This receipt is too long: it has {count} letters and digits, and a receipt has 21.",
    Fault.CHARACTER: "Character {place} of this receipt cannot be in one: a receipt has digits, and letters except U.",
    Fault.CHECK: "One of these characters is not as it was on the receipt: the last one, which checks the others, "
    "does not fit.",
}


class BadReceipt(ValueError):
    """What was typed is no receipt. `sentence` tells its author why; `fault` tells the code. Neither repeats it.

    `template` and `values` are the sentence before it is filled in, for translation.
    """

    def __init__(self, bad: BadCode) -> None:
        """Explain a bad code in the words of a receipt."""
        self.fault = bad.fault
        self.template = SENTENCES[bad.fault]
        self.values = {"count": bad.count, "place": bad.place}
        self.sentence = self.template.format(**self.values)
        super().__init__(self.sentence)


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
    try:
        return Receipt(codes.read(text, LENGTH))
    except BadCode as bad:
        raise BadReceipt(bad) from None


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
