"""CP-SAT on one sprint: what `benchmarks.allocation` measures beside ours.

python allocation_peer.py INSTANCE.json SECONDS

Runs in an environment that has ortools (it cannot share a process with HiGHS), and imports nothing of ours.
Prints one JSON line.
"""

import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model  # type: ignore[import-not-found]

WORTH = {"client": 30, "internal": 26, "external": 16, "cell": 12}
MOVES = {"internal": 900, "external": 150}
WORKERS = 2


def halves(hours: float) -> int:
    """Return half hours."""
    return round(2 * hours)


class Model:
    """The whole sprint as a constraint program."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given, self.model = given, cp_model.CpModel()
        self.hours: dict[tuple[str, str], Any] = {}
        self.owns: dict[tuple[str, str], Any] = {}
        self.reviews: dict[tuple[str, str], Any] = {}
        self.worth: list[Any] = []
        self.members = {each["id"]: each for each in given["members"]}
        self.of_epics: dict[str, list[Any]] = defaultdict(list)
        for ticket in given["tickets"]:
            self._add_ticket(ticket)
        for member in given["members"]:
            self._add_member(member)
        self._add_rest()
        self.model.maximize(sum(self.worth))

    def _add_ticket(self, ticket: dict[str, Any]) -> None:
        model, name, remaining = self.model, ticket["id"], halves(ticket["remaining_hours"])
        least = min(4, remaining)
        per_half = 100 if ticket["promised"] else WORTH[ticket["stream"]] + 6 - ticket["priority"]
        for who in ticket["eligible"]:
            hours, owns = model.new_int_var(0, remaining, ""), model.new_bool_var("")
            self.hours[who, name], self.owns[who, name] = hours, owns
            model.add(hours >= least * owns)
            model.add(hours <= remaining * owns)
            cost = 25 * (ticket["epic"] not in self.members[who]["familiar_epics"])
            cost += 30 * (ticket["previous_owner"] not in {None, who})
            self.worth += [per_half * hours, -cost * owns]
            self.of_epics[ticket["epic"]].append(hours)
        own = [self.hours[who, name] for who in ticket["eligible"]]
        model.add(sum(own) <= remaining)
        model.add(sum(self.owns[who, name] for who in ticket["eligible"]) <= 2)  # noqa: PLR2004 - the rule
        for who in ticket["reviewers"]:
            review = self.reviews[who, name] = model.new_bool_var("")
            self.worth.append(8 * remaining * review)
            model.add(sum(own) >= remaining * review)
            if (who, name) in self.owns:
                model.add(self.owns[who, name] + review <= 1)
        model.add(sum(self.reviews[who, name] for who in ticket["reviewers"]) <= 1)

    def _add_member(self, member: dict[str, Any]) -> None:
        model, who, capacity = self.model, member["id"], halves(member["capacity_hours"])
        own = [ticket for ticket in self.given["tickets"] if (who, ticket["id"]) in self.hours]
        load = sum(self.hours[who, ticket["id"]] for ticket in own)
        load += sum(
            halves(ticket["review_hours"]) * self.reviews[who, ticket["id"]]
            for ticket in self.given["tickets"]
            if (who, ticket["id"]) in self.reviews
        )
        above = model.new_int_var(0, capacity, "")
        model.add(load <= capacity)
        model.add(load - capacity * 85 // 100 <= above)
        self.worth.append(-6 * above)
        model.add(sum(self.owns[who, ticket["id"]] for ticket in own) <= 7)  # noqa: PLR2004 - the rule
        if member["advocate"]:
            signs = [(1 if ticket["development"] else -1) * self.hours[who, ticket["id"]] for ticket in own]
            model.add(sum(signs) >= 0)
            self._add_touches(who, own)

    def _add_touches(self, who: str, own: list[dict[str, Any]]) -> None:
        for epic in self.given["epics"]:
            of_epic = [self.hours[who, ticket["id"]] for ticket in own if ticket["epic"] == epic["id"]]
            if epic["accelerated"] and of_epic:
                self.model.add(sum(of_epic) >= 2)  # noqa: PLR2004 - an hour

    def _add_rest(self) -> None:
        stream_of = {ticket["id"]: ticket["stream"] for ticket in self.given["tickets"]}
        for stream, budget in self.given["budgets"].items():
            own = [hours for (_, name), hours in self.hours.items() if stream_of[name] == stream]
            self.model.add(sum(own) <= halves(budget))
        for epic in self.given["epics"]:
            moves = self.model.new_bool_var("")
            self.model.add(sum(self.of_epics[epic["id"]]) >= halves(epic["minimum_hours"]) * moves)
            self.worth.append(MOVES.get(epic["stream"], 60) * moves)

    def solved(self, seconds: float) -> dict[str, Any]:
        """Return what was found."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        status = solver.solve(self.model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return {"value": 0, "plan": {"allocations": [], "reviews": [], "unplanned": self._rest(set())}}
        lines = [
            {"member": who, "ticket": name, "hours": solver.value(hours) / 2, "reason": "found by CP-SAT"}
            for (who, name), hours in self.hours.items()
            if solver.value(hours)
        ]
        reviews = [{"member": who, "ticket": name} for (who, name), one in self.reviews.items() if solver.value(one)]
        plan = {"allocations": lines, "reviews": reviews, "unplanned": self._rest({one["ticket"] for one in reviews})}
        return {"value": solver.objective_value, "bound": solver.best_objective_bound, "plan": plan}

    def _rest(self, reviewed: set[str]) -> list[dict[str, str]]:
        return [{"ticket": one["id"], "why_not": "-"} for one in self.given["tickets"] if one["id"] not in reviewed]


def main() -> None:
    """Measure, and print it."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wall, cpu = time.perf_counter(), time.process_time()
    found = Model(given).solved(float(sys.argv[2]))
    seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    print(json.dumps(found | seconds | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
