"""SQLite's writers: Django's own backend and ours, in turns, on one disk.

Two processes of eight threads write short transactions (one row of 4 KiB, one number raised). Printed: transactions a
second, and how long one takes at the median, at the 99th percentile and at worst. `python benchmarks/writers.py`.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROCESSES, THREADS, SECONDS, ROUNDS = 2, 8, 4.0, 3
BACKENDS = {"django": "django.db.backends.sqlite3", "groundswell": "groundswell.kit.sqlite"}


def connect(engine: str, file: str) -> None:
    """Configure Django for one database file, with the product's options."""
    import django  # noqa: PLC0415 - only the workers need it
    from django.conf import settings  # noqa: PLC0415 - as above

    from groundswell.project.environment import SQLITE_OPTIONS  # noqa: PLC0415 - as above

    database = {"ENGINE": engine, "NAME": file, "OPTIONS": dict(SQLITE_OPTIONS), "CONN_MAX_AGE": None}
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[])
    django.setup()


def prepare(engine: str, file: str) -> None:
    """Make the tables."""
    connect(engine, file)
    from django.db import connection  # noqa: PLC0415 - after the configuration

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE row (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID")
        cursor.execute("CREATE TABLE counter (value INTEGER)")
        cursor.execute("INSERT INTO counter VALUES (0)")


def write(until: float, times: list[float]) -> None:
    """Write until the moment comes, and note how long each transaction took, in seconds."""
    from django.db import connection, transaction  # noqa: PLC0415 - after the configuration

    while time.time() < until:
        body = os.urandom(4096)
        begun = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO row VALUES (%s, %s)", [body[:16].hex(), body])
            cursor.execute("UPDATE counter SET value = value + 1")
        times.append(time.perf_counter() - begun)
    connection.close()


def work(engine: str, file: str, until: float) -> None:
    """Be one process of writers, and print every duration."""
    connect(engine, file)
    times: list[list[float]] = [[] for _ in range(THREADS)]
    threads = [threading.Thread(target=write, args=(until, mine)) for mine in times]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([each for mine in times for each in mine]))


def measure(engine: str) -> list[float]:
    """Return the durations of one run, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "writers.sqlite3")
        subprocess.run([sys.executable, __file__, engine, file], check=True)
        command = [sys.executable, __file__, engine, file, str(time.time() + 1.5 + SECONDS)]
        workers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
        return [each for worker in workers for each in json.loads(worker.communicate()[0])]


def figures(times: list[float]) -> dict[str, float]:
    """Return what a run says, in milliseconds."""
    marks = statistics.quantiles(times, n=100)
    return {
        "a_second": round(len(times) / (SECONDS * ROUNDS)),
        "p50_ms": round(marks[49] * 1000, 1),
        "p99_ms": round(marks[98] * 1000, 1),
        "worst_ms": round(max(times) * 1000, 1),
    }


def main() -> None:
    """Measure the backends in turns, and print one line for machines and a table for people."""
    times: dict[str, list[float]] = {name: [] for name in BACKENDS}
    for _ in range(ROUNDS):
        for name, engine in BACKENDS.items():
            times[name] += measure(engine)
    said = {name: figures(mine) for name, mine in times.items()}
    print(json.dumps({"benchmark": "writers", "threads": PROCESSES * THREADS, **said}))
    print(f"{'':12}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}{'worst ms':>10}")
    for name, row in said.items():
        print(f"{name:12}" + "".join(f"{value:>10}" for value in row.values()))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [engine, file, until]:
            work(engine, file, float(until))
        case [engine, file]:
            prepare(engine, file)
        case _:
            main()
