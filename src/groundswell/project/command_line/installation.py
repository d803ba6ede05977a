"""What every command that needs the installation does first."""

import os
import stat
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from groundswell.project.faults import Fault

ONLY_OWNER = 0o077

DataFolder = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", envvar="GROUNDSWELL_DATA", help="The folder that holds everything.")
]
DATA = Path("data")


def open_installation(data: Path, *, is_new: bool = False, **variables: str) -> Console:
    """Load the product on a data folder, and return where to speak; raises Fault.

    Only where `is_new` says that it may be a new one is the folder made. `variables` hold unless the operator set them.
    """
    os.umask(ONLY_OWNER)
    folder = data.expanduser().absolute()
    _make(folder) if is_new else _look_for(folder)
    os.environ["GROUNDSWELL_DATA"] = str(folder)
    for name, value in variables.items():
        os.environ.setdefault(f"GROUNDSWELL_{name}", value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
    import django  # noqa: PLC0415 - `--help` must not wait for it, and the environment must be set first

    django.setup()
    return Console(highlight=False, soft_wrap=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_while_empty(folder)
    except OSError as error:
        raise Fault(f"The data folder {folder} cannot be made: {error.strerror}. Name another with --data.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Fault(f"The data folder {folder} cannot be written to by this user. Name another with --data.")


def _close_while_empty(folder: Path) -> None:
    """Close a folder that somebody made for us to everybody else; one with anything in it is left as it is."""
    if folder.stat().st_uid == os.geteuid() and not any(folder.iterdir()):
        folder.chmod(stat.S_IRWXU)


def _look_for(folder: Path) -> None:
    if not folder.is_dir():
        raise Fault(f"There is no data folder {folder}. `groundswell serve` makes it; --data names another.")
