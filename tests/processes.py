"""Starts the product as people start it: a real process with its own data folder, on loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import databases

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    """Return a port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: str, data: Path, *options: str, is_migrated: bool = True, **variables: str) -> Iterator[Running]:
    """Run ``groundswell COMMAND`` on a free port until the block ends; its output is kept in the data folder's log."""
    started = start(command, data, *options, is_migrated=is_migrated, **variables)
    try:
        yield started
    finally:
        stop(started)


def start(command: str, data: Path, *options: str, is_migrated: bool = True, **variables: str) -> Running:
    """Start ``groundswell COMMAND`` on a free port, and return when it answers.

    `is_migrated`: an empty folder gets the databases that the tests keep, if they keep some.
    """
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    if is_migrated and not any(name.endswith("DATABASE_URL") for name in variables):
        databases.laid_out(data)
    log = data.parent / f"{data.name}-{port}.log"
    call = [
        sys.executable,
        "-m",
        "groundswell",
        command,
        "--port",
        str(port),
        "--data",
        str(data),
        "--no-browser",
        *options,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            call,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=outside(**variables),
            start_new_session=True,
        )
    started = Running(f"http://localhost:{port}", data, process, log)
    _wait_until_it_answers(started)
    return started


def stop(server: Running) -> None:
    """Stop the server as Ctrl-C would, and fail when it does not obey."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    server.process.wait(timeout=30)


def kill(server: Running) -> None:
    """Kill the server and all its children at once, as a power cut would end them."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait(timeout=30)


def web_workers(server: Running) -> list[int]:
    """Return the processes of a server that answer requests."""
    parents = {pid for pid in _children(server.process.pid) if b"\0web\0" in Path(f"/proc/{pid}/cmdline").read_bytes()}
    return sorted(pid for parent in parents for pid in _children(parent) if _listens(pid))


def worker_behind(server: Running, connection: socket.socket) -> int:
    """Return which process of a server holds the other end of a connection that it has answered on."""
    near, far = connection.getsockname()[1], connection.getpeername()[1]
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, remote, inode = (line.split()[place] for place in (1, 2, 9))
        if (int(local[9:], 16), int(remote[9:], 16)) == (far, near):
            return next(pid for pid in web_workers(server) if f"socket:[{inode}]" in _open_files(pid))
    raise AssertionError("Nobody holds the other end.")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _listens(pid: int) -> bool:
    listening = {
        f"socket:[{line.split()[9]}]" for line in Path("/proc/net/tcp").read_text().splitlines() if " 0A " in line
    }
    return not listening.isdisjoint(_open_files(pid))


def _open_files(pid: int) -> set[str]:
    """Return what the system calls the open files of a process; one that closes meanwhile is no longer one."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(entry.readlink()))
    return found


def outside(**variables: str) -> dict[str, str]:
    """Return the environment of a process that no setting of the test run reaches, with these variables."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GROUNDSWELL_", "DJANGO_")) and name != "DATABASE_URL"
    }
    return inherited | variables


def _wait_until_it_answers(server: Running) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise AssertionError(f"The server ended by itself:\n{server.log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(f"{server.url}/health/ready", timeout=2) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    stop(server)
    raise AssertionError(f"No answer within {PATIENCE_SECONDS} s:\n{server.log.read_text(errors='replace')}")
