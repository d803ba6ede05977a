"""The processes, as people start and stop them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import Running, free_port, outside, running, start, stop

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]
PATIENCE_SECONDS = 20


def descendants(of: int) -> set[int]:
    """Return the processes below one, as the system's table of processes has them."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607 - where ps lies differs
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    found = {of}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {of}


def alive(pids: set[int]) -> set[int]:
    """Return those that run (a zombie that nobody has buried yet does not)."""
    return {pid for pid in pids if _state(pid) not in {"", "Z"}}


def _state(pid: int) -> str:
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607 - as above
    return said.stdout.strip()[:1]


def wait_until_gone(pids: set[int]) -> set[int]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while alive(pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive(pids)


def worker_of(server: Running) -> int:
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout  # noqa: S607 - as above
    rows = (line.split(maxsplit=1) for line in listed.splitlines())
    below = descendants(server.process.pid)
    return next(int(pid) for pid, words in rows if int(pid) in below and words.endswith("groundswell work"))


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "groundswell", *arguments]
    return subprocess.run(call, capture_output=True, text=True, env=outside(**variables), timeout=120, check=False)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_leaves_no_process_behind(asked: signal.Signals, tmp_path: Path) -> None:
    server = start("serve", tmp_path / "data")
    below = descendants(server.process.pid)
    assert len(below) >= 3
    server.process.send_signal(asked)
    assert server.process.wait(PATIENCE_SECONDS) == 0
    assert wait_until_gone(below) == set()
    assert f"Groundswell answers at {server.url}" in server.log.read_text()


def test_ctrl_c_on_the_whole_group_stops_as_calmly(tmp_path: Path) -> None:
    server = start("serve", tmp_path / "data")
    below = descendants(server.process.pid)
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.process.wait(PATIENCE_SECONDS) == 0
    assert wait_until_gone(below) == set()
    assert "Traceback" not in server.log.read_text()


def test_a_killed_server_leaves_no_process_behind(tmp_path: Path) -> None:
    server = start("serve", tmp_path / "data")
    below = descendants(server.process.pid)
    server.process.kill()
    server.process.wait(PATIENCE_SECONDS)
    assert wait_until_gone(below) == set()


def test_when_the_worker_dies_the_server_says_so_and_stops(tmp_path: Path) -> None:
    server = start("serve", tmp_path / "data")
    below = descendants(server.process.pid)
    os.kill(worker_of(server), signal.SIGKILL)
    assert server.process.wait(PATIENCE_SECONDS) == 1
    assert wait_until_gone(below) == set()
    assert "The worker ended by itself" in server.log.read_text()


def test_a_busy_port_gets_a_sentence_and_touches_nothing(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--port", str(port), "--data", str(tmp_path / "data"), "--no-browser")
    assert said.returncode == 1
    assert said.stderr.strip() == f"Port {port} is busy: another program serves there. Choose another with --port."
    assert not (tmp_path / "data" / "groundswell.sqlite3").exists()


def test_two_servers_never_share_a_port(tmp_path: Path) -> None:
    with running("serve", tmp_path / "one") as server:
        port = server.url.rpartition(":")[2]
        assert "busy" in run("serve", "--port", port, "--data", str(tmp_path / "two")).stderr


def test_everything_lies_in_the_data_folder_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    with running("demo", tmp_path / "elsewhere", is_migrated=False) as server:
        with urllib.request.urlopen(f"{server.url}/") as answer:  # noqa: S310 - loopback
            assert answer.status == 200
        held = {path.name for path in (tmp_path / "elsewhere").iterdir()}
        assert {"groundswell.sqlite3", "keys", "static"} <= held
        others = [path for path in (tmp_path / "elsewhere").rglob("*") if path.stat().st_mode & 0o077]
        assert others == []
    assert {path.name for path in tmp_path.iterdir()} == {"elsewhere", server.log.name}


def test_a_second_start_changes_no_table_and_gathers_no_file(tmp_path: Path) -> None:
    stop(start("serve", tmp_path / "data"))
    stamp = (tmp_path / "data" / "static" / "collected").stat().st_mtime_ns
    server = start("serve", tmp_path / "data")
    stop(server)
    assert (tmp_path / "data" / "static" / "collected").stat().st_mtime_ns == stamp
    assert "backup" not in server.log.read_text()


@pytest.mark.parametrize("passed_on", ["/voices", ""])
def test_an_installation_under_a_path_answers_whether_the_proxy_cuts_the_path_or_not(
    passed_on: str, tmp_path: Path
) -> None:
    address = "http://localhost:9/voices"
    with running("serve", tmp_path / "data", GROUNDSWELL_BASE_URL=address) as server:
        with urllib.request.urlopen(f"{server.url}{passed_on}/") as answer:  # noqa: S310 - loopback
            page = answer.read().decode()
        style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert style.startswith("/voices/static/")
        wanted = style if passed_on else style.removeprefix("/voices")
        with urllib.request.urlopen(f"{server.url}{wanted}") as answer:  # noqa: S310 - loopback
            assert answer.headers["Content-Type"].startswith("text/css")


def test_a_data_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = run("serve", "--port", str(free_port()), "--data", str(tmp_path / "file" / "data"), "--no-browser")
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert "cannot be made" in said.stderr


def test_a_database_that_does_not_answer_gets_a_sentence_without_its_password(tmp_path: Path) -> None:
    url = f"postgres://somebody:very-secret@127.0.0.1:{free_port()}/none"
    said = run("serve", "--data", str(tmp_path / "data"), "--no-browser", GROUNDSWELL_DATABASE_URL=url)
    assert said.returncode == 1
    assert "does not answer" in said.stderr
    assert "very-secret" not in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("megabytes", [1, 7, 20, 40])
@pytest.mark.parametrize("path", ["/speak/", "/accounts/login/", "/desk/nowhere/"])
def test_a_browser_that_sends_everything_before_it_reads_gets_a_page_and_no_broken_connection(
    one_server: Running, megabytes: int, path: str
) -> None:
    body = b"level=anonymous&text=" + b"a" * (megabytes * 1024 * 1024)
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=xyz"):
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\n"
        head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("localhost", int(one_server.url.rpartition(":")[2])), timeout=30) as browser:
            browser.sendall(head.encode() + body)
            answer = b"".join(iter(lambda: browser.recv(65536), b""))
        status = answer.split(b" ", 2)[1]
        assert b"<h1>" in answer
        assert status == b"413" if megabytes > 16 else status in {b"400", b"403", b"404", b"413", b"422"}


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("serve", tmp_path_factory.mktemp("sizes") / "data", "--workers", "1") as started:
        yield started
