"""Members read what was done in words: every verb that the log is given anywhere has its own."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from groundswell.kit.audit import words

SOURCE = Path(__file__).resolve().parents[1] / "src" / "groundswell"


@cache
def modules() -> dict[Path, ast.Module]:
    """Return every module of ours that is no test."""
    files = (file for file in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(file.parts))
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def writers() -> dict[tuple[str, str], int]:
    """Return what takes a verb: the module and the name of each function, and the place of its argument."""
    found = {}
    for file, module in modules().items():
        for node in ast.walk(module) if file.stem != "words" else ():
            if isinstance(node, ast.FunctionDef):
                names = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
                if "verb" in names:
                    found[file.stem, node.name] = names.index("verb") - ("self" in names)
    return found


@cache
def given_verbs() -> list[tuple[str, str, str]]:
    """Return the context and the verb of each line that something writes, and where that stands."""
    return list(_given_verbs())


def _given_verbs() -> Iterator[tuple[str, str, str]]:
    for file, module in modules().items():
        folder = file.relative_to(SOURCE).parts[0]
        if folder == "kit":
            continue
        for node in ast.walk(module):
            verb = _verb(node, file) if isinstance(node, ast.Call) else None
            where = f"{file.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"
            for each in _literals(verb, where) if verb else ():
                yield folder, each, where


def _verb(call: ast.Call, file: Path) -> ast.expr | None:
    """Return the expression that a call gives for a verb; None where it gives none."""
    if isinstance(call.func, ast.Attribute):
        module = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        key = ({"audit": "log", "self": file.stem}.get(module, module), call.func.attr)
    else:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        key = next((each for each in _writers_called(name) if each[0] in _known_in(file)), ("", ""))
    if key not in writers():
        return None
    named = {each.arg: each.value for each in call.keywords}
    return named.get("verb") or call.args[writers()[key]]


@cache
def _writers_called(name: str) -> list[tuple[str, str]]:
    return [each for each in writers() if each[1] == name]


@cache
def _known_in(file: Path) -> frozenset[str]:
    imported = (node.module or "" for node in ast.walk(modules()[file]) if isinstance(node, ast.ImportFrom))
    return frozenset({file.stem, *(name.rpartition(".")[2] for name in imported)})


def _literals(verb: ast.expr, where: str) -> Iterator[str]:
    if isinstance(verb, ast.Name) and verb.id == "verb":
        return  # handed on by a writer, whose own callers are looked at
    found = [node.value for node in ast.walk(verb) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert found, f"{where}: write the verb where the line is written, so that this test can read it."
    yield from found


@pytest.mark.slow
def test_the_verbs_of_the_log_are_found() -> None:
    found = {(context, verb) for context, verb, _ in given_verbs()}
    assert {("people", "add_person"), ("voices", "read"), ("register", "mark"), ("voices", "recover_desk")} <= found
    assert len(found) > 60


@pytest.mark.slow
def test_every_verb_has_words_that_members_understand() -> None:
    spoken = {(context, verb, where): words.of(context, verb) for context, verb, where in given_verbs()}
    silent = [f"{where}: {verb}" for (context, verb, where), said in spoken.items() if said.startswith(f"{context}:")]
    assert not silent, "Say in the context's verbs.py what these are called:\n" + "\n".join(silent)
    assert all(said[0].isupper() and "_" not in said for said in spoken.values())
