"""One gate for votes: nothing but the publication of a round looks at two books, or at two sheets, at once.

Whoever adds a page with a number of votes in it meets this test before their readers do.
"""

import ast

import pytest

from tests.test_architecture import SOURCE, parsed, product

ROUNDS = "propositions/rounds"
# Who may name the tables at all, and for what.
TOUCH = {
    f"{ROUNDS}/actions/publishing.py": "opens all books, once, after the close; and weighs statements, sealed",
    f"{ROUNDS}/actions/revealing.py": "opens all sheets, once, after the close",
    f"{ROUNDS}/actions/answering.py": "writes one sheet or one book",
    f"{ROUNDS}/actions/closing.py": "asks whether everybody is done, and counts nobody",
    f"{ROUNDS}/actions/moving.py": "lays out empty ones",
    "propositions/models/__init__.py": "names them",
    "propositions/models/rounds.py": "describes them",
}
TABLES = {"BallotBook", "IdeaSheet"}
OPENING = {"open_book", "open_sheet"}
MAY_OPEN = {f"{ROUNDS}/sealing.py", *(name for name in TOUCH if name.startswith(ROUNDS) and "moving" not in name)}
# `answering` counts books to find the place of one among them by its hash: that is the size of the roster.
COUNTING = {"len", "sum", "aggregate", "annotate", "Counter", "Sum", "Avg", "Count"}
ADVICE = "What a vote says is made in propositions/rounds/actions/publishing.py, once and after the close: show that."


def names(tree: ast.AST) -> set[str]:
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for each in node.names
    }


def faults(tree: ast.Module, name: str) -> set[str]:
    found = {f"names {each}" for each in names(tree) & TABLES} if name not in TOUCH else set()
    found |= {f"opens with {each}" for each in names(tree) & OPENING} if name not in MAY_OPEN else set()
    if name.endswith(("/closing.py", "/moving.py")) and name in TOUCH:
        texts = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        found |= {f"counts with {each}" for each in texts & COUNTING - {"len"}}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    written = {"propositions_ballotbook", "propositions_ideasheet"}
    if name != f"{ROUNDS}/inventory.py":
        found |= {f"writes {each}" for each in written if any(each in text.lower() for text in texts)}
    return found


@pytest.mark.slow
def test_nothing_but_the_publication_looks_at_books_and_sheets() -> None:
    broken = {
        str(file.relative_to(SOURCE)): sorted(found)
        for file in product()
        if (found := faults(parsed(file), str(file.relative_to(SOURCE))))
    }
    assert not broken, f"{ADVICE} {broken}"


def test_what_goes_round_the_gate_is_found() -> None:
    page = f"{ROUNDS}/views/live.py"
    planted = (
        "from groundswell.propositions.models import BallotBook\nBallotBook.objects.count()",
        "from groundswell.propositions import models\nmodels.IdeaSheet.objects.all()",
        "from groundswell.propositions.rounds import sealing\nsealing.open_book(b'', pair)",
        "cursor.execute('SELECT COUNT(*) FROM propositions_ballotbook')",
    )
    assert all(faults(ast.parse(source), page) for source in planted)


def test_the_files_that_may_touch_them_are_there() -> None:
    assert [name for name in TOUCH if not (SOURCE / name).is_file()] == []
