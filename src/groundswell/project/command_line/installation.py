"""What every command that needs the installation does first."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

ONLY_OWNER = 0o077

DataFolder = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", envvar="GROUNDSWELL_DATA", help="The folder that holds everything.")
]
DATA = Path("data")


def open_installation(data: Path, **variables: str) -> Console:
    """Load the product on a data folder, and return where to speak; `variables` hold unless the operator set them."""
    os.umask(ONLY_OWNER)
    os.environ["GROUNDSWELL_DATA"] = str(data.expanduser().absolute())
    for name, value in variables.items():
        os.environ.setdefault(f"GROUNDSWELL_{name}", value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
    import django  # noqa: PLC0415 - `--help` must not wait for it, and the environment must be set first

    django.setup()
    return Console(highlight=False, soft_wrap=True)
