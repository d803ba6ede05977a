"""What was acknowledged outlives the server, whenever it dies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]


@pytest.mark.parametrize("times", [pytest.param(20, id="twenty times")])
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(times: int, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "tests.soak.kill", "--times", str(times)]
    call += ["--data", str(tmp_path / "data"), "--load", "2.0"]
    ended = subprocess.run(call, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode in {0, 1}, ended.stderr
    record = json.loads(ended.stdout)
    assert record["faults"] == []
    assert record["kills"] == times
    assert record["receipts"] >= times
    assert record["answers"] == record["ballots"] >= times / 4
    assert record["review_answers"] >= times
