"""Import of archives: messages a second, memory, what reading again writes; beside Perceval, which stores nothing.

python -m benchmarks.outward                          100,000 messages of each kind, on SQLite in a temporary folder
python -m benchmarks.outward --messages 20000 --kinds mbox
python -m benchmarks.outward --archive zulip=FOLDER   an archive of your own
python -m benchmarks.outward --peer PYTHON            an interpreter with Perceval: it parses the same mbox
GROUNDSWELL_DATABASE_URL=… python -m benchmarks.outward    the same on PostgreSQL (an empty database)

Each measurement is a process of its own. "a_second" is by the clock; "a_cpu_second" divides by the processor time that
our process and the one that reads ahead had, which is what counts where others use the machine too. Prints one JSON
line a measurement.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.outward_archives import made

KINDS = ("mbox", "zulip", "discourse")

MEASURE = """
import json, resource, sys, time
from pathlib import Path
from rich.console import Console
kind, path, data = sys.argv[1:4]
from groundswell.project.command_line.people import opened
opened(Path(data))
from groundswell.connectors import bringing
from groundswell.connectors.archives import Archive
from groundswell.questions.models import Item, Message
from django.db import connection
silent = Console(file=open("/dev/null", "w"))
told = {"kind": kind}
def worked():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
for turn in ("first", "again"):
    archive = Archive(Path(path))
    wall, cpu = time.perf_counter(), worked()
    brought = bringing._bring(kind, archive, bringing.Named("Benchmark"), dry_run=False, console=silent)
    wall, cpu = time.perf_counter() - wall, worked() - cpu
    told[turn] = {"messages": brought.messages, "a_second": round(brought.messages / wall), "seconds": round(wall, 1),
                  "a_cpu_second": round(brought.messages / cpu), "new": brought.taken.new,
                  "changed": brought.taken.changed}
told |= {"stored": Message.objects.count(), "items": Item.objects.count(), "database": connection.vendor,
         "megabytes": round(sum(resource.getrusage(who).ru_maxrss for who in
                               (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024)}
print(json.dumps(told))
"""

PERCEVAL = """
import json, resource, sys, time
from perceval.backends.core.mbox import MBox
wall, cpu = time.perf_counter(), time.process_time()
count = sum(1 for _ in MBox("list", sys.argv[1]).fetch())
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(json.dumps({"kind": "mbox by Perceval, parsed and not stored", "messages": count, "a_second": round(count / wall),
                  "a_cpu_second": round(count / cpu),
                  "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))
"""


def measured(kind: str, path: Path) -> dict[str, object]:
    """Bring an archive into an installation of its own, twice."""
    with tempfile.TemporaryDirectory() as data:
        call = [sys.executable, "-c", MEASURE, kind, str(path), data]
        done = subprocess.run(call, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": "src"})
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def by_perceval(python: str, path: Path) -> dict[str, object]:
    """Let Perceval parse the same mbox; it looks for files in a folder."""
    done = subprocess.run([python, "-c", PERCEVAL, str(path.parent)], capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    asked.add_argument("--archive", default="")
    asked.add_argument("--peer", default="")
    given = asked.parse_args()
    if given.archive:
        kind, _equals, path = given.archive.partition("=")
        print(json.dumps(measured(kind, Path(path))))
        return
    for kind in given.kinds:
        with tempfile.TemporaryDirectory() as folder:
            path = made(kind, Path(folder), given.messages)
            print(json.dumps(measured(kind, path)), flush=True)
            if given.peer and kind == "mbox":
                print(json.dumps(by_perceval(given.peer, path)), flush=True)


if __name__ == "__main__":
    main()
