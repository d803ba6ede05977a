"""Archives: a file, a folder of files or a ZIP, read in one order, from any place on, with bounded memory.

A fault in one of many files is noted with its name, and the others are read; what stands before a cut is kept.
"""

import codecs
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from gzip import GzipFile
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from groundswell.connectors.located import Unreadable, load
from groundswell.questions.records import Author, Batch, Gone, Item, Message

AT_ONCE = 2_000
# One JSON value of a file: larger ones are no topic and no page of messages.
LARGEST_VALUE = 64 * 2**20
# What reading raises where something in a file is of another kind than it should be.
_MISSHAPEN = (AttributeError, LookupError, TypeError, ValueError, OverflowError)
DAMAGED = (EOFError, zipfile.BadZipFile, OSError, zlib.error)
_LONGEST_WHY = 120
_CHUNK = 2**20
_MARKED = 2**16
# Not what begins with a dot: Zulip writes "✔ " as ".E2.9C.94.20".
_NO_CONTENT = frozenset({".git", ".github", ".svn", ".DS_Store", "__MACOSX"})
_BLANK = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A file of an archive: its name in it, and its bytes."""

    name: str
    size: int


@dataclass
class Archive:
    """What a path holds. `read` bytes of `total` are done; `faults` are sentences, `left_out` counts the rest."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    read: int = 0
    faults: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _zip: zipfile.ZipFile | None = None

    def __post_init__(self) -> None:
        """List the files. Raises Unreadable."""
        if not self.path.exists():
            raise Unreadable(_("There is no such file."))
        if self.path.is_dir():
            found = (each for each in self.path.rglob("*") if each.is_file() and not _is_hidden(each, self.path))
            self.entries = sorted(Entry(str(each.relative_to(self.path)), each.stat().st_size) for each in found)
        elif self.path.suffix.lower() == ".zip":
            self.entries = sorted(self._members())
        else:
            _refuse_packed(self.path)
            self.entries = [Entry(self.path.name, self.path.stat().st_size)]
        if not any(each.size for each in self.entries):
            raise Unreadable(_("There is nothing in it."))

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(each.size for each in self.entries)

    @cached_property
    def mark(self) -> str:
        """A mark of what it holds: another archive, or one that has grown, has another."""
        digest = blake2b(digest_size=16)
        for entry in self.entries:
            digest.update(f"{entry.name}\n{entry.size}\n".encode("utf-8", "surrogateescape"))
        if self.entries:
            # A first file that is damaged is told of when it is read; a mark needs no more than to be the same again.
            with suppress(*DAMAGED), self.open(self.entries[0]) as file:
                digest.update(file.read(_MARKED))
        return digest.hexdigest()

    def ending(self, *endings: str) -> list[Entry]:
        """Return the files whose names end like this."""
        return [each for each in self.entries if each.name.lower().endswith(endings)]

    def named(self, name: str) -> Entry | None:
        """Return the file of this name, in whatever folder."""
        return next((each for each in self.entries if each.name == name or each.name.endswith(f"/{name}")), None)

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        """Open a file of it; one that is packed by gzip is unpacked."""
        with self._opened(entry) as file:
            if entry.name.endswith(".gz"):
                with GzipFile(fileobj=file) as unpacked:
                    yield cast("IO[bytes]", unpacked)
            else:
                yield file

    def value(self, entry: Entry) -> object:
        """Return the JSON value that a whole file is. Raises Unreadable."""
        if entry.size > LARGEST_VALUE:
            raise Unreadable(_("This file is larger than 64 MB: is it the right one?"))
        with self.open(entry) as file:
            return load(file.read())

    @contextmanager
    def noting(self, entry: Entry) -> Iterator[None]:
        """Note what is wrong with a file, and go on; its bytes count as read in any case."""
        before = self.read
        try:
            yield
        except Unreadable as fault:
            self.faults.append(f"{entry.name}: {fault.why}")
        except DAMAGED as fault:
            self.faults.append(_("%(name)s: it is damaged (%(why)s).") % {"name": entry.name, "why": fault})
        except _MISSHAPEN as fault:
            why = f"{type(fault).__name__}: {fault}"[:_LONGEST_WHY]
            words = _("%(name)s: something in it is not as such a file has it (%(why)s). It was not read whole.")
            self.faults.append(words % {"name": entry.name, "why": why})
        self.read = max(self.read, before + entry.size)

    def _opened(self, entry: Entry) -> IO[bytes]:
        if self._zip is not None:
            try:
                return self._zip.open(entry.name)
            except RuntimeError:
                why = _(
                    "It is locked with a password, or packed in an unusual way. Unpack it first, and name the folder."
                )
                raise Unreadable(why) from None
        return cast("IO[bytes]", (self.path / entry.name if self.path.is_dir() else self.path).open("rb"))

    def _members(self) -> Iterator[Entry]:
        try:
            self._zip = zipfile.ZipFile(self.path)
        except zipfile.BadZipFile:
            why = _("This ZIP file is cut off or damaged: its list of files, which stands at its end, is missing.")
            raise Unreadable(f"{why} {_('Download it once more.')}") from None
        for each in self._zip.infolist():
            if not each.is_dir():
                yield Entry(each.filename, each.file_size)


