"""Organisations for the tests: whoever can join, leave, move, sit in no cell or in one that nobody knows."""

import random
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from groundswell.engines.disclosure import Answer, Figure, Period, Release, Rules, Scale, release, reporting_groups

TEN = Scale(1, 10)
CELLS = ("ash", "birch", "cedar", "elm")
PARENTS: dict[str, str | None] = {
    "all": None,
    "north": "all",
    "ash": "north",
    "birch": "north",
    "cedar": "north",
    "elm": "all",
}

type Roster = dict[str, str | None]


@st.composite
def histories(draw: st.DrawFn, most: int = 7) -> list[Roster]:
    """Rosters, period by period."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    homes: list[str | None] = [*CELLS, *CELLS, *CELLS, None, "unheard of"]
    sizes = [draw(st.sampled_from([0, 1, 3, 5, 6, 8, 12])) for _ in CELLS]
    roster: Roster = {f"{cell}-{n}": cell for cell, size in zip(CELLS, sizes, strict=True) for n in range(size)}
    found = [roster]
    churn = draw(st.sampled_from([0.02, 0.06, 0.2]))
    for number in range(draw(st.integers(1, most))):
        roster = {person: cell for person, cell in roster.items() if dice.random() > churn}
        roster = {person: dice.choice(homes) if dice.random() < churn / 2 else at for person, at in roster.items()}
        roster |= {f"new-{number}-{n}": dice.choice(homes) for n in range(dice.choice([0, 0, 1, 2, 5]))}
        found.append(roster)
    return found


def closed(number: int, roster: Roster, rules: Rules, *, answering: float = 1.0, moving: bool = False) -> Period:
    """A period of this roster, after its close. Somebody's rating is always the same one, or moves."""
    groups = reporting_groups(roster, PARENTS, rules.k)
    answers = {
        group.name: tuple(
            Answer(moved(person, number) if moving else rating_of(person), TEN)
            for person in sorted(group.people)
            if mood(person) < answering
        )
        for group in groups
    }
    return Period(number, groups, answers)


def rating_of(person: str) -> int:
    return 1 + int(10 * random.Random(person).random())


def moved(person: str, number: int) -> int:
    """Somebody's rating in a period in which everybody's may have moved: together, and each for themselves."""
    together = random.Random(number).choice((-2, -1, 0, 0, 0, 1, 2))
    return min(10, max(1, rating_of(person) + together + random.Random(f"{person} {number}").choice((-1, 0, 1))))


def mood(person: str) -> float:
    return random.Random(f"{person}?").random()


def published_over(
    rosters: Sequence[Roster], rules: Rules, *, answering: float = 1.0, moving: bool = False
) -> list[Release]:
    """Every release of a history, each made from all before it."""
    figures: list[Figure] = []
    releases: list[Release] = []
    periods = [
        closed(number, roster, rules, answering=answering, moving=moving)
        for number, roster in enumerate(rosters, start=1)
    ]
    for place, period in enumerate(periods):
        made = release(period, parents=PARENTS, published=figures, rules=rules, earlier=periods[:place])
        figures.extend(made.figures)
        releases.append(made)
    return releases


def figures_of(releases: Sequence[Release]) -> list[Figure]:
    return [figure for each in releases for figure in each.figures]


def solvable(figures: Sequence[Figure], people: frozenset[str]) -> bool:
    """Whether something about these people alone can be derived: slowly, in plain rationals, sharing no code."""
    rows = []
    for figure in figures:
        row: dict[str, Fraction] = {}
        for each in figure.counted:
            for person in each.people:
                row[person] = row.get(person, Fraction()) + 1
        rows.append(row)
    everybody = sorted({person for row in rows for person in row})
    outside = [person for person in everybody if person not in people]
    return rank(rows, everybody) > rank(rows, outside)


def rank(rows: Sequence[dict[str, Fraction]], columns: Sequence[str]) -> int:
    """The rank of the rows restricted to some columns. A vector on the others alone is what the restriction loses."""
    left = [dict(row) for row in rows]
    found = 0
    for column in columns:
        pivot = next((row for row in left if row.get(column)), None)
        if pivot is None:
            continue
        found += 1
        left = [row for row in left if row is not pivot]
        for row in left:
            if factor := row.get(column, Fraction()) / pivot[column]:
                for each, value in pivot.items():
                    row[each] = row.get(each, Fraction()) - factor * value
    return found
