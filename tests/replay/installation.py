"""An installation of its own with one source, read by real processes that can be killed."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

from django.db import connections

from tests.processes import outside

PATIENCE_SECONDS = 60
CONNECT = """
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
words = SourceWords(name={name!r}, address={address!r}, key={key!r}, hook="s3cret", choices={choices!r},
                    a_minute=1e7)
print(connect_source(by=None, connector=CONNECTORS[{kind!r}], words=words))
"""
# What is known, without numbers that only say who came first.
KNOWN = {
    "items": "select key, title, opened_at, closed_at, resolved_at, state, replies, labels from questions_item"
    " order by key",
    "messages": "select m.key, i.key, a.key, m.kind, m.written_at, m.text, m.gone_at from questions_message m"
    " join questions_item i on i.id = m.item_id join questions_author a on a.id = m.author_id order by m.key",
    "authors": "select key, name, handle, address from questions_author order by key",
}


def groundswell(*arguments: str, data: Path) -> subprocess.Popen[str]:
    call = [sys.executable, "-m", "groundswell", *arguments, "--data", str(data)]
    told = outside(GROUNDSWELL_DATA=str(data), GROUNDSWELL_HOSTS_INSIDE="127.0.0.1")
    if arguments[0] == "manage":
        call = call[:-2]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=told)


def done(process: subprocess.Popen[str]) -> str:
    said, _nothing = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, said
    return said


def connected(data: Path, kind: str, address: str, *, name: str = "There", key: str = "k", **choices: str) -> str:
    """Make an installation of the databases of the tests, as the migrations left them; connect a source."""
    for alias, file in (("default", "groundswell.sqlite3"), ("keyring", "keys/items.sqlite3")):
        (data / file).parent.mkdir(parents=True, exist_ok=True)
        migrated = str(connections[alias].settings_dict["NAME"])
        with closing(sqlite3.connect(migrated)) as old, closing(sqlite3.connect(data / file)) as new:
            old.backup(new)
    words = CONNECT.format(name=name, address=address, key=key, kind=kind, choices=choices)
    return done(groundswell("manage", "shell", "--no-imports", "-c", words, data=data)).split()[-1]


def read_killed(data: Path, targets: list[int], asked: Callable[[], int]) -> int:
    """Read until it is done; runs before are killed when the service was asked so often. Return how many were."""
    killed = 0
    for target in targets:
        begun, process = asked(), groundswell("sync", data=data)
        if _died(process, lambda begun=begun, target=target: asked() - begun >= target):  # type: ignore[misc]
            killed += 1
        else:
            break
    for _turn in range(20):
        process = groundswell("sync", data=data)
        process.communicate(timeout=PATIENCE_SECONDS)
        if process.returncode == 0:
            return killed
    raise AssertionError("it never came to an end")


def _died(process: subprocess.Popen[str], is_time: Callable[[], bool]) -> bool:
    ends = monotonic() + PATIENCE_SECONDS
    while process.poll() is None and monotonic() < ends:
        if is_time():
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
        sleep(0.002)
    return False


def known(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(data / "groundswell.sqlite3") as connection:
        return {name: connection.execute(query).fetchall() for name, query in KNOWN.items()}
