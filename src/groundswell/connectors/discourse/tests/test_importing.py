"""`groundswell import thread FILE.json`, as the person at the terminal sees it."""

import io
from pathlib import Path

import pytest
import typer
from rich.console import Console

from groundswell.connectors.discourse.importing import command
from groundswell.connectors.discourse.tests.test_reading import REAL, needs_the_real_thread
from groundswell.connectors.discourse.tests.topics import post, topic, written
from groundswell.register.models.thread import Post, Thread


def run(file: Path, *, dry_run: bool = False, address: str = "") -> str:
    """Return what the command prints."""
    out = io.StringIO()
    command(file, dry_run=dry_run, console=Console(file=out, width=120), address=address)
    return out.getvalue()


def saved(folder: Path, *posts: dict[str, object], name: str = "topic.json") -> Path:
    file = folder / name
    file.write_bytes(written(topic(*posts)))
    return file


def counts(said: str) -> dict[str, int]:
    rows = [line.split() for line in said.splitlines()]
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}


def test_it_prints_what_was_new_changed_and_unchanged(db: None, tmp_path: Path) -> None:
    assert counts(run(saved(tmp_path, post(1, "<p>a</p>"), post(2, "<p>b</p>")))) == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
    }
    said = run(saved(tmp_path, post(1, "<p>a</p>"), post(2, "<p>B</p>"), post(3, "<p>c</p>")))
    assert counts(said) == {"new": 1, "changed": 1, "unchanged": 1}
    assert "Post 2 by dana_w: words changed; both versions are kept." in said
    assert f"/desk/threads/{Thread.objects.get().id}/" in said


def test_a_dry_run_says_so_and_keeps_nothing(db: None, tmp_path: Path) -> None:
    said = run(saved(tmp_path, post(1, "<p>a</p>")), dry_run=True)
    assert counts(said)["new"] == 1
    assert "nothing was kept" in said
    assert not Thread.objects.exists()


def test_the_address_where_people_read_it_is_kept(db: None, tmp_path: Path) -> None:
    run(saved(tmp_path, post(1, "<p>a</p>")), address="https://forum.example.org/t/77")
    assert Thread.objects.get().address == "https://forum.example.org/t/77"


def test_markup_in_a_title_is_printed_as_it_is(db: None, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_bytes(written(topic(post(1, "<p>a</p>"), title="[red]Budget[/red] [/]")))
    assert "[red]Budget[/red] [/]" in run(file)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"<html>"])
def test_a_bad_file_ends_with_one_sentence_and_status_1(db: None, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "t.json"
    file.write_bytes(content)
    out = io.StringIO()
    with pytest.raises(typer.Exit) as ended:
        command(file, dry_run=False, console=Console(file=out, width=200))
    assert ended.value.exit_code == 1
    assert out.getvalue().strip().endswith("Nothing was imported.")
    assert not Thread.objects.exists()


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_a_file_that_is_not_there_is_said_to_be_missing(db: None, tmp_path: Path, name: str) -> None:
    with pytest.raises(typer.Exit):
        run(tmp_path / name)


@needs_the_real_thread
def test_the_proposals_thread_comes_in_whole_and_again_changes_nothing(db: None) -> None:
    assert counts(run(REAL)) == {"new": 19, "changed": 0, "unchanged": 0}
    assert counts(run(REAL)) == {"new": 0, "changed": 0, "unchanged": 19}
    assert Post.objects.count() == 19
