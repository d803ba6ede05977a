"""Documentation that cannot rot: what a machine can compare, it compares."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from typer.main import get_command

from groundswell.project import environment
from groundswell.project.command_line import program
from groundswell.voices.forms import levels
from tests import routes_page

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PROJECT = ROOT / "src" / "groundswell" / "project"
# The first the supervisor tells its children; the second is of the browser tests, and their page says it.
INTERNAL = {"GROUNDSWELL_SUPERVISED", "GROUNDSWELL_PICTURES"}
READERS = {"text", "flag", "number", "words", "folder", "time_zone"}
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


USE = sorted((DOCS / "use").glob("*.md"))
PRODUCT = [
    file
    for ending in ("py", "html")
    for file in sorted((ROOT / "src" / "groundswell").rglob(f"*.{ending}"))
    if "tests" not in file.parts
]
# What is bold in these pages and is no name on a page of the product.
TERMS = {"receipt", "desk passphrase", "recovery key", "concerns"}


def headings(file: Path) -> set[str]:
    return {found.strip() for found in re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)}


def anchors(file: Path) -> set[str]:
    """Return what a link can point at, as forges make it of headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings(file)}


def variables() -> Iterator[str]:
    """Yield every variable that the product reads."""
    yield from (f"GROUNDSWELL_MAIL_IN_{name}" for name in environment.mail_in())
    for file in sorted(PROJECT.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("env.") in READERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"GROUNDSWELL_{first.value}"
    for file in [*sorted((ROOT / "src").rglob("*.py")), ROOT / "dev"]:
        if "tests" not in file.parts:
            yield from re.findall(r"\bGROUNDSWELL(?:_[A-Z]+)+\b", file.read_text(encoding="utf-8"))


def commands() -> Iterator[str]:
    """Yield every command as one types it."""
    yield from _below(get_command(program), "groundswell")


def _below(command: object, words: str) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words
    else:
        for name, each in inner.items():
            if not each.hidden:
                yield from _below(each, f"{words} {name}")


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from ((page, target) for target in re.findall(r"\]\(([^)\s]+)\)", text))


@pytest.mark.slow
def test_every_setting_has_its_heading() -> None:
    read = {re.sub(r"_FILE$", "", name) for name in variables()} - INTERNAL
    described = {heading for heading in headings(DOCS / "run" / "settings.md") if heading.startswith("GROUNDSWELL_")}
    assert len(read) > 20
    assert sorted(read - described) == [], "docs/run/settings.md: a heading, what it is for, its default"
    assert sorted(described - read) == [], "docs/run/settings.md describes what nobody reads"


def test_every_command_has_its_heading() -> None:
    described = {heading for heading in headings(DOCS / "run" / "commands.md") if heading.startswith("groundswell ")}
    assert described == set(commands()), "docs/run/commands.md: one heading a command"


def test_every_option_is_named_where_its_command_is_described() -> None:
    text = (DOCS / "run" / "commands.md").read_text(encoding="utf-8")
    options = {
        option
        for command in typer.main.get_group(program).commands.values()
        for each in [command, *getattr(command, "commands", {}).values()]
        if not each.hidden
        for parameter in each.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert [option for option in sorted(options) if not re.search(rf"{option}(?![\w-])", text)] == []


def test_every_route_stands_in_the_list_of_routes() -> None:
    assert routes_page.PAGE.is_file(), "./dev fix writes docs/build/routes.md"
    assert routes_page.PAGE.read_text(encoding="utf-8") == routes_page.page(), "./dev fix brings it up to date"


def test_every_command_of_dev_is_described() -> None:
    text = (ROOT / "dev").read_text(encoding="utf-8")
    table = re.search(r"^COMMANDS = \{(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    assert table
    names = re.findall(r'^    "(\w+)":', table.group(1), re.MULTILINE)
    described = "".join((DOCS / "build" / name).read_text(encoding="utf-8") for name in ("README.md", "testing.md"))
    assert [name for name in names if f"`{name}`" not in described and f"./dev {name}" not in described] == []


def test_every_decision_stands_in_the_index_and_has_its_four_parts() -> None:
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    for note in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        text = note.read_text(encoding="utf-8")
        assert f"({note.name})" in index, f"docs/decisions/README.md does not name {note.name}"
        assert text.startswith(f"# {note.name[:4]} "), f"{note.name} begins with its number"
        for part in ("Context", "Decision", "Consequences", "Alternatives"):
            assert re.search(rf"^\*\*{part}|^## {part}", text, re.MULTILINE), f"{note.name} has no {part}"


def test_every_link_leads_somewhere() -> None:
    broken = []
    for page, target in links():
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_of_the_documentation_loads_anything_from_elsewhere(page: Path) -> None:
    assert not re.search(r"!\[[^\]]*\]\((?:https?:)?//|<(?:img|script|link)\b", page.read_text(encoding="utf-8"))


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert re.findall(r"^  (\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(18)]
    assert "END OF TERMS AND CONDITIONS" in text


def said_by_the_product() -> str:
    """Return all that its pages can say, and more: the source, with blanks as one line has them."""
    return re.sub(r"\s+", " ", "\n".join(file.read_text(encoding="utf-8") for file in PRODUCT)).lower()


@pytest.mark.slow
@pytest.mark.parametrize("page", USE, ids=lambda page: page.name)
def test_what_stands_in_bold_stands_on_a_page_in_these_words(page: Path) -> None:
    bold = [" ".join(name.split()).lower() for name in re.findall(r"\*\*(.+?)\*\*", page.read_text("utf-8"), re.DOTALL)]
    source = said_by_the_product()
    assert [name for name in bold if name not in TERMS and f'"{name}' not in source] == []


def test_the_ways_of_saying_something_are_called_as_in_the_box() -> None:
    rows = re.findall(r"^\| (\w[\w ]*) \|", (DOCS / "use" / "saying.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows[1:] == [str(choice) for _, choice in levels()]


@pytest.mark.slow
def test_a_perspective_has_one_name() -> None:
    """Its holder's own sentence is "that is my view"; everywhere else the glossary's word stands."""
    sentences = re.findall(
        r"(?:translate |_\()\"([^\"]*\bviews?\b[^\"]*)\"", "\n".join(f.read_text("utf-8") for f in PRODUCT)
    )
    pages = [line for page in USE for line in page.read_text("utf-8").splitlines() if re.search(r"\bviews?\b", line)]
    assert [each for each in [*sentences, *pages] if not re.search(r"\b(?:my|your|their) view\b", each)] == []
