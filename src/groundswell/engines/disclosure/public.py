"""Which figures of a release may leave the organisation: the same rule again, with a larger k, for other readers.

The public sees only what is public, so its history is a history of its own. Nothing is computed anew: a public figure
is one that members see too, so members learn nothing from it that they did not have.
"""

from collections.abc import Iterable, Sequence

from groundswell.engines.disclosure.audit import distinct_rows, row_of, row_space
from groundswell.engines.disclosure.figures import BadRules, Figure, Rules
from groundswell.engines.disclosure.rowspace import atoms_of
from groundswell.engines.disclosure.search import TooHard, exposed_with


def fit_for_public(figures: Iterable[Figure], *, public: Sequence[Figure], rules: Rules) -> tuple[Figure, ...]:
    """Return the figures that may be made public now, widest first. `public`: everything ever made public."""
    if rules.k < Rules.public().k:
        raise BadRules(f"What everybody may read concerns at least {Rules.public().k} people; k = {rules.k} was asked.")
    wide = sorted((each for each in figures if _has_answers(each)), key=lambda each: (-len(each.cells), each.unit))
    rows, candidates = distinct_rows(public), [row_of(each.counted) for each in wide]
    atoms = atoms_of([*rows, *candidates])
    space = row_space(rows, atoms, rules.k)
    chosen = []
    for figure, row in zip(wide, candidates, strict=True):
        try:
            safe = exposed_with(space, atoms.vector(row), rules.steps) is None
        except TooHard:
            safe = False
        if safe:
            space.add(atoms.vector(row))
            chosen.append(figure)
    return tuple(chosen)


def _has_answers(figure: Figure) -> bool:
    return int(figure.answers.removesuffix("+").split("-")[0]) >= Rules.public().k
