"""The rules of the house. Each message says what to do instead."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "groundswell"
MOST_LINES = 500
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 8

# What is no context: it has no words of the domain (kit, web, engines), or stands above all contexts.
NO_CONTEXT = {"kit", "web", "engines", "project", "demo", "connectors"}
DOORS = {"actions", "queries", "rules", "ports", "refusals"}
DOORS_OF = {
    # Everybody belongs to people: its tables may be pointed at, and who may do what is asked of its policy.
    "people": DOORS | {"models", "policy", "answering"},
    # What a connector hands over: plain data.
    "questions": DOORS | {"records"},
    # What only voices hold: the installation's key files, whose desk is open in this browser, and its door.
    "voices": DOORS | {"sealing", "session", "opening"},
}
SHAPE = {
    "README.md",
    "__init__.py",
    "actions",
    "apps.py",
    "forms",
    "migrations",
    "models",
    "policy",
    "ports",
    "queries",
    "rules",
    "static",
    "tasks",
    "templates",
    "templatetags",
    "tests",
    "urls.py",
    "views",
}
WITHOUT_PURPOSE = {"utils", "helpers", "common", "manager", "managers", "service", "services", "base", "misc"}
OUTSIDE_WORLD = {"django", "socket", "http", "urllib", "requests", "subprocess", "time", "smtplib", "imaplib"}
# The one way round a rule for a file: say here why.
MAY_BE_CALLED_BASE = {"kit/sqlite/base.py": "Django looks for a database backend under this name"}
# The one way round the clock for an engine: say here why.
MAY_LOOK_AT_A_WATCH = {
    "engines/allocation/watch.py": "a search that may take so many seconds has to know how many passed"
}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def is_test(file: Path) -> bool:
    return "tests" in file.parts or file.name == "conftest.py"


def modules(folder: Path = SOURCE) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.py")) if "migrations" not in file.parts]


def product(folder: Path = SOURCE) -> list[Path]:
    return [file for file in modules(folder) if not is_test(file)]


def contexts() -> list[Path]:
    folders = [folder for folder in sorted(SOURCE.iterdir()) if (folder / "__init__.py").is_file()]
    return [folder for folder in folders if folder.name not in NO_CONTEXT]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607 - wherever git lies
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file()] or [file for file in SOURCE.rglob("*") if file.is_file()]


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, with the name taken from it: "groundswell.people.models.Person"."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def enters_by_a_door(imported: str) -> bool:
    _, context, *inner = imported.split(".")
    return not DOORS_OF.get(context, DOORS).isdisjoint(inner)


@pytest.mark.slow
def test_contexts_see_each_other_only_through_their_doors() -> None:
    names = {folder.name for folder in contexts()}
    broken = [
        f"{named(file)} imports {imported}"
        for folder in [*contexts(), SOURCE / "connectors"]
        for file in product(folder)
        for imported in imports(file)
        if imported.startswith("groundswell.")
        and imported.split(".")[1] in names - {folder.name}
        and not enters_by_a_door(imported)
    ]
    assert not broken, (
        "A context is entered by its actions, queries, rules or ports; its tables and pages are its own "
        f"(only people.models may be pointed at). Ask for a query or an action there: {broken}"
    )


@pytest.mark.slow
def test_decisions_know_no_django_no_clock_and_no_network() -> None:
    ruling = [file for file in product() if "rules" in {file.stem, *file.relative_to(SOURCE).parts}]
    ruling += product(SOURCE / "engines") if (SOURCE / "engines").is_dir() else []
    broken = [
        f"{named(file)} imports {imported}"
        for file in ruling
        for imported in imports(file)
        if str(file.relative_to(SOURCE)) not in MAY_LOOK_AT_A_WATCH
        if imported.split(".")[0] in OUTSIDE_WORLD or imported.startswith("groundswell.kit.clock")
    ]
    assert ruling
    assert not broken, f"Rules are plain Python: pass today's day and the rows in as arguments. {broken}"


def test_no_file_is_named_after_nothing() -> None:
    broken = [
        named(file)
        for file in modules()
        if {file.stem, file.parent.name} & WITHOUT_PURPOSE and str(file.relative_to(SOURCE)) not in MAY_BE_CALLED_BASE
    ]
    assert not broken, f"Name a file after what it is for, in the words of the glossary: {broken}"


@pytest.mark.slow
def test_no_file_is_a_burden_to_read() -> None:
    lines = {
        named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in modules() + modules(ROOT / "tests")
    }
    broken = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert not broken, f"A file near 400 lines becomes a folder of the same name, split by use case: {broken}"


@pytest.mark.slow
def test_no_function_is_longer_than_a_screen() -> None:
    every = [(named(file), each) for file in modules() + modules(ROOT / "tests") for each in functions(file)]
    broken = [f"{name}: {each.name} ({length(each)} lines)" for name, each in every if length(each) > LONGEST_FUNCTION]
    assert not broken, f"Give the steps names of their own: {broken}"


@pytest.mark.slow
def test_a_function_fits_the_eye() -> None:
    lengths = sorted(length(each) for file in product() for each in functions(file))
    assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION, "Half of all functions have at most eight lines; keep it so."


@pytest.mark.parametrize("context", contexts(), ids=lambda folder: folder.name)
def test_a_context_has_the_shape_of_every_context(context: Path) -> None:
    readme = context / "README.md"
    assert readme.is_file(), f"{context.name}/README.md is missing: what it is for, its words, its three rules."
    explained = readme.read_text(encoding="utf-8")
    odd = [
        entry.name
        for entry in sorted(context.iterdir())
        if not entry.name.startswith("__py") and not {entry.name, entry.stem} & SHAPE and entry.stem not in explained
    ]
    assert not odd, f"These files of {context.name} have no usual name; say in its README.md what they are for: {odd}"


def test_every_piece_of_the_kit_says_what_it_is_for() -> None:
    folders = [
        folder
        for folder in sorted((SOURCE / "kit").iterdir())
        if (folder / "__init__.py").is_file() and folder.name != "tests"
    ]
    silent = [
        folder.name
        for folder in folders
        if not (folder / "README.md").is_file()
        and folder.name != "tests"
        and not ast.get_docstring(parsed(folder / "__init__.py"))
    ]
    assert not silent, f"A README.md, or a docstring in __init__.py: {silent}"


def test_what_is_sealed_is_never_printed_or_logged() -> None:
    broken = [
        f"{named(file)}:{node.lineno}"
        for file in product(SOURCE / "kit" / "seal")
        for node in ast.walk(parsed(file))
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Import | ast.ImportFrom) and "logging" in ast.dump(node))
    ]
    assert not broken, f"The sealing code holds what nobody else may read: it says nothing to anybody. {broken}"


@pytest.mark.slow
def test_no_word_of_a_voice_waits_in_a_message() -> None:
    """A message lies in the session until it is shown. A desk may use them for sentences that stand in its code."""
    words = {"text", "words", "body", "note", "cleaned_data", "POST", "data"}
    calls = [
        (file, node)
        for file in product(SOURCE / "voices")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("messages.")
    ]
    broken = [
        f"{named(file)}:{node.lineno}"
        for file, node in calls
        if "desk" not in file.parts or words & set(re.findall(r"\w+", ast.unparse(node)))
    ]
    assert not broken, f"Say it on the page that follows: {broken}"


@pytest.mark.slow
def test_no_table_of_voices_notes_the_moment() -> None:
    broken = [
        f"{named(file)}:{node.lineno} {node.arg}"
        for file in sorted((SOURCE / "voices").rglob("*.py"))
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert not broken, f"A moment tells who it was. Keep the day, from kit.clock: {broken}"


@pytest.mark.slow
def test_time_is_asked_of_one_clock() -> None:
    asked = re.compile(r"\b(datetime\.(now|today|utcnow)|date\.today|timezone\.(now|localdate)|time\.time)\(")
    broken = [
        f"{named(file)}: {found.group(1)}"
        for file in product()
        # The clock itself, and the sealing code, which knows no Django.
        if file != SOURCE / "kit" / "clock.py" and SOURCE / "kit" / "seal" not in file.parents
        for found in asked.finditer(file.read_text(encoding="utf-8"))
    ]
    assert not broken, f"Ask groundswell.kit.clock, so that a test can hold time still: {broken}"


@pytest.mark.slow
def test_templates_hold_no_script_no_style_and_no_raw_text() -> None:
    forbidden = {
        r"<style\b": "a style element",
        r"<script\b(?![^>]*\bsrc=)": "an inline script",
        r"\sstyle\s*=": "an inline style",
        r"\son[a-z]+\s*=\s*[\"']": "an event attribute",
        r"\|\s*safe\b": "|safe",
        r"\bjavascript:": "a javascript: address",
        r"(?:src|href)\s*=\s*[\"']https?://": "another host",
    }
    broken = [
        f"{named(file)} has {what}"
        for file in sorted(SOURCE.rglob("templates/**/*"))
        if file.suffix in {".html", ".svg"}
        for pattern, what in forbidden.items()
        if re.search(pattern, file.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not broken, (
        f"The policy of every page forbids it: use a class, or a custom element in web/elements. {broken}"
    )


@pytest.mark.slow
def test_nothing_unfinished_and_no_path_of_a_machine_is_committed() -> None:
    marks = "TO" + "DO|FIX" + "ME|XX" + "X|Not" + "ImplementedError|coming" + " soon"
    places = "/wo" + r"rk/|/ro" + r"ot/|/home/[a-z]+/|/Users/[a-z]+/"
    forbidden = re.compile(rf"\b({marks})\b|(?<![\w.])({places})")
    broken = [
        f"{named(file)}: {found.group(0)}"
        for file in tracked()
        if file.suffix in {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".yml", ""} and file.name != "LICENSE"
        for found in forbidden.finditer(file.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not broken, f"Finish it, or write an issue: {broken}"


def test_every_dependency_is_pinned_with_its_hash_and_without_an_address() -> None:
    for pins in sorted((ROOT / "requirements").glob("*.txt")):
        text = pins.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
        assert packages
        assert len(re.findall(r"==[^\n]*\\\n\s+--hash=sha256:", text)) == len(packages), f"{pins.name}: ./dev lock"
        assert not re.search(r"https?://|file:", text), f"{pins.name} names a registry: ./dev lock"


def test_an_installation_stands_on_fifteen_packages_at_most() -> None:
    given = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = re.search(r"^dependencies = \[(.*?)^\]", given, re.DOTALL | re.MULTILINE)
    assert direct
    names = re.findall(r'"([a-z0-9-]+)', direct.group(1))
    assert len(names) <= 15, "Each direct dependency has to earn its place, and its line in docs/decisions."
    decided = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name for name in names if name not in decided] == [], "docs/decisions says what each of these replaces"
