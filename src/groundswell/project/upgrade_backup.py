"""The backup that every upgrade makes of itself before it touches an existing database.

The main database: one copy, kept until the next upgrade. The keyring: one copy only for as long as its migration
takes, because a copy of a key that outlives its shredding would break the promise that deleted means gone.
"""

from pathlib import Path

from django.conf import settings
from django.db import connections
from rich.console import Console

from groundswell import __version__
from groundswell.kit import clock

PREFIX = "before-"
KEYRING = "keyring"


def make(alias: str, needed: list[str], console: Console) -> None:
    """Copy a database that these migrations are about to change."""
    if alias == KEYRING and not any(name.startswith(f"{KEYRING}.") for name in needed):
        return
    file = _file(alias)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in file.parent.glob(f"{PREFIX}*"):
        old.unlink()
    with console.status("Making a backup before the upgrade"), connections[alias].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    if alias != KEYRING:
        console.print(f"A backup from before this upgrade lies in {file}.")


def settle(alias: str) -> None:
    """Remove what must not outlive the upgrade: the copy of the keyring."""
    if alias == KEYRING:
        _file(alias).unlink(missing_ok=True)


def _file(alias: str) -> Path:
    if alias == KEYRING:
        return Path(settings.KEYS_FOLDER) / f"{PREFIX}upgrade.sqlite3"
    return Path(settings.DATA_FOLDER) / "backups" / f"{PREFIX}{__version__}-{clock.today()}.sqlite3"
