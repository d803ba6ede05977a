"""Starts a throw-away installation: a data folder of its own, and a server that answers.

No setting of the machine reaches it, so that nothing here can touch an installation that is in use.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.project import lifeline
from groundswell.project.command_line.installation import open_installation
from groundswell.project.faults import Fault
from groundswell.project.supervisor import answers

if TYPE_CHECKING:
    from groundswell.project.attacks.house import House

SETTINGS = "groundswell.project.attacks.settings"
HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.1
OURS = ("GROUNDSWELL_", "DJANGO_", "DATABASE_URL")


@contextmanager
def built() -> Iterator["House"]:
    """Build it in a temporary folder, serve it while the block lasts, and leave nothing behind."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    port = _free_port()
    origin = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="groundswell-attack-") as scratch:
        folder = Path(scratch) / "data"
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        console = open_installation(folder, is_new=True, BASE_URL=origin)
        # Whoever reads the table as JSON wants nothing else there.
        console.quiet = True
        from groundswell.project.attacks import house  # noqa: PLC0415 - after django.setup()
        from groundswell.project.preparation import prepare  # noqa: PLC0415 - as above

        prepare(console)
        made = house.furnished(origin, folder)
        with _served(port, folder):
            yield made


@contextmanager
def _served(port: int, folder: Path) -> Iterator[None]:
    # The web server alone: no worker does by the clock what an attack does by hand.
    call = [sys.executable, "-m", "groundswell", "web", "--host", HOST, "--port", str(port), "--workers", "2"]
    environment = os.environ | {lifeline.VARIABLE: "1"}
    with (folder.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - ours
            call, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(process, port)
            yield
        finally:
            _stop(process)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not answers(HOST, port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Fault("The server of the throw-away installation did not come up.")
        time.sleep(PAUSE_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
