"""Looks for secrets in files, in every dress that software puts on text.

A secret is looked for as it is and in small letters; in UTF-8 and UTF-16; as hexadecimal digits; in base64 at each of
its three alignments; quoted-printable, percent-encoded, HTML-escaped and JSON-escaped; with line breaks in between as
mails have them; and inside whatever zlib, gzip or base64 had packed.
"""

import json
import quopri
import re
import zlib
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

SHORTEST = 8
PACKED = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
SOFT_BREAK = re.compile(rb"=?\r?\n")
DEEPEST = 3
BOMB = 4 * 1024 * 1024


@dataclass
class Hunt:
    """Secrets by what they are, and the bytes by which each would be known."""

    trails: dict[bytes, list[tuple[bytes, str]]] = field(default_factory=lambda: defaultdict(list))

    def seek(self, secret: str | bytes, what: str) -> None:
        """Look for a secret of eight characters or more."""
        for dress in {*_dresses(secret)}:
            assert len(dress) >= SHORTEST, f"{what} is too short to be told from chance"
            self.trails[dress[:SHORTEST]].append((dress, what))

    def in_folders(self, folders: Iterable[Path]) -> list[str]:
        """Return each secret found in the files below these folders, or in their names, with the file."""
        found: set[str] = set()
        for file in (each for folder in folders for each in sorted(folder.rglob("*")) if each.is_file()):
            seen = {*self.in_bytes(file.read_bytes()), *self.in_bytes(str(file).encode())}
            found |= {f"{what} in {file.name}" for what in seen}
        return sorted(found)

    def in_bytes(self, data: bytes, depth: int = 0) -> set[str]:
        """Return what is found in some bytes."""
        found = self._as_it_stands(data)
        if b"\n" in data:
            found |= self._as_it_stands(SOFT_BREAK.sub(b"", data))
        if depth < DEEPEST:
            for inner in _unpacked(data):
                found |= self.in_bytes(inner, depth + 1)
        return found

    def _as_it_stands(self, data: bytes) -> set[str]:
        starts = {data[place : place + SHORTEST] for place in range(len(data) - SHORTEST + 1)}
        near = (trail for start in starts & self.trails.keys() for trail in self.trails[start])
        return {what for dress, what in near if dress in data}


def _dresses(secret: str | bytes) -> Iterator[bytes]:
    if isinstance(secret, bytes):
        yield from (secret, secret.hex().encode(), secret.hex().upper().encode(), *_in_base64(secret))
        return
    for text in {secret, secret.lower(), secret.upper()}:
        raw = text.encode()
        yield from (raw, text.encode("utf-16-le"), text.encode("utf-16-be"), raw.hex().encode())
        yield from _in_base64(raw)
        yield from _in_base64(text.encode("utf-16-le"))
        yield quopri.encodestring(raw).replace(b"=\n", b"").strip()
        yield from (quote(text).encode(), escape(text).encode(), json.dumps(text)[1:-1].encode())


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Yield the middle of the base64 of something before and behind which other things may stand."""
    for before in range(3):
        padded = b"\0" * before + raw
        whole = padded[: len(padded) // 3 * 3]
        skipped = -(-before * 4 // 3)
        for encode in (b64encode, urlsafe_b64encode):
            middle = encode(whole)[skipped:]
            if len(middle) >= SHORTEST:
                yield middle


def _unpacked(data: bytes) -> Iterator[bytes]:
    for run in PACKED.findall(data):
        text = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        text = text[: len(text) - (len(text) % 4 == 1)]
        yield b64decode(text + b"=" * (-len(text) % 4))
    for start in ZLIB.finditer(data):
        try:
            unpacked = zlib.decompressobj(wbits=47).decompress(data[start.start() :], BOMB)
        except zlib.error:
            continue
        if unpacked:
            yield unpacked
