"""The joined style sheet and script are what their parts say, and keep the house's limits."""

import re
from pathlib import Path

import pytest

from groundswell.web import assets

FIRST_LOAD = 60 * 1024
A_PAGE = 12 * 1024
ADVICE = "run: python -m groundswell.web.assets"
STYLES = sorted((assets.HERE / "styles").glob("*.css"))


def test_the_joined_style_sheet_is_current() -> None:
    assert assets.STYLE_SHEET.read_text(encoding="utf-8") == assets.style_sheet(), ADVICE


def test_the_joined_script_is_current() -> None:
    assert assets.SCRIPT.read_text(encoding="utf-8") == assets.script(), ADVICE


def test_style_and_script_leave_room_for_the_page_itself() -> None:
    assert len(assets.style_sheet().encode()) + len(assets.script().encode()) < FIRST_LOAD - A_PAGE


def test_no_text_of_the_script_goes_over_lines_so_that_indentation_says_nothing() -> None:
    lines = [line for file in (assets.HERE / "elements").glob("*.js") for line in file.read_text("utf-8").splitlines()]
    assert [line for line in lines if line.count("`") % 2] == []


def test_nothing_of_the_look_comes_from_another_host() -> None:
    assert not re.search(r"url\(|@import|https?:", assets.style_sheet() + assets.script())


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_every_style_lies_in_a_named_layer(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("@layer ")


def test_colours_are_named_once_in_the_tokens() -> None:
    colour = re.compile(r"oklch|#[0-9a-f]{3,8}\b|rgb")
    others = [file for file in STYLES if file.name != "tokens.css"]
    assert not [file.name for file in others if colour.search(file.read_text(encoding="utf-8"))]
