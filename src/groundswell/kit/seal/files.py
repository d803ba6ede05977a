"""Key files: secrets that lie beside the database and never in it, each made at its first use."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from groundswell.kit.seal import boxes

ONLY_OWNER = 0o700


class DamagedKey(Exception):
    """A key file has not the size of a key. Restore it from a backup: a new one opens nothing that is old."""

    def __init__(self, file: Path) -> None:
        """Name the file."""
        super().__init__(f"{file} is damaged: a key file has {boxes.KEY_BYTES} bytes. Restore it from a backup.")


class KeyFolder:
    """The folder of key files: 0700, each file 0600, on a disk that knows hard links (FAT does not)."""

    def __init__(self, path: Path) -> None:
        """Name the folder; it is made when the first key is."""
        self.path = path

    def pepper(self) -> bytes:
        """Return the pepper of receipts and of items' ids (32 bytes)."""
        return self._key("pepper")

    def owner_key(self) -> bytes:
        """Return the key of owner tags, and of authors' own copies of signed voices (32 bytes)."""
        return self._key("owner")

    def source_key(self) -> bytes:
        """Return the key that encrypts the secrets of sources and webhooks (32 bytes)."""
        return self._key("source")

    def words_key(self) -> bytes:
        """Return the key of words that the desk alone reads, before anybody agreed to them (32 bytes)."""
        return self._key("words")

    def passing_key(self, name: str) -> bytes:
        """Return a key that lives as long as a period (32 bytes), made at the first call; see `destroy`."""
        return self._key(name)

    def passing_key_kept(self, name: str) -> bytes | None:
        """Return such a key if it is here, and make none."""
        file = self.path / f"{name}.key"
        try:
            return _whole(file)
        except FileNotFoundError:
            return None

    def destroy(self, name: str) -> None:
        """Overwrite and remove such a key; one that is not here is destroyed already."""
        file = self.path / f"{name}.key"
        try:
            _overwrite(file)
            file.unlink()
        except FileNotFoundError:
            return
        _flush(self.path)

    def _key(self, name: str) -> bytes:
        file = self.path / f"{name}.key"
        try:
            return _whole(file)
        except FileNotFoundError:
            self._make(file)
            return _whole(file)

    def _make(self, file: Path) -> None:
        """Write a fresh key whole, then give it its name; of two makers the first wins, and both read its key."""
        self.path.mkdir(mode=ONLY_OWNER, parents=True, exist_ok=True)
        self.path.chmod(ONLY_OWNER)
        unnamed = self.path / f".{uuid4().hex}.new"
        try:
            _write_new(unnamed, boxes.new_secret())
            # A rename would replace what another process has just made; a link refuses.
            with suppress(FileExistsError):
                os.link(unnamed, file)
        finally:
            unnamed.unlink(missing_ok=True)
        _flush(self.path)


def _whole(file: Path) -> bytes:
    # A page reads half a dozen, and a file object costs four times what the file does.
    handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        key = os.read(handle, boxes.KEY_BYTES + 1)
    finally:
        os.close(handle)
    if len(key) != boxes.KEY_BYTES:
        raise DamagedKey(file)
    return key


def _write_new(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _overwrite(file: Path) -> None:
    """Replace the content where it lies. A disk that copies on write, or flash, may keep the old blocks."""
    with os.fdopen(os.open(file, os.O_WRONLY), "wb") as out:
        out.write(bytes(boxes.KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())


def _flush(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
