"""Sealed texts: closed once, with one envelope for each who may read.

The key that closes a text is derived from two halves. The content key lies in the envelopes, so a reader is needed;
the item's key lies in the keyring, so shredding it there makes the text unreadable for every reader, in old backups
too. Handing a text over to another reader re-seals the envelope and never touches the words.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.kit.seal import boxes, padding
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.kit.seal.derive import derive

type JSON = str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None

PURPOSE = "groundswell text 1"
# A lone half of a surrogate pair is no character, but a page can send it, and words are never lost for that.
UTF8 = ("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Sealed:
    """A closed text: its body, and the content key sealed to each reader's public key."""

    body: bytes
    envelopes: dict[bytes, bytes]


class NotPlain(TypeError):
    """What was to be sealed is not plain JSON. It says nothing of the content."""

    def __init__(self) -> None:
        """Say what was expected."""
        super().__init__("a sealed text must be plain JSON")


def seal_text(payload: Mapping[str, JSON], *, readers: Iterable[bytes], item_key: bytes) -> Sealed:
    """Close a payload to readers (public keys, at least one).

    Raises TooLong when its JSON fits no bucket, NotPlain when it is not JSON, ValueError when nobody could read it.
    """
    public_keys = set(readers)
    if not public_keys:
        message = "a text sealed to nobody would be lost"
        raise ValueError(message)
    content_key = boxes.new_secret()
    body = boxes.encrypt(_text_key(content_key, item_key), padding.pad(_written(payload)))
    return Sealed(body, {public: boxes.seal_to(public, content_key) for public in public_keys})


def open_text(body: bytes, envelope: bytes, pair: KeyPair, item_key: bytes) -> dict[str, JSON]:
    """Return the payload, for the reader whose pair opens the envelope; raises Unopenable."""
    content_key = boxes.open_sealed(pair, envelope)
    payload = _read(boxes.decrypt(_text_key(content_key, item_key), body))
    if not isinstance(payload, dict):
        raise Unopenable
    return payload


def reseal(envelope: bytes, pair: KeyPair, to_public: bytes) -> bytes:
    """Return an envelope for another reader, made by one whose pair opens this one; raises Unopenable."""
    return boxes.seal_to(to_public, boxes.open_sealed(pair, envelope))


def _text_key(content_key: bytes, item_key: bytes) -> bytes:
    return derive(content_key, salt=item_key, purpose=PURPOSE)


def _written(payload: Mapping[str, JSON]) -> bytes:
    try:
        return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(*UTF8)
    except (TypeError, ValueError, RecursionError):
        raise NotPlain from None


def _read(padded: bytes) -> object:
    """Return the JSON, or None: the errors of decoding carry the content, and none of them may travel."""
    try:
        return json.loads(padding.unpad(padded).decode(*UTF8))
    except ValueError:
        return None
