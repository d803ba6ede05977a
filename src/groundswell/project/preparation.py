"""What happens before the first page: folders, a backup where one is due, migrations, static files."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console

from groundswell import __version__
from groundswell.kit.keyring.router import KEYRING
from groundswell.kit.sqlite.queue import unhurried
from groundswell.project import upgrade_backup
from groundswell.project.faults import Fault

STAMP = "collected"


def prepare(console: Console) -> None:
    """Make this installation ready to serve; a second start finds nothing to do. Raises Fault."""
    prepare_databases(console)
    with _alone(Path(settings.DATA_FOLDER)):
        _collect_static_files(console)


def prepare_databases(console: Console) -> None:
    """Make both databases' tables, or bring them up to date. Raises Fault."""
    with _alone(Path(settings.DATA_FOLDER)):
        for alias in connections:
            _migrate(alias, console)


def pending(alias: str) -> list[str]:
    """Return the migrations that a database still needs ("voices.0002_desk"); raises Fault when it does not answer."""
    executor = _executor(alias)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(KEYRING if alias == KEYRING else None))
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _migrate(alias: str, console: Console) -> None:
    needed = pending(alias)
    if not needed:
        return
    if _executor(alias).loader.applied_migrations:
        upgrade_backup.make(alias, needed, console)
    with console.status("Making the tables"), unhurried():
        call_command("migrate", database=alias, verbosity=0, interactive=False, skip_checks=True)
    upgrade_backup.settle(alias)


def _executor(alias: str) -> MigrationExecutor:
    try:
        return MigrationExecutor(connections[alias])
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Fault(f"The database does not answer ({reason}). `groundswell check` says more.") from error


def _collect_static_files(console: Console) -> None:
    """Gather styles, scripts and pictures once a version; in a checkout, once a change."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    print_now = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == print_now:
        return
    with console.status("Gathering styles and pictures"):
        call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)
    stamp.write_text(print_now, encoding="utf-8")


def _fingerprint() -> str:
    seen = hashlib.blake2b(__version__.encode(), digest_size=16)
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time prepare a data folder; a second one waits, and then finds nothing to do."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
