"""`groundswell import polis`: a conversation from elsewhere becomes a round that has ended, and nobody is in it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from django.db import connection
from django.test import Client
from django.urls import reverse
from rich.console import Console

from groundswell.connectors.polis.importing import command
from groundswell.engines.opinion.tests.conversations import REAL, real_names
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.propositions.models import BallotBook, IdeaSheet, Opinions, Round, RoundRosterEntry, Statement
from groundswell.propositions.rounds import published
from groundswell.propositions.rounds.rules.figures import Sort, Why, sort_of
from groundswell.propositions.rounds.rules.phases import STANDARD_K, Phase
from tests.cast import Cast

COMMENTS = (
    "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1,70,900000017,1,0,1,Reviews come first.\n"
    "2,71,900000018,1,0,0,Meetings end at noon.\n"
    "3,72,900000019,1,0,-1,Buy my shoes.\n"
)
SUMMARY = "topic,How we work\nurl,https://polis.invalid/2demo\nvoters,12\nconversation-description,What helps?\n"
NUMBERS = [800000000 + each for each in range(12)]


def votes(*, people: list[int] = NUMBERS) -> str:
    rows = [f"{one},0,0,3,2,1,1,{'1' if place % 2 else '-1'},1" for place, one in enumerate(people)]
    return "\n".join(["participant,group-id,n-comments,n-votes,n-agree,n-disagree,70,71,72", *rows]) + "\n"


@pytest.fixture
def folder(tmp_path: Path, organisation: Cast) -> Path:
    del organisation
    (tmp_path / "participants-votes.csv").write_text(votes(), encoding="utf-8")
    (tmp_path / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    (tmp_path / "summary.csv").write_text(SUMMARY, encoding="utf-8")
    return tmp_path


def run(*paths: Path, title: str = "", dry_run: bool = False) -> str:
    out = io.StringIO()
    command(paths, title=title, dry_run=dry_run, console=Console(file=out, width=400))
    return out.getvalue()


def refused(*paths: Path, title: str = "") -> str:
    out = io.StringIO()
    with pytest.raises(typer.Exit) as left:
        command(paths, title=title, dry_run=False, console=Console(file=out, width=400))
    assert left.value.exit_code == 1
    assert not Round.objects.exists()
    said = out.getvalue()
    assert said.rstrip().endswith("Nothing was kept.")
    return said


def test_a_conversation_becomes_a_round_that_has_ended_with_what_its_votes_say(folder: Path) -> None:
    said = run(folder)
    found = Round.objects.get()
    assert (found.title, found.question, found.phase, found.elsewhere) == (
        "How we work",
        "What helps?",
        Phase.ENDED,
        "https://polis.invalid/2demo",
    )
    assert [(each.text, each.is_withdrawn) for each in Statement.objects.order_by("number")] == [
        ("Reviews come first.", False),
        ("Meetings end at noon.", False),
        ("Buy my shoes.", True),
    ]
    first, second = published.read(Opinions.objects.get().content).statements
    assert first.figure is not None
    assert second.figure is not None
    # All twelve agree, and as few as eleven would look the same.
    assert (first.figure.agree.value, first.figure.seen, sort_of(first.figure)) == (90, "10-19", Sort.AGREED)
    assert sort_of(second.figure) is Sort.DIVIDES
    assert reverse("rounds:opinions", args=[found.id]) in said


def test_nothing_about_single_people_is_kept(folder: Path) -> None:
    run(folder)
    assert not any(table.objects.exists() for table in (BallotBook, IdeaSheet, RoundRosterEntry))
    with connection.cursor() as cursor:
        tables = [each for each in connection.introspection.table_names(cursor) if each.startswith("propositions_")]
        kept = ""
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += repr(cursor.fetchall())
    assert "Reviews come first." in kept
    assert not [number for number in (*NUMBERS, 900000017) if str(number) in kept]
    entry = Entry.objects.get(verb="keep_elsewhere")
    assert entry.actor is None


def test_a_second_time_and_a_later_state_change_nothing(folder: Path) -> None:
    run(folder)
    before = Opinions.objects.get().content
    assert "here already" in run(folder)
    (folder / "participants-votes.csv").write_text(votes(people=[*NUMBERS, 7]), encoding="utf-8")
    assert "A later state of it is not brought in" in run(folder)
    assert (Round.objects.count(), Opinions.objects.get().content) == (1, before)


def test_the_same_words_under_another_address_show_no_second_figure(folder: Path) -> None:
    run(folder)
    (folder / "summary.csv").write_text("topic,Again\nurl,https://polis.invalid/other\n", encoding="utf-8")
    run(folder)
    again = Opinions.objects.get(round__title="Again")
    assert {each.why for each in published.read(again.content).statements} == {Why.SAME_PEOPLE}


def test_a_dry_run_says_the_same_and_keeps_nothing(folder: Path) -> None:
    said = run(folder, dry_run=True)
    assert "nothing was kept" in said
    assert "people who voted              12" in said
    assert not Round.objects.exists()


def test_files_can_be_named_one_by_one_and_both_tables_of_votes_be_there(folder: Path) -> None:
    (folder / "2026-votes.csv").write_text("timestamp,comment-id,voter-id,vote\n1,70,1,1\n", encoding="utf-8")
    named = [each.rename(each.with_name(f"2026-{each.name}")) for each in folder.glob("[cps]*.csv")]
    assert "people who voted              12" in run(*named, dry_run=True)
    assert "people who voted              12" in run(folder, dry_run=True)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("participants-votes.csv", votes().replace("2,1,1,-1,1", "2,1,7,-1,1", 1), "Line 2, column 70: “7” is no vote"),
        ("participants-votes.csv", votes(people=NUMBERS[:4]), "Fewer than 5 people voted"),
        ("participants-votes.csv", "", "The file is empty"),
        ("comments.csv", COMMENTS.replace("1,70,", "1,x,"), "Line 2, column comment-id: “x” is no whole number"),
        ("comments.csv", COMMENTS.replace("1,0,-1,", "1,0,5,"), "Line 4, column moderated: “5” is none of -1"),
        ("comments.csv", COMMENTS.replace("Reviews come first.", "a" * 1001), "Statement 70 has 1,001 characters"),
        ("summary.csv", "topic,a,b\n", "Line 1 has 3 cells, beginning with “topic”"),
        ("summary.csv", "voters,12\n", "Nothing says what it was about"),
        ("summary.csv", '"topic', "Line 1 cannot be read as CSV"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(folder: Path, name: str, content: str, sentence: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    assert sentence in refused(folder)


def test_a_summary_in_another_encoding_and_a_file_twice_are_refused(folder: Path) -> None:
    (folder / "summary.csv").write_bytes(b"topic,caf\xe9\n")
    assert "summary.csv: Line 1 is no text in UTF-8" in refused(folder)
    (folder / "old-summary.csv").write_text(SUMMARY, encoding="utf-8")
    assert "are both a summary.csv" in refused(folder)


@pytest.mark.parametrize("name", ["participants-votes.csv", "comments.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert name in refused(folder)


def test_votes_on_what_nobody_knows_are_left_out_and_said(folder: Path) -> None:
    (folder / "comments.csv").write_text(COMMENTS.replace("Meetings end at noon.", " "), encoding="utf-8")
    (folder / "participants-votes.csv").write_text(votes().replace("70,71,72\n", "70,71,73\n"), encoding="utf-8")
    said = run(folder)
    assert "Statement 71 has no words, so it was left out with 12 votes." in said
    assert "Statement 73 is not in comments.csv, so 12 votes on it were left out." in said
    assert Statement.objects.filter(is_withdrawn=False).count() == 1


def test_without_a_summary_a_title_is_typed_and_the_statements_find_it_again(folder: Path) -> None:
    (folder / "summary.csv").unlink()
    run(folder, title="Typed")
    assert "here already" in run(folder, title="Typed otherwise")
    assert Round.objects.get().title == "Typed"


def test_its_pages_say_where_it_was_held_and_that_nobody_knows_who_was_asked(
    folder: Path, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    run(folder)
    found, browser = Round.objects.get(), client_of(bob)
    page = browser.get(reverse("rounds:round", args=[found.id])).text
    assert "voted on elsewhere" in page
    assert "https://polis.invalid/2demo" in page
    assert 'href="https://polis.invalid' not in page
    assert "how many were asked there is not known" in browser.get(reverse("rounds:opinions", args=[found.id])).text


@pytest.mark.slow
@pytest.mark.skipif(not real_names(), reason="the real conversations do not lie beside this checkout")
@pytest.mark.parametrize("name", real_names()[:2])
def test_a_real_conversation_comes_in(name: str, organisation: Cast) -> None:
    del organisation
    run(REAL / name)
    shown = published.read(Opinions.objects.get().content)
    assert len(shown.statements) == Statement.objects.filter(is_withdrawn=False).count()
    assert all(each.figure or each.why is Why.FEW for each in shown.statements)
    with (REAL / name / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = sorted(int(each) for each in rows[0] if each.isdigit())
    heard = {place for place, number in enumerate(numbers) if sum(bool(row[str(number)]) for row in rows) >= STANDARD_K}
    assert {each.number for each in shown.statements if each.figure} == heard & {
        each.number for each in shown.statements
    }
