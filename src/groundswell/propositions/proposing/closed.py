"""Words that only some people read lie closed in the database, under a key file outside it; and marks of words.

Weaker than a seal, as of the register's desk: the live server opens them. Who holds the database alone reads none.
"""

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from groundswell.kit.once import once_a_page
from groundswell.kit.seal import boxes, derive, padding
from groundswell.kit.seal.ballots import Series
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.files import KeyFolder
from groundswell.kit.seal.padding import NotPadded

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    Text = models.TextField[str, str]
else:
    Text = models.TextField


class ClosedText(Text):
    """Text that is closed whenever it is stored; nothing stays nothing."""

    def get_prep_value(self, value: object) -> str:
        """Return what is stored of the words."""
        text = str(value or "")
        return (
            b64encode(boxes.encrypt(_words_key(), padding.pad(text.encode("utf-8", "surrogatepass")))).decode()
            if text
            else ""
        )

    def from_db_value(self, value: str | None, expression: object, connection: "BaseDatabaseWrapper") -> str:
        """Return the words."""
        del expression, connection
        return _opened(value) if value else ""


def mark_of(text: str) -> bytes:
    """Return a keyed mark of exact words: it tells whether they changed, and nothing of what they are."""
    said = text.encode("utf-8", "surrogatepass")
    return derive.tag(_kept_words_key(), said, purpose="groundswell proposition words 1")


def tag_of(about: UUID, person: UUID, words: bytes = b"") -> str:
    """Return the mark with which a person stands behind words. None of a person tells another."""
    key = _owner_key()
    return derive.tag(key, about.bytes, person.bytes, words, purpose="groundswell proposition person 1").hex()


def link_of(ask: UUID) -> str:
    """Return the code of a review link: it can be sent again, and is not kept."""
    return _links().code(_secret("groundswell review links 1"), ask.bytes)


def hash_of(link: str) -> str:
    """Return what is kept of a review link; raises BadBallot for what is none."""
    return _links().hash_of(link)


def _links() -> Series:
    return Series("review links", _secret("groundswell review link marks 1"))


def _secret(purpose: str) -> bytes:
    return derive.derive(_files().pepper(), salt=b"", purpose=purpose)


def _opened(stored: str) -> str:
    try:
        return padding.unpad(boxes.decrypt(_words_key(), b64decode(stored))).decode("utf-8", "surrogatepass")
    except (Unopenable, NotPadded, ValueError):
        return _("(These words do not open: the key file beside the database is another one.)")


@once_a_page
def _owner_key() -> bytes:
    return _files().owner_key()


@once_a_page
def _kept_words_key() -> bytes:
    return _files().words_key()


@once_a_page
def _words_key() -> bytes:
    return derive.derive(_kept_words_key(), salt=b"", purpose="groundswell proposition texts 1")


def _files() -> KeyFolder:
    return KeyFolder(settings.KEYS_FOLDER)
