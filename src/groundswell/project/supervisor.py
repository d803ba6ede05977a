"""Runs the web server and one worker as children, and stops both together: on Ctrl-C, on SIGTERM, or when one dies."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

from groundswell.project import lifeline
from groundswell.project.faults import Fault

PATIENCE_SECONDS = 60.0
GRACE_SECONDS = 15.0
PAUSE_SECONDS = 0.1
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared, not bound


def claim_port(host: str, port: int) -> None:
    """Raise Fault when the port is not to be had; the server itself would share it without a word."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Fault(f"{host} is no address of this machine. Leave --host out to serve this machine alone.") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise Fault(f"This user may not serve on port {port}. Choose one above 1023 with --port.") from error
        except OSError as error:
            raise Fault(f"Port {port} is busy: another program serves there. Choose another with --port.") from error


@dataclass
class Supervisor:
    """The children of one ``groundswell serve``, by the name under which they are spoken of."""

    commands: Mapping[str, list[str]]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def start(self) -> None:
        """Start every child; from here on, Ctrl-C and SIGTERM ask for a stop instead of ending this process."""
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, self._stop_soon)
        environment = os.environ | {lifeline.VARIABLE: "1"}
        for name, arguments in self.commands.items():
            call = [sys.executable, "-m", "groundswell", *arguments]
            self.running[name] = subprocess.Popen(call, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603 - ours

    def wait_for_answer(self, host: str, port: int) -> bool:
        """Return True when the web server answers, False when a stop was asked for first; raises Fault otherwise."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.stopping:
            self._fail_if_one_died()
            if answers(EVERY_ADDRESS.get(host, host), port):
                return True
            if time.monotonic() > deadline:
                raise Fault(f"The web server did not answer within {PATIENCE_SECONDS:.0f} seconds.")
            time.sleep(PAUSE_SECONDS)
        return False

    def wait_for_end(self) -> None:
        """Return when a stop was asked for; raises Fault when a child ends by itself."""
        while not self.stopping:
            self._fail_if_one_died()
            time.sleep(PAUSE_SECONDS)

    def stop(self) -> None:
        """Ask every child to finish what it does, and end those that do not."""
        for child in self.running.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.running.values():
            try:
                child.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _fail_if_one_died(self) -> None:
        for name, child in self.running.items():
            if child.poll() is not None and not self.stopping:
                raise Fault(f"The {name} ended by itself (status {child.returncode}), so Groundswell stops.")

    def _stop_soon(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def answers(host: str, port: int) -> bool:
    """Tell whether the web server answers, whatever it says."""
    asked = http.client.HTTPConnection(host, port, timeout=2)
    try:
        asked.request("GET", "/health/ready")
        asked.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True
