"""All attacks on a throw-away installation, one after the other."""

import random
from collections.abc import Callable

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.project.attacks import ballots, copies, guesses, letters, noticed, order, scanner, stale, timing
from groundswell.project.attacks.house import House

type Attack = Callable[[House, random.Random], list[Verdict]]

# Times are measured first, while nothing else is done; scanners come while no ballot is used. Roles end late.
ATTACKS: dict[str, Attack] = {
    timing.NAME: timing.attack,
    scanner.NAME: lambda house, _dice: [scanner.attack(house)],
    copies.NAME: copies.attack,
    ballots.STUFFING: ballots.attack,
    noticed.NAME: lambda house, dice: [noticed.attack(house, dice)],
    letters.NAME: lambda house, _dice: [letters.attack(house)],
    guesses.NAME: lambda house, dice: [guesses.attack(house, dice)],
    stale.NAME: lambda house, _dice: [stale.attack(house)],
    order.NAME: lambda _house, _dice: [order.attack()],
}


def attack(house: House, seed: int, told: Callable[[str], None]) -> list[Verdict]:
    """Play every attack; `told` hears which one begins."""
    dice, found = random.Random(seed), []  # noqa: S311 - whom to try, no secret
    for name, act in ATTACKS.items():
        told(name)
        found += act(house, dice)
    return found
