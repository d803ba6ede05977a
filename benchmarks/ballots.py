"""A thousand people answer within a minute: ``python -m benchmarks.ballots [--ballots 1000] [--seconds 60]``.

An installation of two workers with so many people and an open check-in. Each ballot has its moment, evenly over the
time, whether the one before is answered or not; measured are the page and, apart, the answer that is counted, over
loopback. A limit of 150 ms for 95 of 100 answers; exit status 1 where it is passed. With GROUNDSWELL_DATABASE_URL it is
measured on PostgreSQL.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.serving import Spread
from tests.processes import outside
from tests.soak.installation import check_in_opened, founded
from tests.visitors import Visitor

LIMIT_MS = 150
HANDS = 64
PEOPLE = """
import sys
import django
django.setup()
from datetime import timedelta
from groundswell.kit import clock
from groundswell.people.models import Person
day = clock.today() - timedelta(days=30)
named = [f"person{number}" for number in range(int(sys.argv[1]))]
Person.objects.bulk_create(Person(email=f"{name}@example.org", name=name, joined_on=day) for name in named)
"""


def main() -> None:
    """Measure, print a table and a JSON line, and fail past the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    carried = {name: os.environ[name] for name in ("GROUNDSWELL_DATABASE_URL",) if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="groundswell-ballots-") as folder:
        data = Path(folder) / "data"
        with founded(data, **carried) as installation:
            links = _links(data, arguments.ballots, carried)[: arguments.ballots]
            page, answer = _answered(installation.server.url, links, arguments.seconds)
    _show({"page": page, "answer": answer}, "postgresql" if carried else "sqlite")
    sys.exit(answer.p95 > LIMIT_MS)


def _links(data: Path, people: int, carried: dict[str, str]) -> list[str]:
    given = {"GROUNDSWELL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "groundswell.project.settings"} | carried
    call = [sys.executable, "-c", PEOPLE, str(people)]
    subprocess.run(call, check=True, env=outside(**given), timeout=300)
    return check_in_opened(data, **carried)


def _answered(origin: str, links: list[str], lasting: float) -> tuple[Spread, Spread]:
    began = time.perf_counter()

    def use(number: int) -> tuple[float, float]:
        time.sleep(max(0.0, began + lasting * number / len(links) - time.perf_counter()))
        return _use(origin, links[number], number)

    with ThreadPoolExecutor(HANDS) as pool:
        pairs = list(pool.map(use, range(len(links))))
    lasted = time.perf_counter() - began
    return Spread.of([page for page, _ in pairs], lasted), Spread.of([answer for _, answer in pairs], lasted)


def _use(origin: str, link: str, number: int) -> tuple[float, float]:
    visitor, start = Visitor(origin), time.perf_counter()
    page = visitor.get(f"/b/{link}/")
    looked = time.perf_counter()
    counted = visitor.submit(page.form("rating"), rating=str(number % 10 + 1), cause="process")
    done = time.perf_counter()
    visitor.close()
    if counted.status != HTTPStatus.OK:
        raise RuntimeError(f"{counted.status}: {counted.words[:500]}")
    return looked - start, done - looked


def _show(spreads: dict[str, Spread], database: str) -> None:
    table = Table(title=f"Ballots, {database}, 2 workers (milliseconds)")
    for column in ("what", "ballots", "per second", "p50", "p95", "p99"):
        table.add_column(column)
    for what, spread in spreads.items():
        table.add_row(what, *map(str, vars(spread).values()))
    Console().print(table)
    report = {what: vars(spread) for what, spread in spreads.items()}
    print(json.dumps({"benchmark": "ballots", "database": database, "load": os.getloadavg()[0]} | report))


if __name__ == "__main__":
    main()
