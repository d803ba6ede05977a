"""The attacks, each on one organisation. A try is a set of figures and the people that it is aimed at."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from groundswell.engines.disclosure.attacks import worlds
from groundswell.engines.disclosure.attacks.concluding import Lives, Standing
from groundswell.engines.disclosure.attacks.reading import Seen, Target, lived, newest_of
from groundswell.engines.disclosure.attacks.remembering import Remembering
from groundswell.engines.disclosure.attacks.rowspace import solved_groups
from groundswell.engines.disclosure.attacks.scoring import Findings, Marks, Scores, joined, together
from groundswell.engines.disclosure.attacks.worlds import World
from groundswell.engines.disclosure.figures import Rules
from groundswell.engines.disclosure.simulation import Organisation, any_organisation

STILL = 1.0
LEVELS = (0.8, STILL)
# The history is read after every third sprint; a reader of an exact rating tries some sprints of an organisation.
EVERY = 3
TRIES = 4
# A whole history of ratings takes as long to read as many single tries.
DRAWS_A_LIFE = 8
# Two rolling windows that share no sprint.
LONGEST_LOOK_BACK = 5

type Try = tuple[str, list[Seen], list[tuple[int, int]]]


def examined(seed: int, *, naive: bool, rules: Rules | None = None, draws: int = 1, remembers: bool = True) -> Findings:
    """Play every attack on one organisation, the same for both worlds; the exact ones with so many sets of ratings.

    Without `remembers`, on what the gate showed before it remembered.
    """
    rules = rules or Rules()
    org = any_organisation(random.Random(seed))  # noqa: S311 - a simulation
    world = worlds.naive(org) if naive else worlds.gated(org, rules, remembers=remembers)[0]
    return examined_in(world, seed, rules.k, draws)


def examined_in(world: World, seed: int, k: int, draws: int = 1) -> Findings:
    """Play every attack on what was shown of one organisation."""
    dice = np.random.default_rng(seed)
    sprints, people = len(world.organisation.rosters), len(world.column_of)
    marks: defaultdict[str, list[Marks]] = defaultdict(list)
    # What a reader has learnt about ratings that stand still serves every attack on them.
    readers = {level: Remembering(world.seen, people, level, seed) for level in LEVELS}
    standing = Standing(world, lived(people, draws, 0.0, dice), readers[STILL])
    for name, seen, aims in tries(world, random.Random(seed)):  # noqa: S311 - a simulation
        if aims:
            marks[name].append(_exact(standing, seen, aims))
    auc, at_the_end = {}, {}
    for level in LEVELS if world.seen else ():
        lives = [lived(people, sprints, level, dice) for _ in range(max(1, draws // DRAWS_A_LIFE))]
        auc[level], at_the_end[level] = _history(world, Lives(world, lives, readers[level]))
    solved = len(solved_groups(world.seen, k))
    return Findings({name: joined(each) for name, each in marks.items()}, auc, at_the_end, solved, 1)


def tries(world: World, dice: random.Random) -> Iterator[Try]:
    """Yield what each attack looks at, and whose rating of which sprint it wants."""
    last = len(world.organisation.rosters)
    for sprint in range(LONGEST_LOOK_BACK, last):
        around = worlds.of_sprints(world, sprint - 1, sprint)
        for cell in world.organisation.sizes:
            gone, new = _changes(world, cell, sprint)
            yield "leaver between sprints", around, [(who, sprint - 1) for who in gone if not new and len(gone) == 1]
            yield "joiner", around, [(who, sprint) for who in new if not gone and len(new) == 1]
            left, came = _changes(world, cell, sprint - 2)
            alone = [(who, sprint - 3) for who in left if not came and len(left) == 1]
            yield "rolling-window overlap", worlds.rolling(world, cell, sprint) if alone else [], alone
    for sprint in sorted(dice.sample(range(LONGEST_LOOK_BACK, last), TRIES)):
        small = _small_cells(world.organisation, sprint, world.column_of)
        alone = [(who, sprint) for who in small if len(small) == 1]
        yield "cell subtraction", worlds.of_sprints(world, sprint, sprint), alone
        yield from _of_a_cell(world, sprint, dice)


def _changes(world: World, cell: str, sprint: int) -> tuple[list[int], list[int]]:
    """Return who left a cell at the beginning of a sprint, and who came. The attacks look for one alone."""
    rosters = world.organisation.rosters
    before, after = (set(worlds.members(rosters[each], cell, world.column_of)) for each in (sprint - 1, sprint))
    return sorted(before - after), sorted(after - before)


def _of_a_cell(world: World, sprint: int, dice: random.Random) -> Iterator[Try]:
    cell = dice.choice([name for name, size in world.organisation.sizes.items() if size >= worlds.NAIVE_K])
    people = worlds.members(world.organisation.rosters[sprint], cell, world.column_of)
    order = dice.sample(people, len(people))
    late = [(who, sprint) for who in order[worlds.NAIVE_K :]]
    yield "live-dashboard replay", worlds.live(world, sprint, order), late
    newest = max(people, default=None)  # columns are in the order in which people came
    if newest is not None:
        yield "roster-filter", worlds.filtered(world, sprint, people, newest), [(newest, sprint)]


def _small_cells(organisation: Organisation, sprint: int, column_of: dict[str, int]) -> list[int]:
    """Return the people of cells that are too small to be shown."""
    cells = (worlds.members(organisation.rosters[sprint], cell, column_of) for cell in organisation.sizes)
    return [who for people in cells if len(people) < worlds.NAIVE_K for who in people]


def _exact(standing: Standing, seen: Sequence[Seen], aims: Sequence[tuple[int, int]]) -> Marks:
    """Return whether each guess was right, with what the attack saw, and with the newest own figure alone."""
    truth = standing.ratings[:, [who for who, _ in aims]].T.ravel()
    last = max(sprint for _, sprint in aims)
    newest = newest_of(worlds.of_sprints(standing.world, 0, last))
    targets = [Target(who, sprint, newest.get(who)) for who, sprint in aims]
    return truth == standing.guesses(seen, targets), truth == standing.guesses_without_history(targets)


def _history(world: World, lives: Lives) -> tuple[Scores, Scores]:
    """Return predictions after every few sprints about who was there, and at the end about everybody ever there."""
    rosters, seen = world.organisation.rosters, world.seen

    def read(sprint: int, people: Iterable[str]) -> Scores:
        """Return each person's rating as predicted with all figures until now, and with the newest own one alone."""
        until = sum(each.sprint <= sprint for each in seen)
        newest = newest_of(seen[:until])
        columns = [column for person in sorted(people) if (column := world.column_of[person]) in newest]
        targets = [Target(column, seen[newest[column]].sprint, newest[column]) for column in columns]
        return lives.scored(targets, until) if targets else (np.zeros(0), np.zeros(0), np.zeros(0, bool))

    sprints = range(EVERY - 1, len(rosters), EVERY)
    moments = [read(sprint, rosters[sprint].keys() | rosters[sprint - 1].keys()) for sprint in sprints]
    return together(moments), read(len(rosters) - 1, world.column_of)
