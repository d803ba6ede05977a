"""Make an archive of the database, and beside it the one copy of the keys; and the way back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from groundswell import __version__
from groundswell.kit import clock, search
from groundswell.project.archive import rows, text
from groundswell.project.archive.container import blanking, reading, writing
from groundswell.project.archive.rows import Told
from groundswell.project.faults import Fault

MAIN = "default"
KEYRING = "keyring"
KEYS_FILE = "groundswell-keys.archive"


def keys_file_beside(archive: Path) -> Path:
    """Return where the keys of an archive lie: always the same name, so that each backup replaces the last copy."""
    return archive.with_name(KEYS_FILE)


def back_up(archive: Path, passphrase: str, told: Told) -> Path:
    """Write the database into an archive, then the keys into the one copy beside it; return that copy. Raises Fault.

    The keys come second: what is shredded in between is gone, and what is new in between is not in the archive.
    """
    if not rows.migrations_of(MAIN):
        raise Fault(f"There is nothing in {_place(MAIN)} yet.")
    back_up_database(archive, passphrase, told)
    keys = keys_file_beside(archive)
    with _told_plainly(keys), blanking(keys), writing(keys, passphrase) as out:
        out.line(_headline("keys"))
        for file in _key_files():
            out.line(text.line({"file": file.name, "content": text.of_bytes(file.read_bytes())}))
        for line in rows.lines_of(KEYRING, told):
            out.line(line)
    return keys


def back_up_database(archive: Path, passphrase: str, told: Told) -> None:
    """Write the database alone into an archive. Raises Fault."""
    with _told_plainly(archive), writing(archive, passphrase) as out:
        out.line(_headline("database"))
        for line in rows.lines_of(MAIN, told):
            out.line(line)


def restore(archive: Path, keys: Path | None, passphrase: str, told: Told) -> None:
    """Fill an empty installation from an archive and its keys (None: those that are here stay). Raises Fault.

    Both files are read to their ends before anything is touched.
    """
    contents = {archive: "database"} | ({keys: "keys"} if keys else {})
    for file, kind in contents.items():
        _check(file, kind, passphrase)
    for alias in (MAIN, KEYRING) if keys else (MAIN,):
        if rows.migrations_of(alias):
            raise Fault(f"Something is in {_place(alias)} already. Restore into a folder (--data) or database without.")
    if keys:
        lines = _opened(keys, passphrase)
        next(lines)
        rows.load(KEYRING, _files_put_back(lines), told)
    lines = _opened(archive, passphrase)
    next(lines)
    rows.load(MAIN, lines, told)
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0, interactive=False, skip_checks=True)
    search.rebuild()


def _headline(kind: str) -> str:
    return text.line({"groundswell": __version__, "holds": kind, "made_on": clock.today().isoformat()})


def _check(file: Path, kind: str, passphrase: str) -> None:
    lines = _opened(file, passphrase)
    headline = next(lines, None)
    if not isinstance(headline, dict) or headline.get("holds") != kind:
        raise Fault(f"{file} holds no {kind}.")
    for _ in lines:
        pass


def _opened(file: Path, passphrase: str) -> Iterator[dict[str, Any] | list[Any]]:
    return text.parsed(reading(file, passphrase))


def _key_files() -> list[Path]:
    return sorted(file for file in Path(settings.KEYS_FOLDER).glob("*.key") if file.is_file())


def _files_put_back(lines: Iterator[dict[str, Any] | list[Any]]) -> Iterator[dict[str, Any] | list[Any]]:
    """Write the key files that come first, and pass on what follows them."""
    folder = Path(settings.KEYS_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for line in lines:
        if isinstance(line, dict) and "file" in line:
            _put(folder / Path(line["file"]).name, text.to_bytes(line["content"]))
        else:
            yield line


def _put(file: Path, content: bytes) -> None:
    unnamed = file.with_name(f".{file.name}.new")
    unnamed.unlink(missing_ok=True)
    with os.fdopen(os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    unnamed.replace(file)


def _place(alias: str) -> str:
    return str(connections[alias].settings_dict["NAME"])


@contextmanager
def _told_plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault(f"{file} cannot be written: {error.strerror}.") from error
