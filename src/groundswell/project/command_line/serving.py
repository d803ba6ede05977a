"""``groundswell demo``, ``serve`` and ``work``: the processes of an installation."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer
from rich.console import Console

from groundswell.kit.sqlite.queue import unhurried
from groundswell.project import lifeline
from groundswell.project.command_line.installation import DATA, DataFolder, open_installation
from groundswell.project.supervisor import Supervisor, claim_port

PORT = 8000
HOST = "127.0.0.1"
WORKERS = 2
THREADS = 2
DEMO_FOLDER = Path("demo-data")

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to serve on.")]
Host = Annotated[str, typer.Option("--host", help="The address to serve on; 0.0.0.0 serves every network.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, envvar="GROUNDSWELL_WORKERS", help="How many web processes to run.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the page in a browser.")]


def demo(
    data: DataFolder = DEMO_FOLDER,
    port: Port = PORT,
    host: Host = HOST,
    workers: Workers = WORKERS,
    no_browser: NoBrowser = False,  # noqa: FBT002 - how typer declares a flag
) -> None:
    """Serve a demo organisation that tells a story; delete its folder and it is gone."""
    console = open_installation(data, is_new=True, DEMO="1", BASE_URL=f"http://localhost:{port}")
    claim_port(host, port)
    _prepare(console)
    _fill(console)
    _run(console, host, port, workers, browse=not no_browser)


def serve(
    data: DataFolder = DATA,
    port: Port = PORT,
    host: Host = HOST,
    workers: Workers = WORKERS,
    no_browser: NoBrowser = False,  # noqa: FBT002 - how typer declares a flag
) -> None:
    """Serve the installation in a data folder; the first start makes it, an upgrade keeps a backup first."""
    console = open_installation(data, is_new=True, BASE_URL=f"http://localhost:{port}")
    claim_port(host, port)
    _prepare(console)
    _run(console, host, port, workers, browse=not no_browser)


def work(data: DataFolder = DATA) -> None:
    """Do the background work alone: as many of these as wanted, on as many machines, beside one serve."""
    # Small maps are slower on two threads than on one, and the web server wants the other core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_installation(data)
    from groundswell.project import worker  # noqa: PLC0415 - after django.setup()

    lifeline.end_with_parent()
    worker.run()


def web(port: Port, host: Host, workers: Workers) -> None:
    """Run the web server alone, as serve starts it."""
    from granian.constants import Interfaces  # noqa: PLC0415 - no other command needs it
    from granian.log import LogLevels  # noqa: PLC0415 - as above
    from granian.server import Server  # noqa: PLC0415 - as above

    lifeline.end_with_parent()
    Server(
        "groundswell.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        # An access log would hold who came when, and from where.
        log_access=False,
        workers_kill_timeout=10,
    ).serve()


class Demo(Protocol):
    """What the demo's AppConfig can do."""

    def fill(self, console: Console) -> None:
        """Build the demo organisation where there is none."""
        ...


def _fill(console: Console) -> None:
    from django.apps import apps  # noqa: PLC0415 - after django.setup()

    # Through the registry: project and demo stand side by side, and neither imports the other.
    with unhurried():
        cast("Demo", apps.get_app_config("demo")).fill(console)


def _prepare(console: Console) -> None:
    from groundswell.project.preparation import prepare  # noqa: PLC0415 - after django.setup()

    prepare(console)


def _run(console: Console, host: str, port: int, workers: int, *, browse: bool) -> None:
    from django.conf import settings  # noqa: PLC0415 - after django.setup()

    served = ["web", "--host", host, "--port", str(port), "--workers", str(workers)]
    supervisor = Supervisor({"web server": served, "worker": ["work"]})
    try:
        supervisor.start()
        if supervisor.wait_for_answer(host, port):
            console.print(f"Groundswell answers at {settings.BASE_URL} (Ctrl-C stops it)")
            if not settings.DEMO:
                _say_what_is_missing(console)
            if browse and _has_screen():
                webbrowser.open(settings.BASE_URL)
            supervisor.wait_for_end()
    finally:
        supervisor.stop()
    console.print("Stopped.")


def _say_what_is_missing(console: Console) -> None:
    """Say at the start what keeps people from saying something: the empty page alone would not tell an operator."""
    from django.conf import settings  # noqa: PLC0415 - after django.setup()

    from groundswell.project.soundness import organisation, outside  # noqa: PLC0415 - as above

    for finding in [*outside.inspect_post(settings.MAILERS["default"]), *organisation.inspect()]:
        console.print(f"Note: {finding.sentence}\n  {finding.remedy}", style="yellow", markup=False)


def _has_screen() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
