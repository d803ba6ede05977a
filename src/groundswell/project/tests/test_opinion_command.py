"""``groundswell opinion`` says what the engine says, as a report or as JSON, of whatever file is given."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from groundswell.engines.opinion.tests.conversations import REAL, real_names
from groundswell.project.command_line import program
from groundswell.project.faults import Fault

NAMES = real_names()
KEYS = (
    "participants statements votes explained_variance explained_variance_ratio components groups silhouette labels "
    "group_validity group_statement_stats representative consensus group_aware_consensus priorities intervals"
)
TWO_CAMPS = "participant,0,1,2,3,4,5,6,7\n" + "".join(
    f"{one},{','.join(['1', '-1'][(one + column // 4) % 2] for column in range(8))}\n" for one in range(60)
)


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, ["opinion", *map(str, arguments)])


def said(*arguments: str | Path) -> str:
    done = called(*arguments)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def refused(*arguments: str | Path) -> str:
    done = called(*arguments)
    assert isinstance(done.exception, Fault), repr(done.exception)
    return str(done.exception)


def in_json(*arguments: str | Path) -> dict[str, Any]:
    def never(name: str) -> None:
        raise AssertionError(f"{name} is no number")

    found: dict[str, Any] = json.loads(said(*arguments, "--json"), parse_constant=never)
    return found


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    file = tmp_path / "votes.csv"
    file.write_text(TWO_CAMPS, encoding="utf-8")
    return file


@pytest.mark.skipif(not NAMES, reason="the real conversations do not lie beside this checkout")
@pytest.mark.parametrize("name", NAMES)
def test_a_real_conversation_equals_what_another_program_computed(name: str) -> None:
    folder = REAL / name
    options = ("--comments", folder / "comments.csv", "--labels", folder / "expected.json", "--polis-compat")
    found = in_json(folder / "participants-votes.csv", *options)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert list(found) == KEYS.split()
    for exact in ("participants", "statements", "votes", "groups", "labels", "consensus", "representative"):
        assert found[exact] == expected[exact], exact
    for close in ("group_statement_stats", "group_aware_consensus"):
        same(found[close], expected[close])
    assert found["components"]["statement_id"] == expected["components"]["statement_id"]
    for axis in ("pc1", "pc2"):
        assert abs(np.dot(found["components"][axis], expected["components"][axis])) >= 0.999999
    np.testing.assert_allclose(found["explained_variance"], expected["explained_variance"], rtol=1e-6)


def same(ours: Any, theirs: Any) -> None:  # noqa: ANN401 - JSON is of any type
    """Assert equal shapes and order, and numbers that differ by at most 1e-9."""
    if isinstance(theirs, dict):
        assert list(ours) == list(theirs)
        for key in theirs:
            same(ours[key], theirs[key])
    else:
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.skipif(not NAMES, reason="the real conversations do not lie beside this checkout")
@pytest.mark.parametrize("name", [name for name in NAMES if (REAL / name / "votes.csv").is_file()])
def test_a_row_a_person_and_a_row_a_vote_are_one_conversation(name: str) -> None:
    folder = REAL / name
    options = ("--comments", folder / "comments.csv", "--labels", folder / "expected.json")
    assert in_json(folder / "votes.csv", *options) == in_json(folder / "participants-votes.csv", *options)


@pytest.mark.slow
def test_what_it_printed_can_be_given_back_as_groups(votes: Path, tmp_path: Path) -> None:
    first = in_json(votes)
    assert first["groups"] == 2
    assert first["group_validity"]["shown"]
    (tmp_path / "groups.json").write_text(json.dumps(first), encoding="utf-8")
    again = in_json(votes, "--labels", tmp_path / "groups.json")
    assert again["group_statement_stats"] == first["group_statement_stats"]
    assert "2 groups, as given" in said(votes, "--labels", tmp_path / "groups.json")


def test_who_has_a_group_and_no_vote_is_counted(votes: Path, tmp_path: Path) -> None:
    (tmp_path / "groups.json").write_text('{"0": 0, "1": 1, "977": 1}', encoding="utf-8")
    report = said(votes, "--labels", tmp_path / "groups.json")
    assert "1 participant of the groups cast no vote." in report
    assert "Group 1: 1 person" in report


@pytest.mark.slow
def test_as_many_groups_as_were_asked_for(votes: Path) -> None:
    assert in_json(votes, "--groups", "3")["groups"] in {2, 3}  # all stand in two places
    assert "1 groups were asked for" in refused(votes, "--groups", "1")


@pytest.mark.slow
def test_the_report_says_statements_first_and_groups_last(votes: Path, tmp_path: Path) -> None:
    (tmp_path / "comments.csv").write_text('comment-id,moderated,comment-body\n0,-1,No\n1,0,"Up\x1b[2J"\n', "utf-8")
    report = said(votes, "--comments", tmp_path / "comments.csv")
    assert "60 participants, 8 statements (1 of them rejected), 480 votes." in report
    assert report.index("This divides") < report.index("2 groups: the groups stand further apart than chance")
    assert "Up [2J" in report
    assert "\x1b" not in report


@pytest.mark.parametrize(
    "table",
    [
        "participant,0\n1,1\n",
        "participant,0,1\n1,1,0\n",
        "participant,0\n1,1\n2,-1\n3,0\n",
        "participant,0,1\n1,0,0\n2,0,0\n",
        "participant,0,1\n1,1,1\n2,1,1\n",
        "participant,0,1,2\n1,1,1,1\n2,1,-1,0\n3,1,0,\n",
        "voter-id,comment-id,vote\n1,1,1\n1,1,-1\n",
    ],
    ids=["one vote", "one participant", "one statement", "all pass", "all agree", "one the same", "cast anew"],
)
def test_small_conversations_have_a_map_without_a_number_that_is_none(table: str, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(table, encoding="utf-8")
    assert not in_json(file)["group_validity"]["shown"]
    assert "No groups are shown" in said(file)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "The file is empty"),
        ("participant,0\n", "There are no votes"),
        ("participant,0\n1,7\n", "Line 2, column 0"),
    ],
)
def test_a_bad_file_ends_with_one_sentence_that_names_it(table: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(table, encoding="utf-8")
    assert f"{file}: {words}" in refused(file)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "none.csv")
    assert "cannot be read" in refused(tmp_path)


def test_how_many_and_which_groups_are_two_questions(votes: Path) -> None:
    assert "--groups or --labels" in refused(votes, "--groups", "2", "--labels", votes)
