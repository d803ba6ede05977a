"""Everything that a member can read of check-ins, read back from pages and exports, and held against who was asked."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import unescape
from itertools import combinations
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.checkins.tests.auditor import rank, solvable
from groundswell.checkins.tests.published import Past, Roster, cells, person
from groundswell.engines.disclosure import Rules
from groundswell.people.models import Person

NAMES = ("North", "Ash", "Birch", "Cedar", "Elm")
PARENTS = {"Ash": "North", "Birch": "North"}
OUTSIDE, EVERYONE = "people outside every cell", "everyone"
SPRINTS = 8
HALF = r"(\d+(?:\.5)?)"
CERTAINTY = re.compile(f"[Bb]etween {HALF} and {HALF}, most likely {HALF}")
TABLE = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
FEW_EXAMPLES = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
MANY_EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

# What was read: the sprint, the mean, and the cells whose people it is about.
type Read = set[tuple[int, str, frozenset[str]]]


@pytest.fixture
def member(client_of: Callable[[Person], Client], bob: Person) -> Client:
    return client_of(bob)


@pytest.mark.slow
@FEW_EXAMPLES
@given(seed=st.integers(0, 2**32), k=st.sampled_from([4, 5, 6]), answering=st.sampled_from([1.0, 0.7]))
def test_nothing_about_fewer_than_k_people_can_be_read_out_of_pages_and_exports(
    member: Client, seed: int, k: int, answering: float
) -> None:
    look(member, seed, k, answering)


@pytest.mark.slow
@MANY_EXAMPLES
@given(seed=st.integers(0, 2**32), k=st.sampled_from([4, 5, 6]), answering=st.sampled_from([1.0, 0.7]))
def test_nor_in_many_more_organisations(member: Client, seed: int, k: int, answering: float) -> None:
    look(member, seed, k, answering)


def look(member: Client, seed: int, k: int, answering: float) -> None:
    """Publish eight check-ins of a random organisation, read everything, and try to solve it."""
    with transaction.atomic():
        past = Past(cells(NAMES, PARENTS), Rules(k=k), answering)
        homes = {str(cell.id): name for name, cell in past.cells.items()}
        rosters: dict[int, Roster] = {}
        for number, roster in enumerate(histories(Random(seed), [*homes, None]), start=1):
            rosters[number] = {each: homes[at] if at else None for each, at in roster.items()}
            _ = past.destroy(roster) if number == seed % 20 else past.publish(roster)
        read = {"pages": pages(member, past), "table": table(member), "machines": machines(member)}
        transaction.set_rollback(True)
    seen = {where: {(*each[:2], people(each, rosters)) for each in figures} for where, figures in read.items()}
    assert seen["pages"] <= seen["table"] == seen["machines"]
    for where, figures in seen.items():
        found = solvable((each for _sprint, _mean, each in figures), k)
        assert found is None, f"the {where} tell something about {len(found or ())} people"


def histories(dice: Random, homes: list[str | None]) -> Iterator[Roster]:
    """Yield a roster for each sprint: people join, leave, move, and sit in no cell or in the one around others."""
    sizes = [dice.choice([0, 2, 5, 6, 8, 12]) for _ in homes]
    churn = dice.choice([0.02, 0.06, 0.15])
    everybody = {person(f"{place} {n}"): homes[place] for place, size in enumerate(sizes) for n in range(size)}
    everybody |= {person(f"first {n}"): homes[1] for n in range(6)}
    for sprint in range(SPRINTS):
        yield dict(everybody)
        everybody = {each: at for each, at in everybody.items() if dice.random() > churn}
        everybody = {each: dice.choice(homes) if dice.random() < churn / 3 else at for each, at in everybody.items()}
        everybody |= {person(f"new {sprint} {n}"): dice.choice(homes) for n in range(dice.choice([0, 1, 2, 4]))}


def people(figure: tuple[int, str, frozenset[str]], rosters: Mapping[int, Roster]) -> frozenset[str]:
    """Return who is behind a figure, for somebody who knows every roster."""
    sprint, _mean, named = figure
    return frozenset(each for each, at in rosters[sprint].items() if EVERYONE in named or (at or OUTSIDE) in named)


def pages(member: Client, past: Past) -> Read:
    """Return every figure of the pages, from the tables beside the pictures; each sentence must be one of them."""
    of_cells = [reverse("checkins:cell_figures", args=[cell.id]) for cell in past.cells.values()]
    published = {tuple(f"{float(n):g}" for n in (f.low, f.high, f.mean)) for f in past.published.get("rating", ())}
    found: Read = set()
    for address in (reverse("checkins:figures"), *of_cells):
        page = unescape(member.get(address).content.decode())
        assert {tuple(each) for each in CERTAINTY.findall(page)} <= published
        for sprint, mean, *_more, about in _rows(page):
            if mean != "–":
                found.add((int(sprint), f"{float(mean):.1f}", _homes(about)))
    return found


def _rows(page: str) -> Iterator[list[str]]:
    for body in TABLE.findall(page):
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
            yield re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)


def _homes(about: str) -> frozenset[str]:
    """Read "Ash and Birch together" or "everyone without Elm" as the cells that it is about."""
    whole, _, without = about.partition(" without ")
    named = frozenset(re.split(r", | and ", (without or whole).removesuffix(" together")))
    return frozenset({OUTSIDE, *NAMES}) - named if without else named


def table(member: Client) -> Read:
    """Return every figure of the export as a table."""
    rows = list(csv.DictReader(io.StringIO(member.get(reverse("checkins:figures_csv")).content.decode())))
    return {_of_export(row["sprint"], row["mean"], row["cells"].split("; ")) for row in rows if row["mean"]}


def machines(member: Client) -> Read:
    """Return every figure of the export for machines."""
    rows = json.loads(member.get(reverse("checkins:figures_json")).content)["figures"]
    return {_of_export(row["sprint"], row["mean"], row["cells"]) for row in rows if row["mean"]}


def _of_export(sprint: int | str, mean: str, named: list[str]) -> tuple[int, str, frozenset[str]]:
    return int(sprint), mean, frozenset(named)


def test_the_auditor_finds_what_a_subtraction_gives_away() -> None:
    ash, birch = frozenset(f"a{n}" for n in range(6)), frozenset(f"b{n}" for n in range(2))
    assert solvable([ash, ash | birch], 5) == birch
    assert solvable([ash, ash - {"a0"}], 5) == frozenset({"a0"})
    assert solvable([ash | {"x"}, ash | {"y"}], 5) == frozenset({"x", "y"})
    assert solvable([ash, ash | birch, birch | {"c"}], 4) in {birch, frozenset("c")}
    assert solvable([ash], 5) is None
    assert solvable([ash, frozenset(f"c{n}" for n in range(9))], 5) is None
    assert solvable([], 5) is None


def test_the_auditor_finds_what_takes_three_figures() -> None:
    one, two, three = (frozenset(f"{name}{n}" for n in range(5)) for name in "abc")
    assert solvable([one | two, two | three], 5) is None
    assert solvable([one | two, two | three, one | three | {"x"}], 5) is None
    assert solvable([one | two, two, one | {"x", "y"}], 5) == frozenset({"x", "y"})


@pytest.mark.slow
@given(st.integers(0, 2**32))
def test_the_auditor_finds_whatever_trying_every_set_of_people_finds(seed: int) -> None:
    dice = Random(seed)
    everybody = [f"p{number}" for number in range(dice.randrange(6, 10))]
    figures = [
        frozenset(dice.sample(everybody, dice.randrange(4, len(everybody)))) for _ in range(dice.randrange(1, 5))
    ]
    k = dice.choice([3, 4, 5])
    assert (solvable(figures, k) is None) == (tried(figures, k) is None)


def tried(figures: list[frozenset[str]], k: int) -> tuple[str, ...] | None:
    """Try every set of fewer than k people."""
    everybody = sorted(frozenset[str]().union(*figures))
    rows = [{place: Fraction(1) for place, each in enumerate(everybody) if each in figure} for figure in figures]
    whole = rank(rows, range(len(everybody)))
    for size in range(1, k):
        for chosen in combinations(range(len(everybody)), size):
            if rank(rows, [place for place in range(len(everybody)) if place not in chosen]) < whole:
                return tuple(everybody[place] for place in chosen)
    return None
