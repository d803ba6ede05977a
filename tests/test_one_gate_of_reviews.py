"""One gate for reviews: nothing but the close of a review looks at the answers of two members at once.

Whoever adds a page with a number of answers in it meets this test before their readers do.
"""

import ast

import pytest

from tests.test_architecture import SOURCE, parsed, product

PROPOSING = "propositions/proposing"
# Who may name the table at all, and for what.
TOUCH = {
    f"{PROPOSING}/actions/reviewing.py": "asks members, takes one answer, and writes the result once, at the close",
    f"{PROPOSING}/actions/objecting.py": "ends one objection, and keeps each on the words that it is about",
    f"{PROPOSING}/actions/writing.py": "asks whether somebody spoke about a part",
    f"{PROPOSING}/queries/reviews.py": "finds one's own ask, the words of concerns and objections, and what they block",
    "propositions/models/__init__.py": "names it",
    "propositions/models/reviews.py": "describes it",
}
# These take one ask that somebody else found, hand on lines that a reader may see, or write out asks without an answer.
ONE_ASK = {
    f"{PROPOSING}/queries/pages.py",
    f"{PROPOSING}/views/link.py",
    f"{PROPOSING}/views/reviewing.py",
    f"{PROPOSING}/waiting.py",
    f"{PROPOSING}/letter.py",
    f"{PROPOSING}/exports/written.py",
}
COUNTING = {"count", "aggregate", "annotate", "Count", "Sum", "Avg", "Counter", "len", "sum"}
CLOSING = {"result_of"}
MAY_COUNT = f"{PROPOSING}/actions/reviewing.py"
RULES = f"{PROPOSING}/rules/reviews.py"
WRITTEN = ("propositions_reviewask", "asks__answer", "review__asks")
ADVICE = "What a review says is made once, at its close, by rules.reviews.result_of: show Review.result."


def _names(tree: ast.AST) -> set[str]:
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for each in node.names
    }


def _called_on_asks(tree: ast.AST) -> set[str]:
    """Return what is called on `….asks` or on a query of the table, and which builtin counts either."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        about = ast.unparse(node)
        if name in COUNTING and ("ReviewAsk.objects" in about or ".asks." in about):
            found.add(name)
    return found


def faults(tree: ast.Module, name: str) -> set[str]:
    """Return what in a file of the product goes round the gate, in words. `name` is its path below `groundswell`."""
    used = _names(tree)
    known = name in TOUCH or name in ONE_ASK or name.startswith(("demo/", "project/attacks/"))
    found = {"names ReviewAsk"} if "ReviewAsk" in used and not known else set()
    if name in ONE_ASK and "ReviewAsk.objects" in ast.unparse(tree):
        found |= {"asks for many"} if _called_on_asks(tree) or "ReviewAsk.objects.all" in ast.unparse(tree) else set()
    if name != MAY_COUNT:
        found |= {f"counts with {each}" for each in _called_on_asks(tree)}
        found |= {f"makes figures with {each}" for each in used & CLOSING} if name != RULES else set()
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    texts |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    if name != "propositions/inventory.py":
        found |= {f"writes {each}" for each in WRITTEN if any(each in text.lower() for text in texts)}
    return found


@pytest.mark.slow
def test_nothing_but_the_close_looks_at_the_answers_of_two_members() -> None:
    broken = {
        str(file.relative_to(SOURCE)): sorted(found)
        for file in product()
        if (found := faults(parsed(file), str(file.relative_to(SOURCE))))
    }
    assert not broken, f"{ADVICE} {broken}"


def test_the_close_alone_makes_the_result_and_only_where_it_is_over() -> None:
    tree = parsed(SOURCE / MAY_COUNT)
    made_in = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(node, ast.Attribute) and node.attr in CLOSING for node in ast.walk(function))
    }
    assert made_in == {"_close"}


PAGE = f"{PROPOSING}/views/live.py"
PLANTED = {
    "a live count": "from groundswell.propositions.models import ReviewAsk\nReviewAsk.objects.count()",
    "a count through the module": "from groundswell.propositions import models\nlen(models.ReviewAsk.objects.all())",
    "a count of the rows of a review": "def shown(review):\n    return review.asks.exclude(answer='').count()",
    "an annotation": "Review.objects.annotate(given=Count('asks', filter=Q(asks__answer='support')))",
    "a query by hand": "cursor.execute('SELECT COUNT(*) FROM propositions_reviewask')",
    "another result": "from groundswell.propositions.proposing.rules import reviews\nreviews.result_of([])",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_goes_round_the_gate_is_found(planted: str) -> None:
    assert faults(ast.parse(PLANTED[planted]), PAGE), planted


def test_the_files_that_may_touch_it_are_there() -> None:
    assert [name for name in (*TOUCH, *ONE_ASK) if not (SOURCE / name).is_file()] == []
