"""The encrypted file: lines of text, compressed, then sealed in chunks under a passphrase.

Layout: MAGIC, salt, cost of the passphrase, header of the stream; then chunks, each with its length before it. The
stream is libsodium's secretstream (XChaCha20-Poly1305), which notices a chunk that is changed, moved, or cut off at
the end. No name, time or owner of any file is in it.
"""

import os
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from groundswell.project.faults import Fault

MAGIC = b"groundswell archive 1\n"
COST = Struct(">II")
LENGTH = Struct(">I")
CHUNK = 64 * 1024
KIB = 1024
FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
EXTRA_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
PASSES = 3
MEMORY_KIB = 64 * KIB
# A forged archive must not take all memory before it is found out.
MOST_PASSES = 10
MOST_MEMORY_KIB = 256 * KIB


class Writer:
    """Takes lines, and writes them compressed and sealed."""

    def __init__(self, out: BinaryIO, passphrase: str, *, passes: int = PASSES, memory_kib: int = MEMORY_KIB) -> None:
        self._out = out
        self._packer = zlib.compressobj(6)
        self._waiting = bytearray()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        preamble = MAGIC + os.urandom(argon2id.SALTBYTES) + COST.pack(passes, memory_kib)
        header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, _key(preamble, passphrase))
        self._beside: bytes | None = preamble
        out.write(preamble + header)

    def line(self, text: str) -> None:
        """Add one line."""
        self._waiting += self._packer.compress(text.encode() + b"\n")
        while len(self._waiting) >= CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), MESSAGE)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write what is left, and the mark that says nothing is missing after it."""
        self._waiting += self._packer.flush()
        self._seal(bytes(self._waiting), FINAL)

    def _seal(self, plain: bytes, tag: int) -> None:
        sealed = bindings.crypto_secretstream_xchacha20poly1305_push(self._state, plain, self._beside, tag)
        self._beside = None
        self._out.write(LENGTH.pack(len(sealed)) + sealed)


@contextmanager
def writing(file: Path, passphrase: str, *, passes: int = PASSES, memory_kib: int = MEMORY_KIB) -> Iterator[Writer]:
    """Write an archive that is there whole or not at all, and for its owner alone."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            writer = Writer(out, passphrase, passes=passes, memory_kib=memory_kib)
            yield writer
            writer.close()
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def blanking(file: Path) -> Iterator[None]:
    """Overwrite what a file held, once another has taken its name: a shredded key must not stay in a freed block."""
    old = file.open("r+b") if file.is_file() else None
    try:
        yield
        if old and os.fstat(old.fileno()).st_ino != file.stat().st_ino:
            old.write(bytes(os.fstat(old.fileno()).st_size))
            old.flush()
            os.fsync(old.fileno())
    finally:
        if old:
            old.close()


def reading(file: Path, passphrase: str) -> Iterator[str]:
    """Yield an archive's lines. Raises Fault: no archive, wrong passphrase, damaged, cut off."""
    try:
        with file.open("rb") as source:
            yield from _lines(_unpacked(_opened(source, file, passphrase), file))
    except OSError as error:
        raise Fault(f"{file} cannot be read: {error.strerror}.") from error


def _opened(source: BinaryIO, file: Path, passphrase: str) -> Iterator[bytes]:
    preamble = source.read(len(MAGIC) + argon2id.SALTBYTES + COST.size)
    header = source.read(HEADER_BYTES)
    if not preamble.startswith(MAGIC) or len(header) < HEADER_BYTES:
        raise Fault(f"{file} is no archive of Groundswell.")
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, _key(preamble, passphrase))
    beside: bytes | None = preamble
    tag = MESSAGE
    while tag != FINAL:
        sealed = _chunk(source, file)
        try:
            plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed, beside)
        except CryptoError as error:
            what = f"The passphrase does not open {file}." if beside else f"{file} is damaged. Use another copy of it."
            raise Fault(what) from error
        beside = None
        yield plain


def _chunk(source: BinaryIO, file: Path) -> bytes:
    length = source.read(LENGTH.size)
    size = LENGTH.unpack(length)[0] if len(length) == LENGTH.size else 0
    sealed = source.read(size) if EXTRA_BYTES <= size <= CHUNK + EXTRA_BYTES else b""
    if not sealed or len(sealed) != size:
        raise Fault(f"{file} is cut off or damaged. Use another copy of it.")
    return sealed


def _unpacked(chunks: Iterator[bytes], file: Path) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk)
        yield unpacker.flush()
    except zlib.error as error:
        raise Fault(f"{file} is damaged. Use another copy of it.") from error


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    rest = bytearray()
    for piece in pieces:
        rest += piece
        *whole, last = rest.split(b"\n")
        rest = bytearray(last)
        yield from (line.decode() for line in whole)


def _key(preamble: bytes, passphrase: str) -> bytes:
    salt = preamble[len(MAGIC) : -COST.size]
    passes, memory_kib = COST.unpack(preamble[-COST.size :])
    if not 1 <= passes <= MOST_PASSES or not argon2id.MEMLIMIT_MIN <= memory_kib * KIB <= MOST_MEMORY_KIB * KIB:
        raise Fault("This archive is damaged: the cost of its passphrase is out of bounds.")
    size = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
    return argon2id.kdf(size, _typed(passphrase), salt, opslimit=passes, memlimit=memory_kib * KIB)


def _typed(passphrase: str) -> bytes:
    """Make equal what keyboards, files and pasting make different: composed letters, blanks at the ends."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode()
