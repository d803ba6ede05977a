"""`groundswell import retrospective FILE.md…`, as the person at the terminal sees it."""

import io
from datetime import date
from pathlib import Path

import pytest
import typer
from rich.console import Console

from groundswell.connectors.markdown.importing import command
from groundswell.connectors.markdown.tests.documents import RETROSPECTIVE
from groundswell.register.models.thread import Thread
from groundswell.register.rules.items import SourceKind
from tests.cast import Cast


def run(*files: Path, out: io.StringIO | None = None, **more: object) -> str:
    """Return what the command prints."""
    out = out or io.StringIO()
    told: dict[str, object] = {"kind": SourceKind.SPRINT_UPDATE, "dry_run": False, **more}
    command(files, console=Console(file=out, width=200), **told)  # type: ignore[arg-type]  # as above
    return out.getvalue()


def saved(folder: Path, name: str, text: str = RETROSPECTIVE) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_several_files_come_in_each_with_its_own_lines(db: None, tmp_path: Path) -> None:
    said = run(saved(tmp_path, "a.md"), saved(tmp_path, "2026-09-18-b.md", "Words."))
    assert said.count("At the desk: ") == 2
    assert "End of sprint 255" in said
    assert set(Thread.objects.values_list("source", "reach")) == {("sprint_update", "organisation")}


def test_a_second_time_changes_nothing(db: None, tmp_path: Path) -> None:
    run(saved(tmp_path, "a.md"))
    said = run(saved(tmp_path, "another-name.md"))
    assert [line.split() for line in said.splitlines() if line.startswith(("new", "unchanged"))] == [
        ["new", "0"],
        ["unchanged", "8"],
    ]


def test_a_dry_run_says_so_and_keeps_nothing(db: None, tmp_path: Path) -> None:
    assert "nothing was kept" in run(saved(tmp_path, "a.md"), dry_run=True)
    assert not Thread.objects.exists()


def test_a_cell_alone_could_read_it(organisation: Cast, tmp_path: Path) -> None:
    run(saved(tmp_path, "a.md", "Words."), day=date(2026, 9, 18), cell=organisation.cell_one.name.upper())
    assert Thread.objects.get().reach == f"cell:{organisation.cell_one.id}"


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [("", {}, "a.md: This document is empty."), ("Words.", {}, "Name the day."), ("x", {"cell": "Nobody"}, "no cell")],
)
def test_what_is_wrong_ends_with_one_sentence_and_status_1(
    db: None, tmp_path: Path, text: str, more: dict[str, object], says: str
) -> None:
    out = io.StringIO()
    with pytest.raises(typer.Exit) as ended:
        run(saved(tmp_path, "a.md", text), out=out, **more)
    assert ended.value.exit_code == 1
    assert says in out.getvalue()
    assert out.getvalue().strip().endswith("Nothing was imported.")
