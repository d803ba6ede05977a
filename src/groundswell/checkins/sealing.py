"""How an answer is closed twice, and which file holds which key.

The inner box opens with a reader's desk key alone, the outer one with a key file that exists from the opening to the
release: so neither a reader nor who has every file can look before the close, and nobody after the release.
"""

import json
from uuid import UUID

from django.conf import settings

from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import Said
from groundswell.kit.seal import boxes, derive, padding
from groundswell.kit.seal.ballots import Series
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.kit.seal.files import KeyFolder
from groundswell.kit.seal.padding import NotPadded

# Backups take the files of the folder of keys, and not of folders in it.
NOT_IN_BACKUPS = "not-in-backups"


def series_of(sprint: int) -> Series:
    """Return the ballots of a period: codes, and the hashes that are kept of them."""
    return Series(f"check-in {sprint}", derive.derive(_keys().pepper(), salt=b"", purpose="groundswell ballots 1"))


def ballot_secret(sprint: int) -> bytes:
    """Return K of a period, made at the first call. No backup has it."""
    return _passing().passing_key(_of_ballots(sprint))


def ballot_secret_kept(sprint: int) -> bytes | None:
    """Return K of a period if it is here: not after the close, and not after a restore."""
    return _passing().passing_key_kept(_of_ballots(sprint))


def destroy_ballot_secret(sprint: int) -> None:
    """Destroy K: from now on nobody can tell whose a hash was."""
    _passing().destroy(_of_ballots(sprint))


def outer_pair(sprint: int) -> KeyPair:
    """Return the pair of the outer box, made at the first call."""
    return KeyPair.of_private(_keys().passing_key(_of_outer_box(sprint)))


def outer_pair_kept(sprint: int) -> KeyPair | None:
    """Return the pair of the outer box if it is here."""
    private = _keys().passing_key_kept(_of_outer_box(sprint))
    return KeyPair.of_private(private) if private else None


def destroy_outer_pair(sprint: int) -> None:
    """Destroy the outer key: what is left of the answers anywhere opens no more."""
    _keys().destroy(_of_outer_box(sprint))


def answer_id(nonce: bytes, code: str) -> UUID:
    """Return the id of what a form's nonce makes of a ballot: the same form sent twice is one answer."""
    mark = derive.tag(_keys().pepper(), nonce, code.lower().encode(), purpose="groundswell answer 1")
    return UUID(bytes=mark[:16], version=4)


def words_nonce(nonce: bytes, code: str) -> bytes:
    """Return the nonce of words that came with an answer: it leads neither to the answer nor back."""
    mark = derive.tag(nonce, code.lower().encode(), purpose="groundswell words beside an answer 1")
    return mark[: len(nonce)]


def close_answer(said: Said, *, inner: bytes, outer: bytes) -> bytes:
    """Close an answer into both boxes; whatever it says, it has one size."""
    content = json.dumps(answers.written(said)).encode()
    return boxes.seal_to(outer, boxes.seal_to(inner, padding.pad(content)))


def open_answer(sealed: bytes, *, inner: KeyPair, outer: KeyPair) -> Said | None:
    """Return what an answer says; None where something else than a ballot wrote it."""
    try:
        content = json.loads(padding.unpad(boxes.open_sealed(inner, boxes.open_sealed(outer, sealed))))
    except (Unopenable, NotPadded, ValueError):
        return None
    return answers.read(content) if isinstance(content, dict) else None


def _keys() -> KeyFolder:
    return KeyFolder(settings.KEYS_FOLDER)


def _passing() -> KeyFolder:
    return KeyFolder(settings.KEYS_FOLDER / NOT_IN_BACKUPS)


def _of_ballots(sprint: int) -> str:
    return f"ballots-{sprint}"


def _of_outer_box(sprint: int) -> str:
    return f"check-in-{sprint}"