def _is_hidden(file: Path, folder: Path) -> bool:
    return not _NO_CONTENT.isdisjoint(file.relative_to(folder).parts)


def _refuse_packed(path: Path) -> None:
    if path.name.lower().endswith((".tar", ".tar.gz", ".tgz", ".7z", ".bz2", ".xz", ".rar", ".zst")):
        raise Unreadable(_("This is a packed archive. Unpack it first, and name the folder."))


def values(file: IO[bytes], archive: Archive) -> Iterator[Any]:
    """Yield the values of a JSON array, or of one value a line, as far as they are whole.

    Raises Unreadable where it breaks off or is no JSON, after all that stands before.
    """
    decoder, text, place, done = json.JSONDecoder(), "", 0, False
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    while True:
        place = cast("re.Match[str]", _BLANK.match(text, place)).end()
        if place < len(text) and (text[place] == "[" and not done):
            place, done = place + 1, True
            continue
        if place < len(text) and text[place] == "]":
            return
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError, ValueError) as fault:
            text, place = text[place:], 0
            chunk = file.read(max(_CHUNK, len(text)))
            archive.read += len(chunk)
            if chunk and len(text) <= LARGEST_VALUE:
                text += decode(chunk)
                continue
            if not chunk and not text.strip() and not done:
                return
            raise Unreadable(_why(text, fault, done=done)) from None
        else:
            yield value


def _why(text: str, fault: Exception, *, done: bool) -> str:
    if text.lstrip().startswith("<"):
        return _("This is a web page, not JSON.")
    if done or isinstance(fault, json.JSONDecodeError):
        return _("This file is cut off: all that stands whole before it was read. Download it once more.")
    return _("This is not JSON.")


@dataclass
class Gathering:
    """Records on their way into batches of bounded size."""

    authors: dict[str, Author] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether it is time for a batch."""
        return len(self.messages) + len(self.items) + len(self.gone) >= AT_ONCE

    def add(self, *records: Author | Item | Message | Gone) -> None:
        """Take records; of authors with one key the one that is known later."""
        for record in records:
            if isinstance(record, Message):
                self.messages.append(record)
            elif isinstance(record, Item):
                self.items.append(record)
            elif isinstance(record, Gone):
                self.gone.append(record)
            else:
                before = self.authors.get(record.key)
                if before is None or not (before.as_of and record.as_of and record.as_of < before.as_of):
                    self.authors[record.key] = record

    def batch(self, cursor: str) -> Batch:
        """Return what was gathered, and begin anew."""
        made = Batch(
            authors=tuple(self.authors.values()),
            items=tuple(self.items),
            messages=tuple(self.messages),
            gone=tuple(self.gone),
            cursor=cursor,
        )
        self.__init__()  # type: ignore[misc]  # empty again
        return made


def after(entries: list[Entry], since: str) -> list[Entry]:
    """Return the files that come after the one a cursor names."""
    return [each for each in entries if each.name > since] if since else entries
