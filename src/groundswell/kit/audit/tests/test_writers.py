"""Many write at once, and the chain still has one order."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from groundswell.kit import audit
from groundswell.kit.audit.models import Entry

WRITERS, LINES = 4, 25

# Each writer reads before it writes, as actions do: that is what breaks where transactions begin late.
PROCESS = """
import django; django.setup()
from django.db import transaction
from groundswell.kit import audit
from groundswell.kit.audit.models import Entry
for number in range({lines}):
    with transaction.atomic():
        Entry.objects.count()
        audit.record(actor=None, verb="read", context="voices", step=number)
"""
VERDICT = """
import django; django.setup()
from groundswell.kit import audit
verdict = audit.verify_chain()
print(verdict.entries, verdict.fault)
"""


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    return kept | {"DJANGO_SETTINGS_MODULE": "groundswell.project.settings", "GROUNDSWELL_DATA": str(data)}


def _python(code: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-c", code]


@pytest.mark.slow
@pytest.mark.own_database
def test_parallel_processes_on_one_sqlite_file_make_one_unbroken_chain(tmp_path: Path) -> None:
    environment = _environment(tmp_path)
    migrate = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0", "audit"]
    subprocess.run(migrate, env=environment, check=True)
    code = PROCESS.format(lines=LINES)
    writers = [subprocess.Popen(_python(code), env=environment) for _ in range(WRITERS)]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
    said = subprocess.run(_python(VERDICT), env=environment, check=True, capture_output=True, text=True)
    assert said.stdout.split() == [str(WRITERS * LINES)]


def _write(start: threading.Barrier) -> None:
    try:
        start.wait()
        for number in range(LINES):
            with transaction.atomic():
                Entry.objects.count()
                audit.record(actor=uuid4(), verb="read", context="voices", step=number)
    finally:
        connections.close_all()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parallel_threads_make_one_unbroken_chain() -> None:
    start = threading.Barrier(WRITERS)
    writers = [threading.Thread(target=_write, args=(start,)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    verdict = audit.verify_chain()
    assert (verdict.fault, verdict.entries) == ("", WRITERS * LINES)


@pytest.mark.django_db(transaction=True)
def test_the_guard_stands_again_after_a_test_emptied_the_tables() -> None:
    audit.record(actor=None, verb="found", context="people")
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
