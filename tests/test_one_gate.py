"""One gate for figures about people: nothing but the release of a check-in looks at two answers at once.

Whoever adds a page with a number of people in it meets this test before their readers do.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import SOURCE, parsed, product

RELEASING = "checkins/actions/releasing.py"
# These write, exchange or destroy single rows, and may ask whether one is there: none of them may count.
KEEPERS = {
    "checkins/actions/answering.py": "takes one ballot, and keeps one answer for it",
    "checkins/actions/closing.py": "destroys them",
    "checkins/actions/opening.py": "makes ballots, and takes a leaver's away",
}
# They read what lies open in an installation of their own, as a thief of it would, and show nobody a figure.
ATTACKERS = "project/attacks/"
TABLES = {"Answer", "Ballot"}
MODELS = {"groundswell.checkins.models", "groundswell.checkins.models.ballot"}
WRITTEN = ("checkins_answer", "checkins_ballot", "answers__", "ballots__")
ROWS_OF = {"answers", "ballots"}
ASKING = {"all", "filter", "exclude", "count", "aggregate", "annotate", "values", "values_list", "iterator", "in_bulk"}
COUNTING = {"count", "aggregate", "annotate", "len", "sum", "mean", "fmean", "median", "Counter"}
AVERAGING = {"Avg", "StdDev", "Variance", "mean", "fmean", "median", "stdev", "statistics", "numpy"}
TOTALLING = {"Sum", "Count"}
ENDS = {"Min", "Max"}
# It names every table, for the promise page.
NAMING = "checkins/inventory.py"
GATE = "groundswell.engines.disclosure"
ADVICE = (
    "Figures about people are made in checkins/actions/releasing.py, by engines.disclosure, once and after the close. "
    "Ask checkins.queries for what was published; what the gate did not let through, no page can show."
)


def faults(tree: ast.Module, name: str) -> set[str]:
    """Return what in a file of the product goes round the gate, in words. `name` is its path below `groundswell`."""
    if name.startswith(("engines/", ATTACKERS)) or name == RELEASING:
        return set()
    found = set(_goes_to_the_gate(tree))
    if name.startswith("checkins/"):
        found |= set(_averages(tree))
    if name in KEEPERS:
        found |= set(_counts(tree))
    elif name not in {"checkins/models/__init__.py", "checkins/models/ballot.py"}:
        found |= set(_looks_at_answers(tree))
        found |= set(_writes_their_names(tree)) if name != NAMING else set()
    if name != "checkins/sealing.py" and "open_answer" in _names(tree):
        found.add("opens answers")
    return found


def _names(tree: ast.AST) -> set[str]:
    """Return every name that a file uses, imports or reaches through a dot."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for each in node.names for part in each.name.split(".")}
            found |= set((node.module or "").split(".")) if isinstance(node, ast.ImportFrom) else set()
    return found


def _called(tree: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        each.id if isinstance(each, ast.Name) else each.attr
        for each in calls
        if isinstance(each, ast.Name | ast.Attribute)
    }


