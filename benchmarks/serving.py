"""How quickly an installation filled by `benchmarks.fill` answers: ``python -m benchmarks.serving --data FOLDER``.

Measured over loopback with keep-alive, so every figure holds the server's time and a little more. Three runs: pages
alone, one client a page; ten pages a second while twenty people speak at once, once a second; and ten pages a second
while desks are unlocked.
"""

import argparse
import http.client
import json
import os
import re
import selectors
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rich.console import Console
from rich.table import Table

from tests.journeys import steps
from tests.processes import Running, running
from tests.visitors import Answer, Form, Visitor

PAGES = {
    "concerns": "/concerns/",
    "start": "/",
    "desk": "/desk/",
    "mine": "/mine/",
    "search": "/search/?q=release+rota",
}
SPEAKERS = 20
# 2,400 people who open fifteen pages an hour each.
PAGES_A_SECOND = 10.0
# Twenty at once, and twenty again a second later: everybody would have spoken within two minutes.
BETWEEN_BURSTS = 1.0
FEWEST = 2


@dataclass(frozen=True)
class Spread:
    """Times of one kind of request, in milliseconds, and how many a second were answered."""

    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float], lasted: float) -> "Spread":
        """Sum up."""
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        return cls(
            len(seconds), round(len(seconds) / lasted, 1), *(round(cuts[at - 1] * 1000, 1) for at in (50, 95, 99))
        )


def main() -> None:
    """Measure one installation and print a table and a JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--requests", type=int, default=200, help="a page")
    parser.add_argument("--settle", type=float, default=15.0, help="seconds between the start and the first page")
    arguments = parser.parse_args()
    population = json.loads((arguments.data / "population.json").read_text())
    carried = {name: os.environ[name] for name in ("GROUNDSWELL_DATABASE_URL",) if name in os.environ}
    # All come from one address here, so the limit on voices from one address would be what is measured.
    unlimited = {"GROUNDSWELL_VOICES_PER_MINUTE": "0"}
    with running("serve", arguments.data, "--workers", str(arguments.workers), **carried, **unlimited) as server:
        # What the worker looks through once after a start (200,000 item keys here) is not what people meet all day.
        time.sleep(arguments.settle)
        report = measure(server, population, arguments.requests)
    report |= {"benchmark": "serving", "database": "postgresql" if carried else "sqlite", "workers": arguments.workers}
    show(report)
    print(json.dumps(report))


def measure(server: Running, population: dict[str, str], requests: int) -> dict[str, object]:
    """Return the spreads by run and page, and the memory of each process in MB."""
    advocate = steps.sign_in(server, population["advocate"]).visitor
    member = steps.sign_in(server, population["member"]).visitor
    page = advocate.get("/desk/")
    advocate.submit(page.form("passphrase"), passphrase=steps.PASSPHRASE)
    who = {name: advocate if name == "desk" else member for name in PAGES}
    quiet = {name: _repeat(who[name], path, requests) for name, path in PAGES.items()}
    speaking, while_speaking = _beside(lambda: _speak(server, requests // SPEAKERS), who, requests)
    unlocking, while_unlocking = _beside(lambda: _unlock(advocate, 10), {"mine": member}, requests)
    return {
        "pages": {name: vars(spread) for name, spread in quiet.items()},
        "speaking": vars(speaking),
        "pages while twenty speak": {name: vars(spread) for name, spread in while_speaking.items()},
        "unlocking": vars(unlocking),
        "pages while a desk is unlocked": {name: vars(spread) for name, spread in while_unlocking.items()},
        "memory_mb": memory_of(server),
    }


def memory_of(server: Running) -> dict[str, float]:
    """Return the resident memory of the server's processes, in MB, by process id and name."""
    group = os.getpgid(server.process.pid)
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) != group:
                continue
            text = status.read_text()
        except (ProcessLookupError, FileNotFoundError):
            continue
        resident = re.search(r"VmRSS:\s+(\d+)", text)
        command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:60]
        found[f"{status.parent.name} {command}"] = round(int(resident.group(1)) / 1024, 1) if resident else 0.0
    return found


