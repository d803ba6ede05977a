"""Sprints that are made up, in the documented format: the same seed gives the same sprint.

Load is 115 % of the hours there are. Client work stays in its cell; internal and external work may be done by some
people of any cell; one advocate in each forty people (at least one) belongs to no cell.
"""

import random
from typing import Any

SIZES = {
    "15/40": (15, 40),
    "60/300": (60, 300),
    "200/2,000": (200, 2000),
    "250/2,000": (250, 2000),
    "1,000/10,000": (1000, 10000),
}
SHARES = {"client": 0.55, "internal": 0.2, "external": 0.1, "cell": 0.15}
PEOPLE_OF_A_CELL = 8
PEOPLE_OF_AN_ADVOCATE = 40
TICKETS_OF_AN_EPIC = 7
LOAD = 1.15
BUDGET = 0.8
KNOWS, HAD_AN_OWNER, PROMISED, DEVELOPMENT = 0.3, 0.35, 0.45, 0.7
ACCELERATED = 0.25


def instance(people: int, tickets: int, seed: int, *, has_pots: bool = False) -> dict[str, Any]:
    """Return one sprint; with pots: what each advocate has for which streams, as the product makes them."""
    dice = random.Random(f"{people}/{tickets}/{seed}")  # noqa: S311 - sprints need not be secret
    members = _members(dice, people)
    epics = _epics(dice, max(2, round(tickets / TICKETS_OF_AN_EPIC)), members)
    made = [_ticket(dice, number, members, epics) for number in range(tickets)]
    capacity = sum(each["capacity_hours"] for each in members)
    wanted = sum(each["remaining_hours"] + each["review_hours"] for each in made)
    for each in made:  # scaled to the load, in halves
        each["remaining_hours"] = max(1.0, round(each["remaining_hours"] * LOAD * capacity / wanted * 2) / 2)
        each["review_hours"] = max(0.5, round(each["remaining_hours"] * 0.12 * 2) / 2)
    for epic in epics:
        hours = sum(each["remaining_hours"] for each in made if each["epic"] == epic["id"])
        epic["minimum_hours"] = round(hours * dice.uniform(0.2, 0.5) * 2) / 2
        del epic["cell"]
    budgets = {
        stream: round(sum(each["remaining_hours"] for each in made if each["stream"] == stream) * BUDGET)
        for stream in ("internal", "external")
    }
    for member in members if has_pots else ():
        member["pots"] = _pots(dice, member["capacity_hours"]) if member["advocate"] else []
    return {
        "members": members,
        "tickets": made,
        "epics": epics,
        "budgets": {} if has_pots else budgets,
        "pins": [],
    }


def _pots(dice: random.Random, capacity: float) -> list[dict[str, Any]]:
    """Return the granted part for internal and external work, the rest for clients and cell, and two limits."""
    granted = round(capacity * dice.uniform(0.6, 1.0) * 2) / 2
    internal, external = (round(granted * dice.uniform(*share) * 2) / 2 for share in ((0.6, 0.9), (0.3, 0.6)))
    return [
        {"streams": ["external", "internal"], "hours": granted},
        {"streams": ["cell", "client"], "hours": capacity - granted},
        {"streams": ["internal"], "hours": internal},
        {"streams": ["external"], "hours": external},
    ]


def _members(dice: random.Random, people: int) -> list[dict[str, Any]]:
    advocates = max(1, people // PEOPLE_OF_AN_ADVOCATE)
    cells = max(1, (people - advocates) // PEOPLE_OF_A_CELL)
    return [
        {
            "id": f"m{number}",
            "cell": None if number < advocates else f"c{number % cells}",
            "capacity_hours": dice.choice([20, 30, 40, 50, 60]) + dice.choice([0, 0.5, 1, 4]),
            "advocate": number < advocates,
            "familiar_epics": [],
        }
        for number in range(people)
    ]


def _epics(dice: random.Random, number: int, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cells = sorted({each["cell"] for each in members if each["cell"]})
    advocates = [each for each in members if each["advocate"]]
    epics: list[dict[str, Any]] = []
    for place in range(number):
        stream = dice.choices(list(SHARES), list(SHARES.values()))[0]
        epic: dict[str, Any] = {"id": f"e{place}", "stream": stream, "accelerated": False, "cell": dice.choice(cells)}
        # Never more than an advocate can touch.
        few = sum(each["accelerated"] for each in epics) < 5 * len(advocates)
        epic["accelerated"] = stream == "internal" and few and dice.random() < ACCELERATED
        for member in members:
            is_near = member["cell"] == epic["cell"] or stream in {"internal", "external"}
            if (is_near and dice.random() < KNOWS / (1 if member["cell"] == epic["cell"] else 4)) or (
                member["advocate"] and epic["accelerated"]
            ):
                member["familiar_epics"].append(epic["id"])
        epics.append(epic)
    return epics


def _ticket(
    dice: random.Random, number: int, members: list[dict[str, Any]], epics: list[dict[str, Any]]
) -> dict[str, Any]:
    epic = epics[number % len(epics)] if number < len(epics) else dice.choice(epics)
    stream, home = epic["stream"], [each for each in members if each["cell"] == epic["cell"]]
    eligible = dice.sample(home, min(len(home), dice.randint(2, 5)))
    if stream in {"internal", "external"}:
        others = dice.sample(members, min(3, len(members)))
        eligible += [each for each in others if each not in eligible]
        advocates = [each for each in members if each["advocate"]]
        own = advocates[int(epic["id"][1:]) % len(advocates)]
        eligible += [own] if own not in eligible else []
    reviewers = dice.sample(home, min(len(home), dice.randint(2, 4)))
    had = dice.random() < HAD_AN_OWNER
    return {
        "id": f"t{number}",
        "epic": epic["id"],
        "stream": stream,
        "cell": None if stream in {"internal", "external"} else epic["cell"],
        "remaining_hours": min(40.0, max(1.0, dice.lognormvariate(1.8, 0.8))),
        "review_hours": 0.5,
        "development": dice.random() < DEVELOPMENT,
        "priority": dice.randint(1, 5),
        "promised": stream == "client" and dice.random() < PROMISED,
        "previous_owner": dice.choice(eligible)["id"] if had else None,
        "eligible": [each["id"] for each in eligible],
        "reviewers": [each["id"] for each in reviewers],
    }