def _taken(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what is imported from where, and what is reached through the name of an imported module."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                yield node.module, each.name
                modules[each.asname or each.name] = f"{node.module}.{each.name}"
        elif isinstance(node, ast.Import):
            modules |= {each.asname or each.name: each.name for each in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            reached = ast.unparse(node.value)
            yield modules.get(reached, reached), node.attr


def _goes_to_the_gate(tree: ast.AST) -> Iterator[str]:
    for module, name in _taken(tree):
        if (module, name) in {(GATE, "release"), (GATE, "gate")} or module.startswith(f"{GATE}.gate"):
            yield "asks the gate"


def _averages(tree: ast.AST) -> Iterator[str]:
    for name in sorted(_names(tree) & AVERAGING):
        if name != "mean" or "mean" in _called(tree):
            yield f"averages with {name}"
    for name in sorted(_called(tree) & TOTALLING):
        yield f"totals with {name}"


def _counts(tree: ast.AST) -> Iterator[str]:
    for name in sorted(_called(tree) & (COUNTING | TOTALLING | ENDS)):
        yield f"counts with {name}"


def _looks_at_answers(tree: ast.AST) -> Iterator[str]:
    for module, name in _taken(tree):
        if module in MODELS and name in {*TABLES, "ballot", "*"}:
            yield f"takes {name} from {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            if node.attr in ASKING and node.value.attr in ROWS_OF:
                yield f"reads {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model"):
            words = {each.value for each in node.args if isinstance(each, ast.Constant)}
            yield from (
                f"looks {each} up" for each in TABLES if {"checkins", each} <= words or f"checkins.{each}" in words
            )


def _writes_their_names(tree: ast.AST) -> Iterator[str]:
    """Yield what would reach them through a query's words."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    given = (node.arg or "" for node in ast.walk(tree) if isinstance(node, ast.keyword))
    for text in (*texts, *given):
        yield from (f"names {each}" for each in WRITTEN if f" {text.lower()}".find(f" {each}") >= 0)


@pytest.mark.slow
def test_nothing_but_the_release_counts_or_averages_what_people_answered() -> None:
    broken = {
        str(file.relative_to(SOURCE)): sorted(found)
        for file in product()
        if (found := faults(parsed(file), str(file.relative_to(SOURCE))))
    }
    assert not broken, f"{ADVICE} {broken}"


def test_the_files_that_may_touch_single_answers_are_there() -> None:
    missing = [name for name in (RELEASING, *KEEPERS) if not (SOURCE / name).is_file()]
    assert not missing, f"Take away what is named here and is no more: {missing}"


PAGE = "checkins/views/live.py"
PLANTED = {
    "a live count": (PAGE, "from groundswell.checkins.models import Answer\nAnswer.objects.count()"),
    "a count through the module": (PAGE, "from groundswell.checkins import models\nmodels.Ballot.objects.count()"),
    "a count through another name": (PAGE, "import groundswell.checkins.models as m\nlen(m.Answer.objects.all())"),
    "a count of the rows of a period": (PAGE, "def shown(period):\n    return period.ballots.count()"),
    "an annotation": (PAGE, "Period.objects.filter(answers__group='a')"),
    "a query by hand": (PAGE, "cursor.execute('SELECT COUNT(*) FROM checkins_answer')"),
    "a model by its name": (PAGE, "apps.get_model('checkins', 'Answer')"),
    "a model by both names": (PAGE, "apps.get_model('checkins.Ballot')"),
    "everything": (PAGE, "from groundswell.checkins.models import *"),
    "a mean of means": (PAGE, "from statistics import fmean\nfmean(figure.mean for figure in figures)"),
    "a mean by the database": (PAGE, "from django.db.models import Avg\nFigure.objects.aggregate(Avg('mean'))"),
    "a sum by the database": ("checkins/queries/more.py", "models.Figure.objects.aggregate(Sum('mean'))"),
    "answers opened elsewhere": (PAGE, "from groundswell.checkins import sealing\nsealing.open_answer(b'')"),
    "another gate": ("checkins/actions/again.py", "from groundswell.engines.disclosure import release"),
    "the gate by its module": (
        "propositions/actions.py",
        "from groundswell.engines import disclosure\ndisclosure.release()",
    ),
    "the gate inside": ("register/queries/x.py", "from groundswell.engines.disclosure.gate import _Gate"),
    "the gate as a module": ("talks/x.py", "import groundswell.engines.disclosure.gate as g\ng.release()"),
    "how many have answered": ("checkins/actions/closing.py", "Ballot.objects.filter(period=period).count()"),
    "how many are left": ("checkins/actions/answering.py", "len(list(Ballot.objects.all()))"),
    "a count in another context": ("evidence/queries.py", "from groundswell.checkins.models.ballot import Answer"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_goes_round_the_gate_is_found(planted: str) -> None:
    name, source = PLANTED[planted]
    assert faults(ast.parse(source), name), planted


INNOCENT = {
    "words of a page": (PAGE, "'How the answers are read, and who reads ballots'"),
    "the band of a figure": (PAGE, "words(figure.answers)\nshown.mean"),
    "what the gate hands out": (PAGE, "from groundswell.engines.disclosure import Kind, Reason, audit"),
    "whether a ballot is there": ("checkins/actions/answering.py", "Ballot.objects.filter(hash=h).exists()"),
    "answers of the register": (
        "register/x.py",
        "from groundswell.register.models import Answer\nAnswer.objects.count()",
    ),
    "the release itself": (RELEASING, "sum(said.cause == word for said in counted)"),
}


@pytest.mark.parametrize("innocent", INNOCENT)
def test_what_shows_only_what_was_published_is_left_alone(innocent: str) -> None:
    name, source = INNOCENT[innocent]
    assert not faults(ast.parse(source), name), innocent
