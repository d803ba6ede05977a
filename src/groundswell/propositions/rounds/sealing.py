"""How ideas and votes lie closed while their phase runs, and which file holds which key.

Each of the two phases has a secret K, which makes the codes, and a key pair, whose private half is a file. K goes with
the close, before anything is opened; the pair goes once everything was.
"""

import json

from django.conf import settings

from groundswell.kit.seal import boxes, derive, padding
from groundswell.kit.seal.ballots import Series
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.kit.seal.files import KeyFolder
from groundswell.kit.seal.padding import NotPadded
from groundswell.propositions.rounds.rules import sheets
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.rules.sheets import Sheet

# Backups take the files of the folder of keys, and not of folders in it.
NOT_IN_BACKUPS = "not-in-backups"
# So long that every sheet is padded to one size.
_LEAST = padding.BUCKETS[1]


def series_of(number: int, phase: Phase) -> Series:
    """Return the codes of a phase, and the hashes that are kept of them."""
    key = derive.derive(pepper(), salt=b"", purpose="groundswell ballots of rounds 1")
    return Series(f"round {number} {phase}", key)


def secret(number: int, phase: Phase) -> bytes:
    """Return K of a phase, made at the first call. No backup has it."""
    return _passing().passing_key(_name(number, phase))


def secret_kept(number: int, phase: Phase) -> bytes | None:
    """Return K of a phase if it is here: not after the close, and not after a restore."""
    return _passing().passing_key_kept(_name(number, phase))


def destroy_secret(number: int, phase: Phase) -> None:
    """Destroy K: from now on nobody can tell whose a sheet or a book was."""
    _passing().destroy(_name(number, phase))


def outer_pair(number: int, phase: Phase) -> KeyPair:
    """Return the pair of a phase, made at the first call."""
    return KeyPair.of_private(_keys().passing_key(_name(number, phase)))


def outer_pair_kept(number: int, phase: Phase) -> KeyPair | None:
    """Return the pair of a phase if it is here."""
    private = _keys().passing_key_kept(_name(number, phase))
    return KeyPair.of_private(private) if private else None


def destroy_outer_pair(number: int, phase: Phase) -> None:
    """Destroy the pair: what is left of sheets and books anywhere opens no more."""
    _keys().destroy(_name(number, phase))


def close_sheet(sheet: Sheet, public: bytes) -> bytes:
    """Return a sheet closed; whatever stands on it, it has one size."""
    content = json.dumps(sheets.sheet_written(sheet), ensure_ascii=False).encode("utf-8", "replace")
    return boxes.seal_to(public, padding.pad(content.ljust(_LEAST)))


def open_sheet(sealed: bytes, pair: KeyPair) -> Sheet:
    """Return what stands on a sheet; nothing where something else than a page of ours wrote it."""
    content = _opened(sealed, pair)
    return sheets.sheet_read(content) if isinstance(content, dict) else Sheet()


def close_book(book: bytes, public: bytes) -> bytes:
    """Return a book of votes closed."""
    return boxes.seal_to(public, book)


def open_book(sealed: bytes, pair: KeyPair) -> bytes:
    """Return the votes of a book; an empty one where something else than a page of ours wrote it."""
    try:
        book = boxes.open_sealed(pair, sealed)
    except Unopenable:
        return sheets.empty_book()
    return book if len(book) == sheets.BOOK_BYTES else sheets.empty_book()


def close_weights(weights: dict[str, object], pair: KeyPair) -> bytes:
    """Return what weighs in the order of statements, closed for this server alone."""
    content = json.dumps(weights).encode()
    return boxes.encrypt(_weights_key(pair), content)


def open_weights(sealed: bytes, pair: KeyPair) -> dict[str, object] | None:
    """Return it again, or None."""
    try:
        content = json.loads(boxes.decrypt(_weights_key(pair), sealed))
    except (Unopenable, ValueError):
        return None
    return content if isinstance(content, dict) else None


def close_words(content: dict[str, str], public: bytes) -> bytes:
    """Return a suggestion, or the answer to it, closed; it is padded to one of four sizes."""
    return boxes.seal_to(public, padding.pad(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")))


def open_words(sealed: bytes, pair: KeyPair) -> dict[str, str] | None:
    """Return it again, or None."""
    content = _opened(sealed, pair)
    return {key: str(value) for key, value in content.items()} if isinstance(content, dict) else None


def pepper() -> bytes:
    """Return the pepper of receipts and of items' ids."""
    return _keys().pepper()


def _opened(sealed: bytes, pair: KeyPair) -> object:
    try:
        return json.loads(padding.unpad(boxes.open_sealed(pair, sealed)))
    except (Unopenable, NotPadded, ValueError):
        return None


def _weights_key(pair: KeyPair) -> bytes:
    return derive.derive(pair.private, salt=b"", purpose="groundswell weights of statements 1")


def _keys() -> KeyFolder:
    return KeyFolder(settings.KEYS_FOLDER)


def _passing() -> KeyFolder:
    return KeyFolder(settings.KEYS_FOLDER / NOT_IN_BACKUPS)


def _name(number: int, phase: Phase) -> str:
    return f"round-{number}-{phase}"
