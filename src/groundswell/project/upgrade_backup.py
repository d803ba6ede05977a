"""The backup that every upgrade makes of itself before it touches an existing database.

The main database: one copy, kept until the next upgrade. The keyring: one copy only for as long as its migration
takes, because a copy of a key that outlives its shredding would break the promise that deleted means gone.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import connections
from rich.console import Console

from groundswell import __version__
from groundswell.kit import clock
from groundswell.project.archive.backup import back_up_database

PREFIX = "before-"
KEYRING = "keyring"
CLOSED_BY = "upgrade-backup.passphrase"


def make(alias: str, needed: list[str], console: Console) -> None:
    """Copy a database that these migrations are about to change."""
    if alias == KEYRING and not any(name.startswith(f"{KEYRING}.") for name in needed):
        return
    file = _file(alias)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in file.parent.glob(f"{PREFIX}*"):
        old.unlink()
    with console.status("Making a backup before the upgrade"):
        _copy(alias, file)
    if alias != KEYRING:
        console.print(f"A backup from before this upgrade lies in {file}.")


def settle(alias: str) -> None:
    """Remove what must not outlive the upgrade: the copy of the keyring."""
    if alias == KEYRING:
        _file(alias).unlink(missing_ok=True)


def _copy(alias: str, file: Path) -> None:
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
    elif alias != KEYRING:
        back_up_database(file, _passphrase(), lambda _table, _rows: None)


def _passphrase() -> str:
    """Return the passphrase of these archives, which lies where the other keys of the installation do."""
    file = Path(settings.KEYS_FOLDER) / CLOSED_BY
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32))
    return file.read_text(encoding="utf-8")


def _file(alias: str) -> Path:
    if alias == KEYRING:
        return Path(settings.KEYS_FOLDER) / f"{PREFIX}upgrade.sqlite3"
    kind = "sqlite3" if connections[alias].vendor == "sqlite" else "archive"
    return Path(settings.DATA_FOLDER) / "backups" / f"{PREFIX}{__version__}-{clock.today()}.{kind}"
