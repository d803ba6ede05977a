"""Every benchmark, SQLite and PostgreSQL side by side: ``./dev bench [--share 1.0] [--data FOLDER]``.

PostgreSQL is the one that ``--postgresql`` names; without it, SQLite alone is measured. A database of our own is made
there and dropped at the end. With ``--data`` the filled installations stay, and a second run measures them again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

DATABASE = "groundswell_bench"
_RUNS = ("pages", "speaking", "pages while twenty speak", "unlocking", "pages while a desk is unlocked")
Report = dict[str, dict[str, dict[str, float]]]


def main() -> None:
    """Measure sealing and writing, then both databases under the same population."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1, help="part of the full size (1.0: 200,000 voices)")
    parser.add_argument("--postgresql", default="", help="postgres://USER@HOST:PORT/DATABASE of a server to use")
    parser.add_argument("--data", type=Path, help="where the filled installations are kept")
    arguments = parser.parse_args()
    for name in ("seal", "writers"):
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
    if arguments.data is not None:
        side_by_side(arguments.data, arguments.share, arguments.postgresql)
        return
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        try:
            side_by_side(Path(folder), arguments.share, arguments.postgresql)
        finally:
            _drop_database(arguments.postgresql)


def side_by_side(folder: Path, share: float, server: str) -> None:
    """Fill and serve an installation on each database, and print one table."""
    reports = {"SQLite": serving(folder / "sqlite", share, {}, anew=not (folder / "sqlite").exists())}
    if server:
        created = _make_database(server)
        address = {"GROUNDSWELL_DATABASE_URL": f"{'/'.join(server.split('/')[:3])}/{DATABASE}"}
        reports["PostgreSQL"] = serving(folder / "postgresql", share, address, anew=created)
    show(reports, share)
    print(json.dumps({"benchmark": "side by side", "share": share} | reports))


def serving(folder: Path, share: float, variables: dict[str, str], *, anew: bool) -> Report:
    """Return what `benchmarks.serving` measures in an installation, filled first where it is not."""
    if anew:
        _run("fill", folder, variables, "--share", str(share))
    lines = _run("serving", folder, variables)
    report: Report = json.loads(lines[-1])
    return report


def show(reports: dict[str, Report], share: float) -> None:
    """Print the spreads for people: a row for each kind of request, the databases beside each other."""
    table = Table(title=f"{share:.0%} of 2,400 people, 200,000 voices, 20,000 concerns; milliseconds: p50 / p95 / p99")
    for column in ("run", "what", *reports):
        table.add_column(column)
    one = next(iter(reports.values()))
    for run, spreads in one.items():
        if run in _RUNS:
            for what in [""] if "p50" in spreads else list(spreads):
                table.add_row(run, what, *(_said(report[run], what) for report in reports.values()))
    Console().print(table)


def _said(spreads: dict[str, dict[str, float]], what: str) -> str:
    spread = spreads[what] if what else spreads
    return "{p50} / {p95} / {p99}, {per_second} a second".format(**spread)


def _run(benchmark: str, folder: Path, variables: dict[str, str], *options: str) -> list[str]:
    call = [sys.executable, "-m", f"benchmarks.{benchmark}", "--data", str(folder), *options]
    ran = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | variables)
    return ran.stdout.strip().splitlines()


def _make_database(server: str) -> bool:
    """Make our database; False where it is there already."""
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return False
        connection.execute(f"CREATE DATABASE {DATABASE}")
        return True


def _drop_database(server: str) -> None:
    if not server:
        return
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")


if __name__ == "__main__":
    main()
