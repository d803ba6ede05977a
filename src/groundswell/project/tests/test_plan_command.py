"""``groundswell plan`` says what the engine says, as a report or as JSON, of whatever file is given."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groundswell.engines.allocation.tests.checker import violations
from groundswell.engines.allocation.tests.instances import made_up
from groundswell.engines.allocation.tests.test_plans import small
from groundswell.project.command_line import program
from groundswell.project.faults import Fault


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, ["plan", *map(str, arguments)])


def refused(*arguments: str | Path) -> str:
    done = called(*arguments)
    assert isinstance(done.exception, Fault), repr(done.exception)
    return str(done.exception)


@pytest.fixture
def sprint(tmp_path: Path) -> Path:
    file = tmp_path / "sprint.json"
    file.write_text(json.dumps(small()), encoding="utf-8")
    return file


def test_json_is_the_documented_answer_and_nothing_else(sprint: Path) -> None:
    done = called(sprint, "--seconds", "2", "--json")
    assert done.exit_code == 0, done.output
    plan = json.loads(done.stdout)
    assert set(plan) >= {"allocations", "reviews", "unplanned", "value", "bound", "seconds"}
    assert violations(small(), plan) == []
    assert plan["value"] == plan["bound"]


def test_the_report_says_who_does_what_and_why(sprint: Path) -> None:
    report = called(sprint, "--seconds", "2").stdout
    assert "the best there is" in report
    assert "ann" in report
    assert "Internal work of priority 1, planned whole and reviewed" in report
    assert "Review: bob." in report


def test_names_from_a_file_cannot_move_the_cursor(sprint: Path) -> None:
    sprint.write_text(sprint.read_text(encoding="utf-8").replace('"build"', '"bu\\u001b[2Jild"'), encoding="utf-8")
    assert "\x1b" not in called(sprint, "--seconds", "1").stdout


def test_a_published_plan_can_be_given_back(sprint: Path, tmp_path: Path) -> None:
    published = tmp_path / "plan.json"
    published.write_text(called(sprint, "--seconds", "2", "--json").stdout, encoding="utf-8")
    assert called(sprint, "--published", published, "--seconds", "2").exit_code == 0
    published.write_text("{}", encoding="utf-8")
    assert f"{published}: allocations: expected a list" in refused(sprint, "--published", published)


def test_what_is_wrong_ends_with_one_sentence_that_names_it(sprint: Path, tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "none.json")
    assert "cannot be read" in refused(tmp_path)
    assert "--seconds" in refused(sprint, "--seconds", "nan")
    wrong = small() | {"pins": [{"member": "ann", "ticket": "build", "hours": 9}]}
    sprint.write_text(json.dumps(wrong), encoding="utf-8")
    assert f"{sprint}: pins[0]: 9 h of build are pinned" in refused(sprint)
    sprint.write_text('{"members": [], "tickets": [{}]}', encoding="utf-8")
    assert f"{sprint}: tickets[0].id: expected a text" in refused(sprint)


@pytest.mark.slow
def test_ctrl_c_ends_the_search_with_the_plan_that_was_found(tmp_path: Path) -> None:
    file, found = tmp_path / "large.json", made_up(random.Random(3), 40, 150) | {"pins": []}
    file.write_text(json.dumps(found), encoding="utf-8")
    call = [sys.executable, "-m", "groundswell", "plan", str(file), "--seconds", "600", "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE) as search:
        time.sleep(6)
        is_proven = search.poll() is not None
        search.send_signal(signal.SIGINT)
        said, _ = search.communicate(timeout=60)
    assert search.returncode == 0
    assert is_proven or violations(found, json.loads(said)) == []
