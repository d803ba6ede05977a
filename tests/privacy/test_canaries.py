"""Three hundred random flows through the real server; then everything that it left anywhere is searched (G5, G17)."""

import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.steps import sign_in
from tests.privacy.flows import Flows
from tests.privacy.proposing_flows import ProposingFlows
from tests.processes import outside
from tests.soak.installation import check_in_opened, founded, rounds_opened
from tests.soak.proposing import ground, sent

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]
TIMES = 300
# A letter is due, and whatever else the clock brings: the worker would do it within a minute.
SWEEP = """
import django
django.setup()
from datetime import timedelta
from groundswell.kit import clock
from groundswell.people import actions, queries
from groundswell.people.models import Letter
from groundswell.project import sweeps
queries.is_founded() or actions.found(by=None, name="Tidewater", first_sprint_on=clock.today() - timedelta(days=28))
Letter.objects.all().delete()
Letter.objects.create(day=clock.today() - timedelta(days=20), is_complete=True)
for _time in range(2):
    failed = sweeps.sweep_once()
    assert not failed, failed
"""


def test_three_hundred_flows_leave_no_secret_anywhere(tmp_path: Path) -> None:
    seed = secrets.token_hex(4)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails, so that it can be repeated
    data, scratch = tmp_path / "data", tmp_path / "scratch"
    scratch.mkdir()
    with founded(data, TMPDIR=str(scratch)) as installation:
        flows = ProposingFlows(installation, data, random.Random(seed))
        flows.ballots = check_in_opened(data, TMPDIR=str(scratch))
        flows.links = tuple(rounds_opened(data, TMPDIR=str(scratch)))
        flows.proposition, links = sent(data, ground(data, TMPDIR=str(scratch)), TMPDIR=str(scratch))
        flows.reviews = tuple(links)
        flows.run(TIMES)
        assert flows.links_hunt().in_folders([tmp_path]) == []
        sign_in(installation.server, "bob@example.org")
        sweep(data, scratch, tmp_path / "sweep.log")
        flows.keep_cookies()
        assert (data / "groundswell.sqlite3-wal").exists()
        assert flows.hunt.in_folders([tmp_path]) == []
        mails = b"".join(mail.read_bytes() for mail in (data / "mail").iterdir())
        assert mails.count(b"Your code: ") == 3
        assert mails.count(b"\nSubject: ") >= 3 + 4, "three codes, a letter to each of four people, answers that wait"
    assert flows.hunt.in_folders([tmp_path]) == []
    assert list(scratch.iterdir()) == []
    assert sum(flows.done.values()) >= TIMES
    assert flows.answers[200] > TIMES / 3
    assert flows.answers[422] > 5
    assert flows.done["answer_a_ballot"] >= 1
    assert flows.done["answer_a_review"] >= 1
    assert len(flows.used_ballots) >= 1
    the_search_would_have_found_one(flows, data, tmp_path / "copy")


def sweep(data: Path, scratch: Path, log: Path) -> None:
    """Do at once what the worker does within a minute."""
    given = {"GROUNDSWELL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "groundswell.project.settings"}
    with log.open("wb") as output:
        call = [sys.executable, "-c", SWEEP]
        environment = outside(**given, TMPDIR=str(scratch))
        subprocess.run(call, check=True, stdout=output, stderr=output, env=environment, timeout=120)


def the_search_would_have_found_one(flows: Flows, data: Path, copy: Path) -> None:
    """Plant one canary of each kind in a copy of the same data, and look for it with the same search."""
    shutil.copytree(data, copy)
    trails = {what: dress for known in flows.hunt.trails.values() for dress, what in known}
    with sqlite3.connect(copy / "groundswell.sqlite3") as database:
        database.execute("CREATE TABLE planted (what BLOB)")
        database.executemany("INSERT INTO planted VALUES (?)", [(b"before " + dress,) for dress in trails.values()])
    database.close()
    found = flows.hunt.in_folders([copy])
    assert {line.removesuffix(" in groundswell.sqlite3") for line in found} == set(trails)