def show(report: dict[str, object]) -> None:
    """Print the spreads for people."""
    table = Table(title=f"Serving, {report['database']}, {report['workers']} workers (milliseconds)")
    for column in ("run", "what", "requests", "per second", "p50", "p95", "p99"):
        table.add_column(column)
    for run, spreads in report.items():
        if isinstance(spreads, dict) and run != "memory_mb":
            rows = {"": spreads} if "p50" in spreads else spreads
            for what, spread in rows.items():
                table.add_row(run, what, *map(str, spread.values()))
    console = Console()
    console.print(table)
    console.print(report["memory_mb"])


def _repeat(visitor: Visitor, path: str, times: int) -> Spread:
    seconds: list[float] = []
    began = time.perf_counter()
    seconds.extend(_timed(lambda: visitor.send("GET", path)) for _ in range(times))
    return Spread.of(seconds, time.perf_counter() - began)


def _timed(call: Callable[[], Answer]) -> float:
    began = time.perf_counter()
    answer = call()
    lasted = time.perf_counter() - began
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"{answer.url} answered {answer.status}: {answer.words[:500]}")
    return lasted


def _beside(load: Callable[[], Spread], who: dict[str, Visitor], requests: int) -> tuple[Spread, dict[str, Spread]]:
    """Read ten pages a second until the load has ended; return the load's spread and the pages'."""
    result: list[Spread] = []
    worker = threading.Thread(target=lambda: result.append(load()))
    seconds: dict[str, list[float]] = {name: [] for name in who}
    began = time.perf_counter()
    worker.start()
    while worker.is_alive() or min(map(len, seconds.values())) < FEWEST:
        for name, visitor in who.items():
            due = began + sum(map(len, seconds.values())) / PAGES_A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            seconds[name].append(_timed(partial(visitor.send, "GET", PAGES[name])))
        if len(seconds[next(iter(seconds))]) > requests * 10:
            break
    worker.join()
    lasted = time.perf_counter() - began
    return result[0], {name: Spread.of(times, lasted) for name, times in seconds.items()}


def _speak(server: Running, bursts: int) -> Spread:
    """Let twenty people send what they wrote at the same moment, once a second; only the sending is timed.

    One thread sends all and then waits for all, so that the twenty do not wait for each other on this side.
    """
    seconds: list[float] = []
    lasted = 0.0
    visitors = [Visitor(server.url) for _ in range(SPEAKERS)]
    due = time.perf_counter()
    for _ in range(bursts):
        bodies = [_filled(visitor.get("/speak/").form("text")) for visitor in visitors]
        due = max(due + BETWEEN_BURSTS, time.perf_counter())
        time.sleep(max(0.0, due - time.perf_counter()))
        began = time.perf_counter()
        seconds += _burst([http.client.HTTPConnection(urlsplit(server.url).netloc) for _ in bodies], server.url, bodies)
        lasted += time.perf_counter() - began
    return Spread.of(seconds, lasted)


def _filled(form: Form) -> str:
    kept = [(name, value) for name, value in form.fields if name != "text"]
    return urlencode([*kept, ("text", "The rota eats my evenings.")])


def _burst(connections: list[http.client.HTTPConnection], origin: str, bodies: list[str]) -> list[float]:
    """Send each body over its connection, all at once, and return how long each answer took, in seconds."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
    seconds: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for connection in connections:
            connection.connect()
            waiting.register(connection.sock, selectors.EVENT_READ, connection)
        began = time.perf_counter()
        for connection, body in zip(connections, bodies, strict=True):
            connection.request("POST", "/speak/", body, headers)
        while waiting.get_map():
            for key, _ in waiting.select():
                waiting.unregister(key.fileobj)
                answer = key.data.getresponse()
                page = answer.read()
                seconds.append(time.perf_counter() - began)
                if answer.status != HTTPStatus.OK:
                    raise RuntimeError(f"/speak/ answered {answer.status}: {page[:500]!r}")
                key.data.close()
    return seconds


def _unlock(advocate: Visitor, times: int) -> Spread:
    seconds: list[float] = []
    began = time.perf_counter()
    for _ in range(times):
        page = advocate.get("/desk/")
        if "passphrase" not in {name for form in page.forms for name in form.controls}:
            lock = next(form for form in page.forms if form.action.endswith("/lock/"))
            page = advocate.submit(lock)
            page = advocate.get("/desk/")
        form = page.form("passphrase")
        seconds.append(_timed(partial(advocate.submit, form, passphrase=steps.PASSPHRASE)))
    return Spread.of(seconds, time.perf_counter() - began)


if __name__ == "__main__":
    main()
