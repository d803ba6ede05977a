"""The command as operators and CI run it, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import outside

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]
FIGURES = {
    "joiner",
    "leaver between sprints",
    "live-dashboard replay",
    "roster-filter",
    "rolling-window overlap",
    "history, persistence 0.8",
    "history, static ratings",
    "history at the end, persistence 0.8",
    "history at the end, static ratings",
    "row-space",
}
PRODUCT = {
    "response timing, receipts",
    "response timing, addresses",
    "scanner votes",
    "two-dump difference",
    "two-dump difference, beyond a ciphertext",
    "two-dump difference, ballots",
    "two-dump difference, ballots, beyond a ciphertext",
    "ballot stuffing",
    "live pages while ballots come in",
    "notification side channels",
    "mail size and subject",
    "receipt spraying",
    "stale role",
    "physical order",
}
KEYS = {"attack", "metric", "success", "baseline", "gain", "limit", "held"}


def groundswell(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "groundswell", *words]
    return subprocess.run(call, capture_output=True, text=True, timeout=1200, check=False, env=outside(**variables))


def attack(*options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return groundswell("attack", *options, **variables)


def test_the_attackers_come_no_further_than_they_may_and_leave_an_installation_alone(tmp_path: Path) -> None:
    in_use = {"GROUNDSWELL_DATA": str(tmp_path), "GROUNDSWELL_DATABASE_URL": "postgres://nobody@127.0.0.1:1/never"}
    done = attack("--organisations", "30", "--json", **in_use)
    rows = json.loads(done.stdout)
    assert {row["attack"] for row in rows} >= FIGURES | PRODUCT
    assert all(set(row) == KEYS for row in rows)
    assert {row["metric"] for row in rows} == {"exact", "auc", "count"}
    assert [row for row in rows if not row["held"]] == []
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_here_nothing_is_written_and_a_passed_limit_is_status_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    added = groundswell("people", "add", "ada@example.org", "--name", "Ada", "--data", str(data))
    assert added.returncode == 0, added.stderr
    file = data / "groundswell.sqlite3"
    before = file.read_bytes()
    done = attack("--here", "--json", "--data", str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(json.loads(done.stdout)) == 5
    assert file.read_bytes() == before
    (data / "mail").mkdir()
    letter = "Subject: Groundswell: your weekly letter\nTo: a@example.org\n\nshort\n" + "-" * 79 + "\n"
    (data / "mail" / "1.log").write_text(letter)
    told = attack("--here", "--data", str(data))
    assert told.returncode == 1
    assert "mail size and subject" in told.stdout


def test_an_installation_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = attack("--here", "--data", str(tmp_path / "typo"))
    assert done.returncode == 1
    assert "There is no data folder" in done.stderr


def test_only_the_attackers_load_numpy(tmp_path: Path) -> None:
    pages = (
        "import sys; import groundswell.project.wsgi; from django.urls import get_resolver; "
        "get_resolver().reverse_dict; sys.exit('numpy' in sys.modules)"
    )
    call = [sys.executable, "-c", pages]
    done = subprocess.run(
        call, env=outside(GROUNDSWELL_DATA=str(tmp_path)), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
