"""Words of the desk that nobody agreed to yet lie closed in the database, under a key file outside it.

Weaker than a seal: the live server opens them, so that the desk's lists need no passphrase. Who holds the database
alone, or an old backup of it, reads none.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from groundswell.kit.seal import boxes, derive
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.files import KeyFolder
from groundswell.kit.seal.padding import BUCKETS, MARK
from groundswell.people.rules import Audience

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    Text = models.TextField[str, str]
else:
    Text = models.TextField

# What looks closed and was typed so is closed once more, also where everybody reads it: else whoever has a dump would
# say its closed words as words of their own, and read them opened.
CLOSED = "⦗closed 1⦘"
_CLOSED = "closed"


class DeskText(Text):
    """Words that lie closed for as long as only the desk reads their row; a row without readers of its own always."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - as Django's
        """Return what is stored of the words."""
        text = str(super().pre_save(model_instance, add))
        return closed(text) if text and (is_the_desks(model_instance) or text.startswith(CLOSED)) else text

    def from_db_value(self, value: str | None, expression: object, connection: "BaseDatabaseWrapper") -> str | None:
        """Return the words."""
        del expression, connection
        return opened(value) if value else value


def is_the_desks(row: models.Model) -> bool:
    """Tell whether nobody beyond the desk reads a row."""
    key = getattr(row, "audience_key", Audience.ADVOCATE.value)
    return key == Audience.ADVOCATE or str(key).startswith("person:")


def closed(text: str) -> str:
    """Return words closed, of one of the four sizes of all that is sealed, or of a multiple of the largest."""
    plain = text.encode("utf-8", "surrogatepass") + MARK
    box = boxes.encrypt(_key(), plain.ljust(_size(len(plain)), b"\0"))
    return CLOSED + b64encode(box).decode()


def opened(stored: str) -> str:
    """Return the words of what is stored, closed or not."""
    if not stored.startswith(CLOSED):
        return stored
    try:
        padded = boxes.decrypt(_key(), b64decode(stored.removeprefix(CLOSED)))
    except (Unopenable, ValueError):
        return _("(These words do not open: the key file beside the database is another one.)")
    return padded.rpartition(MARK)[0].decode("utf-8", "surrogatepass")


def closed_content(content: Mapping[str, object]) -> dict[str, object]:
    """Return the content of a proposal as it lies closed in its row: what only the desk reads, until it goes out."""
    return {_CLOSED: closed(json.dumps(content))}


def opened_content(stored: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return the content of a proposal, closed in its row or out; None where the key file is another one."""
    if _CLOSED not in stored:
        return stored
    try:
        content: dict[str, object] = json.loads(opened(str(stored[_CLOSED])))
    except ValueError:
        return None
    return content


def _size(length: int) -> int:
    return next((bucket for bucket in BUCKETS if length <= bucket), -(-length // BUCKETS[-1]) * BUCKETS[-1])


def _key() -> bytes:
    return derive.derive(KeyFolder(settings.KEYS_FOLDER).words_key(), salt=b"", purpose="groundswell desk words 1")
