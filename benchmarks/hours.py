"""How long it takes to bring hours in: 100,000 rows of 100 columns of Jira, and again; processor time and memory.

python -m benchmarks.hours [--rows N] [--json]

Each run is a process of its own on a database of its own. The peer, measured in the same way: Python's csv.DictReader
over the same file, which keeps one of repeated columns and nothing of what it reads.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS, COLUMNS, PEOPLE = 100_000, 100, 60
FIRST, DAYS = date(2025, 1, 1), 600
# How many values of these columns hold anything.
SPRINTS, COMMENTS, FIELDS = 0.2, 0.1, 0.3
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HEAD = [
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Assignee", "Created", "Updated", "Time Spent",
    "Original estimate", "Remaining Estimate", "Σ Time Spent", "Custom field (Story Points)",
    "Custom field (Story point estimate)", *["Sprint"] * 27, *["Comment"] * 20, *["Log Work"] * 3, *["Labels"] * 7,
]  # fmt: skip  # as an export has them beside each other


def write(file: Path, rows: int) -> None:
    """Write an export with a byte order mark, repeated names, and comments with lines, quotes and semicolons."""
    dice = random.Random(1)  # noqa: S311 - a table of nobody
    head = HEAD + [f"Custom field (F{number})" for number in range(COLUMNS - len(HEAD))]
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        table = csv.writer(text)
        table.writerow(head)
        for number in range(rows):
            table.writerow(_row(number, dice))


def _row(number: int, dice: random.Random) -> list[str]:
    day = FIRST + timedelta(days=dice.randrange(DAYS))
    moment = f"{day.day:02}/{MONTHS[day.month - 1]}/{day.year % 100} 11:19 AM"
    who = f"person{dice.randrange(PEOPLE)}"
    comment = f'{moment};{who};A comment\nof two lines; with "quotes"'
    fixed = [
        f'An issue, "{number}"',
        f"SE-{number}",
        str(number),
        "Story",
        "Done",
        who,
        moment,
        moment,
        "7200",
        "14400",
    ]
    return [
        *fixed, "0", "7200", "3", "",
        *(f"Sprint {each}" if dice.random() < SPRINTS else "" for each in range(27)),
        *(comment if dice.random() < COMMENTS else "" for _each in range(20)),
        f"Did; it;{moment};{who};7200", "", "", *[""] * 7,
        *("x" if dice.random() < FIELDS else "" for _each in range(COLUMNS - len(HEAD))),
    ]  # fmt: skip  # as above


def bring(file: Path, folder: Path) -> dict[str, object]:
    """Bring the file in twice; return the seconds of each and the largest memory."""
    os.environ |= {"GROUNDSWELL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "groundswell.project.settings"}
    import django  # noqa: PLC0415 - the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()

    from groundswell.connectors.jira.importing import read  # noqa: PLC0415 - as above
    from groundswell.hours.importing import bring_in  # noqa: PLC0415 - as above
    from groundswell.hours.models import Entry  # noqa: PLC0415 - as above
    from groundswell.people.actions import add_person  # noqa: PLC0415 - as above

    for alias in ("default", "keyring"):
        call_command("migrate", database=alias, verbosity=0)
    for number in range(PEOPLE):
        add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org", joined_on=FIRST)
    seconds, kept = [], []
    for _time in range(2):
        began = time.process_time()
        report = bring_in(read(file), Entry.Source.JIRA, by=None)
        seconds.append(round(time.process_time() - began, 2))
        kept.append(report.is_kept and not report.problems)
    entries = Entry.objects.count()
    return {"first": seconds[0], "again": seconds[1], "entries": entries, "sound": all(kept), "mb": _megabytes()}


def peer(file: Path) -> dict[str, object]:
    """Read the file as many importers do."""
    began = time.process_time()
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = sum(1 for _row in csv.DictReader(text))
    return {"seconds": round(time.process_time() - began, 2), "rows": rows, "mb": _megabytes()}


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _apart(what: str, file: Path, folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hours", what, str(file), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure, and print a JSON line and a table."""
    if sys.argv[1:2] in (["--bring"], ["--peer"]):
        file, folder = Path(sys.argv[2]), Path(sys.argv[3])
        print(json.dumps(bring(file, folder) if sys.argv[1] == "--bring" else peer(file)))
        return
    chosen = argparse.ArgumentParser()
    chosen.add_argument("--rows", type=int, default=ROWS)
    chosen.add_argument("--json", action="store_true")
    said = chosen.parse_args()
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "export.csv", Path(place) / "data"
        write(file, said.rows)
        found = {
            "rows": said.rows,
            "columns": COLUMNS,
            "file_mb": file.stat().st_size // 2**20,
            "ours": _apart("--bring", file, folder),
            "dict_reader": _apart("--peer", file, folder),
        }
    print(json.dumps(found))
    if not said.json:
        for name in ("ours", "dict_reader"):
            print(f"{name:12} {found[name]}")


if __name__ == "__main__":
    main()
