"""Reporting groups: at the opening of a period the roster is partitioned, and a ballot carries its group's name.

Every group has at least k people, so that the answers under one name already hide their authors. A cell of k or more
is a group of its own. Smaller cells, and people without a cell, are rolled up into their parent's group; what is
still too small climbs to the next parent, and at the top it joins the smallest group there is.
"""

from collections import defaultdict
from collections.abc import Mapping

from groundswell.engines.disclosure.figures import BadPeriod, Group

type Parents = Mapping[str, str | None]


def lineage(unit: str, parents: Parents) -> list[str]:
    """Return a unit and what stands above it, up to the organisation."""
    line = [unit]
    while (above := parents[line[-1]]) is not None:
        if above in line or above not in parents:
            raise BadPeriod(f"{above} stands above itself, or is no unit.")
        line.append(above)
    return line


def organisation_of(parents: Parents) -> str:
    """Return the one unit that has no parent."""
    tops = [unit for unit, above in parents.items() if above is None]
    if len(tops) != 1:
        raise BadPeriod(f"An organisation has one top, not {len(tops)}.")
    return tops[0]


def reporting_groups(roster: Mapping[str, str | None], parents: Parents, k: int) -> tuple[Group, ...]:
    """Return the partition of a roster (person to cell, or None) into groups of at least k people.

    An unknown cell counts as none. Empty if there are fewer than k people in all. A group that holds one cell alone
    has that cell's name; a rolled-up group has the name of the unit above, and `cells` says whose people are in it.
    """
    top = organisation_of(parents)
    pools: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for person in sorted(roster):
        cell = roster[person]
        home = cell if cell in parents else top
        pools[home or top][person] = home or top
    for unit in sorted(parents, key=lambda each: (-len(lineage(each, parents)), each)):
        if unit != top and 0 < len(pools[unit]) < k:
            pools[parents[unit] or top].update(pools.pop(unit))
    if 0 < len(pools[top]) < k:
        _join_the_smallest(pools, top)
    whole = {name: pool for name, pool in pools.items() if len(pool) >= k}
    return tuple(
        Group(name, frozenset(pool), tuple(sorted(set(pool.values())))) for name, pool in sorted(whole.items())
    )


def _join_the_smallest(pools: dict[str, dict[str, str]], top: str) -> None:
    others = [name for name in pools if name != top and pools[name]]
    if others:
        host = min(others, key=lambda name: (len(pools[name]), name))
        pools[top].update(pools.pop(host))


def group_of_joiner(cell: str | None, groups: tuple[Group, ...], parents: Parents) -> str | None:
    """Return the rolled-up group that somebody who joins an open period votes in, or None: with the next period."""
    top = organisation_of(parents)
    names = {group.name for group in groups}
    above = lineage(cell, parents)[1:] if cell in parents and cell is not None else [top]
    return next((unit for unit in above if unit in names), None)
