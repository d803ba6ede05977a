"""How quickly a forum is read live, and how quickly what knocks is seen: ``python -m benchmarks.live_forum``.

Reading: a forum of so many posts, served by a process of its own over loopback, is read into a new installation.
Counted are posts a second (query-ready: with full text, authors and standing) and questions asked, beside the least
that fifty posts a page need. Knocking: signed webhooks at a server with two web processes and one worker; counted are
those acknowledged a second, how long an acknowledgement took, and how long until the post could be read by a query.
"""

import argparse
import hmac
import http.client
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from tests.processes import Running, running
from tests.replay.forum import Forum
from tests.replay.server import serving

SECRET = "s3cret"  # noqa: S105 - of an installation that ends with the run
A_PAGE = 50
CONNECT = """
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
words = SourceWords(name={name!r}, address={address!r}, hook={secret!r}, a_minute=1e7)
print(connect_source(by=None, connector=CONNECTORS["discourse"], words=words))
"""
SERVE = "from benchmarks.live_forum import serve; serve({posts})"


def main() -> None:
    """Measure both, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--knocks", type=int, default=3_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--data", type=Path, help="an installation that is there, and is filled by this")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundswell-live-") as folder:
        data = told.data or Path(folder) / "data"
        with running("serve", data, "--workers", "2") as server:
            source = connected(data, "http://127.0.0.1:9", name=f"Knocks {time.time_ns()}")
            figures = knocking(server, source, told.knocks, told.clients)
            print(json.dumps(figures), flush=True)
        figures |= reading(data, told.posts)
    print(json.dumps(figures))


def serve(posts: int) -> None:
    """Serve a forum until the input ends; says its address first, and how often it was asked last."""
    with serving(Forum(posts=posts)) as there:
        print(there.address, flush=True)
        sys.stdin.read()
        print(len(there.asked), flush=True)


def reading(data: Path, posts: int) -> dict[str, float]:
    """Read a forum whole, and once more; return what that took."""
    call = [sys.executable, "-c", SERVE.format(posts=posts)]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forum:
        if forum.stdout is None or forum.stdin is None:
            raise OSError
        source = connected(data, forum.stdout.readline().strip(), name=f"Forum {time.time_ns()}")
        seconds = float(shell(data, TIMED.format(source=source)).split()[-1])
        forum.stdin.close()
        asked = int(forum.stdout.readline())
    least = -(-posts // A_PAGE)
    return {
        "posts": posts,
        "read_seconds": round(seconds, 2),
        "posts_a_second": round(posts / seconds),
        "asked": asked,
        "least": least,
        "asked_to_least": round(asked / least, 4),
    }


TIMED = """
import time
from uuid import UUID
from groundswell.connectors.sources.syncing import sync
begun = time.perf_counter()
synced = sync(UUID("{source}"))
assert synced.is_done, synced.fault
print(time.perf_counter() - begun)
"""


def knocking(server: Running, source: str, knocks: int, clients: int) -> dict[str, float]:
    """Knock so often from so many at once; return how that went, in milliseconds."""
    acknowledged: dict[str, tuple[float, float]] = {}
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=knock, args=(server, source, range(first, knocks, clients), acknowledged))
        for first in range(clients)
    ]
    seen: dict[str, float] = {}
    watcher = threading.Thread(target=watch, args=(server.data, knocks, seen))
    for thread in (watcher, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    watcher.join()
    waits = sorted(1000 * (end - start) for start, end in acknowledged.values())
    delays = sorted(1000 * (seen[key] - end) for key, (_start, end) in acknowledged.items() if key in seen)
    return {
        "knocks": len(waits),
        "knocks_a_second": round(len(waits) / took),
        "ack_p50_ms": round(waits[len(waits) // 2], 1),
        "ack_p99_ms": round(waits[len(waits) * 99 // 100], 1),
        "seen": len(delays),
        "seen_p99_ms": round(delays[len(delays) * 99 // 100], 1),
    }


def knock(server: Running, source: str, numbers: range, acknowledged: dict[str, tuple[float, float]]) -> None:
    """Knock with these posts, one after the other on one connection."""
    forum, parts = Forum(posts=10**9), urlsplit(server.url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    for number in numbers:
        body = json.dumps({"post": forum.post(number + 1)}).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Discourse-Event": "post_created",
            "X-Discourse-Event-Id": str(number),
            "X-Discourse-Event-Signature": "sha256=" + hmac.new(SECRET.encode(), body, "sha256").hexdigest(),
        }
        start = time.perf_counter()
        line.request("POST", f"/in/{source}/", body, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status == http.client.OK:
            acknowledged[str(number + 1)] = (start, time.perf_counter())


def watch(data: Path, knocks: int, seen: dict[str, float]) -> None:
    """Note when each post could first be read, looking every twentieth of a second, for two minutes at most."""
    ends = time.monotonic() + 120
    with closing(sqlite3.connect(data / "groundswell.sqlite3", timeout=30)) as connection:
        last = connection.execute("select coalesce(max(id), 0) from questions_message").fetchone()[0]
        while len(seen) < knocks and time.monotonic() < ends:
            rows = connection.execute(
                "select id, key from questions_message where id > ? order by id", [last]
            ).fetchall()
            now = time.perf_counter()
            seen |= {key: now for _number, key in rows}
            last = rows[-1][0] if rows else last
            time.sleep(0.05)


def connected(data: Path, address: str, *, name: str) -> str:
    """Connect a source; return which."""
    return shell(data, CONNECT.format(address=address, secret=SECRET, name=name)).split()[-1]


def shell(data: Path, words: str) -> str:
    """Run some words inside an installation; return what they said."""
    call = [sys.executable, "-m", "groundswell", "manage", "shell", "--no-imports", "-c", words]
    told = {**os.environ, "GROUNDSWELL_DATA": str(data), "GROUNDSWELL_HOSTS_INSIDE": "127.0.0.1"}
    return subprocess.run(call, env=told, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
