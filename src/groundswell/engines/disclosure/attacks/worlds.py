"""What the attackers get to see: the gate's figures, or those of a naive release."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundswell.engines.disclosure.attacks.reading import Seen
from groundswell.engines.disclosure.figures import Figure, Kind, Rules
from groundswell.engines.disclosure.memory import when_and_how_wide
from groundswell.engines.disclosure.opening import lineage
from groundswell.engines.disclosure.simulation import Organisation, Roster, released

NAIVE_K = 5
TENTH = 0.1
HALF = 0.5


@dataclass(frozen=True)
class World:
    """One organisation and all that was shown of it, in order; `rows` is the same, as the audit takes it."""

    organisation: Organisation
    column_of: dict[str, int]
    seen: tuple[Seen, ...]
    naive: bool


def gated(organisation: Organisation, rules: Rules, *, remembers: bool = True) -> tuple[World, list[Figure]]:
    """Return what the gate lets out; or what it let out before it remembered, to hold both against each other."""
    figures = [figure for each in released(organisation, rules) for figure in each.figures]
    return of_figures(organisation, figures, remembers=remembers), figures


def of_figures(organisation: Organisation, figures: Sequence[Figure], *, remembers: bool = True) -> World:
    """Return a world in which these figures were shown, period by period."""
    column_of = {person: place for place, person in enumerate(organisation.people)}
    seen: list[Seen] = []
    for figure in figures:
        earlier = [number for number, each in enumerate(figures) if _is_before(each, figure) and remembers]
        before = max(earlier, key=lambda number: when_and_how_wide(figures[number]), default=None)
        seen.append(_seen(figure, column_of, before))
    return World(organisation, column_of, tuple(seen), naive=False)


def _is_before(earlier: Figure, figure: Figure) -> bool:
    return earlier.period < figure.period and earlier.unit == figure.unit and earlier.scale == figure.scale


def naive(organisation: Organisation) -> World:
    """Return every cell and unit of at least k people in every sprint, at one decimal."""
    column_of = {person: place for place, person in enumerate(organisation.people)}
    seen = tuple(
        Seen(((sprint, people),), TENTH, own=unit in organisation.sizes)
        for sprint, roster in enumerate(organisation.rosters)
        for unit, people in _units(organisation, roster, column_of)
    )
    return World(organisation, column_of, seen, naive=True)


def members(roster: Roster, cell: str, column_of: dict[str, int]) -> tuple[int, ...]:
    """Return the columns of a cell's people."""
    return tuple(sorted(column_of[person] for person, home in roster.items() if home == cell))


def live(world: World, sprint: int, order: Sequence[int]) -> list[Seen]:
    """Return what a dashboard shows of a cell while its people answer in this order: nothing, behind the gate."""
    if not world.naive:
        return of_sprints(world, sprint, sprint)
    return [Seen(((sprint, tuple(order[:count])),), TENTH) for count in range(NAIVE_K, len(order) + 1)]


def filtered(world: World, sprint: int, people: Sequence[int], without: int) -> list[Seen]:
    """Return what a filter shows of a cell ("longer than a sprint here"): there is none behind the gate."""
    if not world.naive:
        return of_sprints(world, sprint, sprint)
    rest = tuple(person for person in people if person != without)
    return [Seen(((sprint, each),), TENTH) for each in (tuple(people), rest) if len(each) >= NAIVE_K]


def rolling(world: World, cell: str, sprint: int) -> list[Seen]:
    """Return the overlapping rolling means of a cell, from the one that ended three sprints ago to the one of now."""
    if not world.naive:
        return of_sprints(world, sprint - 5, sprint)
    rosters = world.organisation.rosters
    parts = {each: members(rosters[each], cell, world.column_of) for each in range(sprint - 5, sprint + 1)}
    windows = [tuple((each, parts[each]) for each in range(end - 2, end + 1)) for end in range(sprint - 3, sprint + 1)]
    return [Seen(window, TENTH) for window in windows if all(len(who) >= NAIVE_K for _, who in window)]


def of_sprints(world: World, first: int, last: int) -> list[Seen]:
    """Return what was shown in some sprints."""
    return [each for each in world.seen if first <= each.sprint <= last]


def _seen(figure: Figure, column_of: dict[str, int], before: int | None) -> Seen:
    parts = ((each.period, tuple(sorted(column_of[person] for person in each.people))) for each in figure.counted)
    return Seen(tuple(parts), HALF, own=figure.kind == Kind.OWN, before=before)


def _units(
    organisation: Organisation, roster: Roster, column_of: dict[str, int]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    for unit in organisation.parents:
        below = {cell for cell in organisation.sizes if unit in lineage(cell, organisation.parents)}
        people = tuple(sorted(column_of[person] for person, home in roster.items() if home in below))
        if len(people) >= NAIVE_K:
            yield unit, people
