"""Small sprints that are made up: every rule is met now and then."""

import random
from typing import Any

from hypothesis import strategies as st

STREAMS = ("client", "internal", "external", "cell")


def made_up(dice: random.Random, people: int, tickets: int) -> dict[str, Any]:
    """Return a sprint; sizes and shares vary so that limits are tight, loose, or contradict each other."""
    epics: list[dict[str, Any]] = [
        {
            "id": f"e{number}",
            "stream": dice.choice(STREAMS),
            "accelerated": dice.random() < 0.4,
            "minimum_hours": dice.choice([0, 0.5, 2, 4.5, 10]),
        }
        for number in range(dice.randint(0, 4))
    ]
    names = [epic["id"] for epic in epics]
    members: list[dict[str, Any]] = [
        {
            "id": f"m{number}",
            "cell": dice.choice([None, "c0", "c1"]),
            "capacity_hours": dice.choice([0, 0.5, 1.5, 3, 6, 9.5, 20, 37.5]),
            "advocate": dice.random() < 0.3,
            "familiar_epics": [name for name in names if dice.random() < 0.4],
            "pots": _pots(dice),
        }
        for number in range(people)
    ]
    people_names = [member["id"] for member in members]
    made = [_ticket(dice, number, names, people_names) for number in range(tickets)]
    budgets = {each: dice.choice([0, 0.5, 3, 8, 50]) for each in ("internal", "external") if dice.random() < 0.6}
    return {"members": members, "tickets": made, "epics": epics, "budgets": budgets, "pins": _pins(dice, made)}


def _pots(dice: random.Random) -> list[dict[str, Any]]:
    if dice.random() < 0.5:
        return []
    pots = [{"streams": [stream], "hours": dice.choice([0, 1.5, 4, 9])} for stream in STREAMS if dice.random() < 0.3]
    return [*pots, {"streams": ["internal", "external"], "hours": dice.choice([0, 2, 5.5, 12, 30])}]


def _ticket(dice: random.Random, number: int, epics: list[str], people: list[str]) -> dict[str, Any]:
    return {
        "id": f"t{number}",
        "epic": dice.choice([*epics, None]),
        "stream": dice.choice(STREAMS),
        "cell": None,
        "remaining_hours": dice.choice([0, 0.5, 1, 1.5, 2, 3, 4, 5.5, 8, 13, 30]),
        "review_hours": dice.choice([0, 0.5, 1, 3]),
        "development": dice.random() < 0.5,
        "priority": dice.randint(1, 5),
        "promised": dice.random() < 0.3,
        "previous_owner": dice.choice([None, *people]),
        "eligible": dice.sample(people, dice.randint(0, min(4, len(people)))),
        "reviewers": dice.sample(people, dice.randint(0, min(3, len(people)))),
    }


def _pins(dice: random.Random, tickets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pins = []
    for ticket in tickets:
        if ticket["eligible"] and dice.random() < 0.08:
            hours = dice.choice([0, 0, ticket["remaining_hours"], 2])
            pins.append({"member": dice.choice(ticket["eligible"]), "ticket": ticket["id"], "hours": hours})
    return pins


sprints = st.builds(made_up, st.randoms(use_true_random=False), people=st.integers(1, 7), tickets=st.integers(0, 14))
