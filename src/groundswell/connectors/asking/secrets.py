"""Secrets of services at rest: encrypted under the source key, a file of the installation outside of the database.

A dump of the database, or a backup of it without the folder of keys, opens none of them.
"""

from django.conf import settings

from groundswell.kit.seal import boxes
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.derive import derive
from groundswell.kit.seal.files import KeyFolder

_PURPOSE = "groundswell secrets of services 1"


def closed(secret: str, *, of: str) -> bytes:
    """Return a secret as it may be stored; `of` names what it belongs to, and opens nothing else. "" stays empty."""
    return boxes.encrypt(_key(), secret.encode("utf-8", "surrogatepass"), beside=of.encode()) if secret else b""


def opened(box: bytes | memoryview, *, of: str) -> str:
    """Return a secret, or "" for none. Raises Unopenable after a restore without the folder of keys."""
    content = bytes(box)
    return boxes.decrypt(_key(), content, beside=of.encode()).decode("utf-8", "surrogatepass") if content else ""


def _key() -> bytes:
    return derive(KeyFolder(settings.KEYS_FOLDER).source_key(), salt=b"", purpose=_PURPOSE)


__all__ = ["Unopenable", "closed", "opened"]
