"""``groundswell forecast`` and ``groundswell survival`` say what the engines say, of whatever file is given."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import CliRunner, Result

from groundswell.engines.forecasting import weeks_to_finish
from groundswell.project.command_line import program
from groundswell.project.faults import Fault

COUNTS = [3, 0, 5, 7, 2, 4, 6, 1, 9, 3, 4, 5] * 3
MONDAY = date(2026, 1, 5)
AFTER = MONDAY + timedelta(weeks=len(COUNTS))


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, list(map(str, arguments)))


def said(*arguments: str | Path) -> str:
    done = called(*arguments)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def refused(*arguments: str | Path) -> str:
    done = called(*arguments)
    assert isinstance(done.exception, Fault), repr(done.exception)
    return str(done.exception)


def in_json(*arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*arguments, "--json"))
    return found


@pytest.fixture
def dates(tmp_path: Path) -> Path:
    file = tmp_path / "done.csv"
    days = [MONDAY + timedelta(weeks=week, days=item % 5) for week, count in enumerate(COUNTS) for item in range(count)]
    file.write_text("key,resolved\n" + "".join(f"K,{day:%d.%m.%Y}\n" for day in days), encoding="utf-8")
    return file


@pytest.fixture
def waits(tmp_path: Path) -> Path:
    file = tmp_path / "waits.csv"
    answered = "".join(f"2026-10-01T00:00,2026-10-01T{hour:02}:00,\n" for hour in range(1, 8))
    waiting = "2026-10-01T00:00,,2026-10-03T00:00\n" * 3
    file.write_text(f"asked_at,answered_at,until\n{answered}{waiting}", encoding="utf-8")
    return file


@pytest.mark.slow
def test_a_forecast_has_a_week_and_a_date_for_each_level(dates: Path) -> None:
    with time_machine.travel(AFTER):
        found = in_json("forecast", dates, "--remaining", "30")
    weeks = dict(zip(("50", "85", "95"), weeks_to_finish(COUNTS, 30), strict=True))
    assert found["weeks"] == weeks
    assert found["known"] is True
    assert found["from"] == AFTER.isoformat()
    for level, week in weeks.items():
        assert found["dates"][level] == (AFTER + timedelta(weeks=week or 0, days=-1)).isoformat()
    assert found["history"]["weeks"] == len(COUNTS)
    assert found["history"]["finished"] == sum(COUNTS)
    assert [each["level"] for each in found["record"]] == ["50", "85", "95"]


@pytest.mark.slow
def test_counts_and_dates_of_the_same_items_have_the_same_forecast(dates: Path, tmp_path: Path) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text("finished_per_week\n" + "".join(f"{count}\n" for count in COUNTS), encoding="utf-8")
    one, other = (in_json("forecast", file, "--remaining", "30") for file in (dates, counts))
    assert one["weeks"] == other["weeks"]
    assert other["history"]["first_week"] is None


def test_the_week_that_runs_is_left_out(dates: Path) -> None:
    with time_machine.travel(AFTER - timedelta(days=4)):
        found = in_json("forecast", dates, "--remaining", "30")
    assert found["history"]["weeks"] == len(COUNTS) - 1
    assert found["history"]["left_out"] == COUNTS[-1]


def test_weeks_in_which_nothing_came_are_added_when_the_day_is_named(dates: Path) -> None:
    later = (AFTER + timedelta(weeks=3)).isoformat()
    assert in_json("forecast", dates, "--remaining", "9", "--until", later)["history"]["weeks"] == len(COUNTS) + 3


def test_dates_of_an_old_file_count_from_this_week_and_it_is_said(dates: Path) -> None:
    today = AFTER + timedelta(weeks=60, days=3)
    with time_machine.travel(today):
        found = in_json("forecast", dates, "--remaining", "30")
        report = said("forecast", dates, "--remaining", "30")
        nothing = in_json("forecast", dates, "--remaining", "0")
    assert found["from"] == (AFTER + timedelta(weeks=60)).isoformat()
    assert found["history"]["last_day"] == (AFTER - timedelta(days=1)).isoformat()
    assert all(day > today.isoformat() for day in found["dates"].values())
    assert "What came after that the file does not say. Dates count from 8 November 2027" in report.replace("\n", " ")
    assert set(nothing["dates"].values()) == {today.isoformat()}


def test_dates_of_a_file_of_last_week_say_nothing_of_its_age(dates: Path) -> None:
    with time_machine.travel(AFTER + timedelta(days=2)):
        assert "does not say" not in said("forecast", dates, "--remaining", "30")


def test_one_week_is_told_as_one_and_none_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("key,done\nA,2026-10-05\n", encoding="utf-8")
    assert "In the last week 1.0 a week" in said("forecast", file, "--remaining", "3")
    file.write_text("finished_per_week\n0\n0\n0\n", encoding="utf-8")
    report = said("forecast", file, "--remaining", "3")
    assert "Nothing was ever finished" in report
    assert "0 weeks" not in report


def test_the_report_says_what_dates_rest_on(dates: Path) -> None:
    report = said("forecast", dates, "--remaining", "30")
    for words in ("30 remaining", "85 %", f"{sum(COUNTS)} finished in 36 weeks", "4.1 a week", "came true"):
        assert words in report


def test_where_nothing_can_be_said_there_is_a_sentence_and_no_date(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("done\n2026-10-05\n", encoding="utf-8")
    found = in_json("forecast", file, "--remaining", "30")
    assert found["weeks"] == found["dates"] == {"50": None, "85": None, "95": None}
    assert "Too little history: 1 week" in found["because"]
    assert "done by" not in said("forecast", file, "--remaining", "30")
    assert "Too little history" in said("forecast", file, "--remaining", "30")


def test_what_is_left_out_or_too_far_is_said(tmp_path: Path) -> None:
    file = tmp_path / "gap.csv"
    file.write_text("\n".join(map(str, [*[9] * 5, *[0] * 40, *COUNTS])), encoding="utf-8")
    report = said("forecast", file, "--remaining", "4000")
    assert "rests on the last 36 weeks" in report
    assert "ten years" in report
    assert "no date" in said("forecast", file, "--remaining", "1000")


def test_lines_without_a_date_are_counted(tmp_path: Path, dates: Path) -> None:
    dates.write_text(dates.read_text(encoding="utf-8") + "K,\nK,\n", encoding="utf-8")
    assert "2 lines without a date" in said("forecast", dates, "--remaining", "3")


@pytest.mark.parametrize("remaining", ["-1", "nan", "inf"])
def test_what_remains_must_be_a_number(dates: Path, remaining: str) -> None:
    assert "What remains is" in refused("forecast", dates, f"--remaining={remaining}")


def test_a_bad_line_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("resolved\n2026-10-05\nsoon\n", encoding="utf-8")
    assert refused("forecast", file, "--remaining", "3").startswith(f"{file}: Line 3, column resolved: “soon”")


@pytest.mark.parametrize("command", [("forecast", "--remaining", "3"), ("survival",)])
def test_a_file_that_cannot_be_read_is_named(command: tuple[str, ...], tmp_path: Path) -> None:
    assert "There is no file" in refused(command[0], tmp_path / "none.csv", *command[1:])
    assert "cannot be read" in refused(command[0], tmp_path, *command[1:])


def test_waits_have_exactly_these_keys(waits: Path) -> None:
    assert in_json("survival", waits) == {
        "n": 10,
        "unanswered": 3,
        "median": 5.0,
        "p75": None,
        "p90": None,
        "within": {"24": pytest.approx(0.7), "48": pytest.approx(0.7), "168": None},
        "naive_median": 4.0,
    }


def test_waits_of_which_none_ended_have_no_naive_median(tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text("asked_at,answered_at,until\n2026-10-01,,2026-10-05\n", encoding="utf-8")
    found = in_json("survival", file)
    assert (found["median"], found["naive_median"], found["within"]["48"]) == (None, None, 0)
    assert "not known yet" in said("survival", file)


def test_the_naive_median_is_a_footnote(waits: Path) -> None:
    report = said("survival", waits)
    assert "10 questions, 3 of them without an answer" in report
    assert "5.0 h" in report
    assert "Footnote: the naive median, of the answered alone, is 4.0 h" in report
    assert "longer than 48.0 h; what comes later is not known yet" in report
    assert "answered within 168 h" in report
    assert [line.split()[4:] for line in report.splitlines() if "168 h" in line] == [["not", "known", "yet"]]


def test_a_bad_wait_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("asked_at,answered_at,until\n2026-10-05,2026-10-04,\n", encoding="utf-8")
    assert refused("survival", file).startswith(f"{file}: Line 2, column answered_at")
