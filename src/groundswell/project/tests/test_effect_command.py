"""``groundswell effect`` says what the engine says, of whatever file is given."""

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groundswell.connectors.figures.steps import read_steps
from groundswell.connectors.figures.table import BadFigures
from groundswell.engines.effects import NOT_YET, difference_of, effect_of
from groundswell.project.command_line import program
from groundswell.project.faults import Fault

MONDAY = date(2026, 1, 5)
ON = MONDAY + timedelta(weeks=12)
DICE = random.Random(11)
NOISE = [DICE.gauss(0, 1) for _ in range(36)]
BEFORE, AFTER = NOISE[:12], [each + 9 for each in NOISE[12:18]]
OTHER = NOISE[18:]


def file_of(tmp_path: Path, values: Sequence[float], other: Sequence[float] | None = None) -> Path:
    file = tmp_path / "steps.csv"
    lines = ["from,value" + (",other" if other else "")]
    for week, value in enumerate(values):
        beside = f",{other[week]}" if other else ""
        lines.append(f"{MONDAY + timedelta(weeks=week)},{value}{beside}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def called(*arguments: object) -> Result:
    return CliRunner().invoke(program, ["effect", *map(str, arguments)])


def said(*arguments: object) -> str:
    done = called(*arguments)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def test_it_says_what_the_engine_says(tmp_path: Path) -> None:
    file = file_of(tmp_path, [*BEFORE, *AFTER])
    found = json.loads(said(file, "--on", ON, "--json"))
    expected = effect_of(BEFORE, AFTER)
    assert (found["step"], found["low"], found["high"], found["p"]) == (
        expected.step,
        expected.low,
        expected.high,
        expected.p,
    )
    assert found["differs"] is True
    assert (found["before"], found["after"]) == (12, 6)
    text = said(file, "--on", ON)
    assert "It differs from before." in text
    assert "is not its reason" in text


def test_with_another_number_the_difference_of_the_two_counts(tmp_path: Path) -> None:
    file = file_of(tmp_path, [*BEFORE, *AFTER], OTHER)
    found = json.loads(said(file, "--on", ON, "--json"))
    assert found["step"] == difference_of(BEFORE, AFTER, OTHER[:12], OTHER[12:]).step


def test_chance_is_told_for_what_it_is(tmp_path: Path) -> None:
    assert "No difference can be told from chance." in said(file_of(tmp_path, NOISE[:18]), "--on", ON)


def test_a_short_file_cannot_show_an_effect_yet(tmp_path: Path) -> None:
    file = file_of(tmp_path, [*BEFORE, *AFTER[:3]])
    assert NOT_YET in said(file, "--on", ON)
    assert NOT_YET in json.loads(said(file, "--on", ON, "--json"))["refused"]
    assert "no chance" in said(file_of(tmp_path, [3.0] * 18), "--on", ON)


def test_empty_cells_are_steps_without_a_value_and_commas_are_points(tmp_path: Path) -> None:
    file = tmp_path / "steps.csv"
    file.write_text("From;Value\n05.01.2026;2,5\n12.01.2026;\n19.01.2026;-1\n", encoding="utf-8")
    found = read_steps(file.read_bytes(), date(2026, 1, 19))
    assert (found.before, found.after, found.other) == ((2.5, None), (-1.0,), None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("day,value\n", "columns from and value are needed"),
        ("from,value\n2026-01-05,many\n", "Line 2, column value: “many” is no number"),
        ("from,value\n2026-01-05,nan\n", "Line 2, column value: “nan” is no number"),
        ("from,value\n2026-01-05,1\n2026-01-05,2\n", "Line 3, column from: “2026-01-05” does not come after"),
        ("from,value\n,1\n", "needs the first day of its step"),
        ("from,value\nsoon,1\n", "Line 2"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadFigures) as refused:
        read_steps(text.encode(), ON)
    assert words in str(refused.value)


def test_a_file_that_is_not_there_is_a_fault_in_one_sentence(tmp_path: Path) -> None:
    for file, words in ((tmp_path / "none.csv", "There is no file"), (tmp_path, "cannot be read")):
        done = called(file, "--on", ON)
        assert isinstance(done.exception, Fault)
        assert words in str(done.exception)
    file = file_of(tmp_path, list(range(500)))
    assert "at most 400" in str(called(file, "--on", ON).exception)
