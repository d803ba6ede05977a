"""The test databases as the migrations make them: made once, and copied by every later run."""

import ast
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"


def made_from() -> Iterator[Path]:
    """Yield what a migrated database depends on: the migrations, all of ours that they import, and the lock."""
    yield ROOT / "requirements/run.txt"
    waiting = sorted(SOURCE.glob("groundswell/**/migrations/*.py")) + sorted(SOURCE.glob("groundswell/kit/sqlite/*.py"))
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        yield path
        for found in _imported(path):
            if found not in seen:
                seen.add(found)
                waiting.append(found)


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from _files(each.name for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from _files([module, *(f"{module}.{each.name}" for each in names)])


def _files(modules: Iterable[str]) -> Iterator[Path]:
    for module in modules:
        place = SOURCE.joinpath(*module.split("."))
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if module.startswith("groundswell.") and path.is_file():
                yield path


def mark() -> str:
    """Return the mark of a migrated database: it changes with anything that the migrations are made of."""
    found = hashlib.sha256()
    for path in sorted(set(made_from())):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:32]


def laid_out(data: Path) -> bool:
    """Put the databases that an earlier run kept into an empty data folder; say whether there were any.

    What a server does with an empty folder is thirty seconds of migrations; the tests of that ask for none of this.
    """
    kept = ROOT / ".pytest_cache/d/databases" / mark()
    wanted = {"default": data / "groundswell.sqlite3", "keyring": data / "keys/items.sqlite3"}
    if any(data.iterdir()) or not all((kept / f"{alias}.sqlite3").is_file() for alias in wanted):
        return False
    data.chmod(0o700)
    for alias, path in wanted.items():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes((kept / f"{alias}.sqlite3").read_bytes())
    return True


def copied(kept: Path) -> bool:
    """Put the databases that an earlier run kept where this run looks for its own; say whether there were any."""
    wanted = {alias: kept / f"{alias}.sqlite3" for alias in settings.DATABASES}
    on_sqlite = all(each.vendor == "sqlite" for each in connections.all())
    if not on_sqlite or not all(path.is_file() for path in wanted.values()):
        return False
    for alias, path in wanted.items():
        Path(connections[alias].settings_dict["TEST"]["NAME"]).write_bytes(path.read_bytes())
    return True


def keep(kept: Path) -> None:
    """Keep the databases that this run's migrations made, and none of older migrations."""
    if any(each.vendor != "sqlite" for each in connections.all()):
        return
    kept.mkdir(exist_ok=True)
    for each in connections.all():
        unfinished = kept / f"{each.alias}.{os.getpid()}"
        each.ensure_connection()
        with sqlite3.connect(unfinished) as copy:
            each.connection.backup(copy)
        copy.close()
        unfinished.replace(kept / f"{each.alias}.sqlite3")
    for older in kept.parent.iterdir():
        if older != kept:
            shutil.rmtree(older, ignore_errors=True)
