"""A look ahead, computed by the engine of transitions. It loads numpy: for workers alone."""

from groundswell.engines.transition import Cell, Firefighting, earliest_safe, late_shares, unlocks, verdicts
from groundswell.hours.rules.ahead import Asked


def foreseen(asked: Asked) -> dict[str, object]:
    """Return what the dates do to the backlog, the earliest safe ones, and what would unlock those that are wished."""
    cell, wished = cell_of(asked), (asked.part, asked.full)
    (verdict,) = verdicts(cell, [wished])
    pair, part = earliest_safe(cell, first=1)
    unlock = unlocks(cell, wished)
    stays, moves = late_shares(cell, [(None, None), wished])
    return {
        "is_safe": verdict.is_safe,
        "rise": round(verdict.rise, 4),
        "binding": verdict.binding_week,
        "pair": list(pair.pair) if pair else None,
        "part": part.pair[0] if part else None,
        "hours": unlock.hours_a_week,
        "fewer": unlock.client_hours,
        "new": unlock.replaced_by,
        "stays": [round(float(share), 4) for share in stays],
        "moves": [round(float(share), 4) for share in moves],
    }


def cell_of(asked: Asked) -> Cell:
    """Return the cell as the engine asks for it.

    What comes unasked is a Poisson number of exponential pieces, with the mean and the standard deviation that were
    typed: pieces of s² / 2u hours, 2u² / s² of them a week. Without a spread it comes every week alike.
    """
    typed, hours = asked.typed, asked.hours
    fires = Firefighting()
    steady = typed.unasked
    if typed.spread and typed.unasked:
        steady = 0.0
        piece = typed.spread**2 / (2 * typed.unasked)
        fires = Firefighting(typed.unasked / piece, piece)
    return Cell(
        hours.members,
        hours.of_a_member,
        [typed.promised + steady],
        hours.moved_part_time,
        hours.moved_full_time,
        fires,
        absent=typed.away / 100,
        handover=typed.handover,
        backlog=typed.backlog,
    )
