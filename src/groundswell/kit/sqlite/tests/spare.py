"""A database of a test's own, in a file, beside the installation's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from groundswell.project.environment import SQLITE_OPTIONS


@contextmanager
def spare_database(file: Path, alias: str = "spare", **options: object) -> Iterator[str]:
    """Give every thread a connection to `file` under `alias`, with the product's own options."""
    settings: dict[str, object] = {"ENGINE": "groundswell.kit.sqlite", "NAME": str(file), "CONN_MAX_AGE": None}
    settings["OPTIONS"] = {**SQLITE_OPTIONS, **options}
    configured = connections.configure_settings({"default": {}, alias: settings})
    connections.settings[alias] = configured[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]
