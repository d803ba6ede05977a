"""Whether a plan holds every limit of a problem, written from the rules alone: it knows nothing of how plans are made.

Problem and plan are plain dictionaries of the documented format.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Given = dict[str, Any]
EPS = 1e-9


def violations(problem: Given, plan: Given) -> list[str]:
    """Return each limit that is broken, in words."""
    return [
        *_of_names(problem, plan),
        *_of_members(problem, plan),
        *_of_tickets(problem, plan),
        *_of_rest(problem, plan),
    ]


def _by_id(rows: list[Given]) -> dict[str, Given]:
    return {row["id"]: row for row in rows}


def _of_names(problem: Given, plan: Given) -> Iterator[str]:
    tickets = _by_id(problem["tickets"])
    seen: Counter[tuple[str, str]] = Counter()
    for line in plan["allocations"]:
        ticket = tickets[line["ticket"]]
        seen[line["member"], line["ticket"]] += 1
        if line["member"] not in ticket["eligible"]:
            yield f"{line['member']} is not eligible for {ticket['id']}"
        if (line["hours"] * 2) % 1 or line["hours"] <= 0:
            yield f"{line['hours']} is no number of half hours"
        if line["hours"] < min(2, ticket["remaining_hours"]) - EPS:
            yield f"{line['hours']} h of {ticket['id']} are less than the least"
        if not line["reason"].strip():
            yield f"{line['member']} has no reason for {ticket['id']}"
    yield from (f"{member} has two lines of {ticket}" for (member, ticket), times in seen.items() if times > 1)
    for review in plan["reviews"]:
        if review["member"] not in tickets[review["ticket"]]["reviewers"]:
            yield f"{review['member']} may not review {review['ticket']}"


def _of_members(problem: Given, plan: Given) -> Iterator[str]:
    tickets = _by_id(problem["tickets"])
    for member in problem["members"]:
        own = [line for line in plan["allocations"] if line["member"] == member["id"]]
        reviews = [tickets[each["ticket"]] for each in plan["reviews"] if each["member"] == member["id"]]
        load = sum(line["hours"] for line in own) + sum(ticket["review_hours"] for ticket in reviews)
        if load > member["capacity_hours"] + EPS:
            yield f"{member['id']} has {load} h of {member['capacity_hours']}"
        for pot in member.get("pots", []):
            spent = sum(line["hours"] for line in own if tickets[line["ticket"]]["stream"] in pot["streams"])
            if spent > pot["hours"] + EPS:
                yield f"{member['id']} has {spent} h of {pot['hours']} for {pot['streams']}"
        if len(own) > 7:
            yield f"{member['id']} has {len(own)} tickets"
        development = sum(line["hours"] for line in own if tickets[line["ticket"]]["development"])
        if member["advocate"] and development * 2 < sum(line["hours"] for line in own) - EPS:
            yield f"less than half of {member['id']}'s hours are development"


def _of_tickets(problem: Given, plan: Given) -> Iterator[str]:
    lines, reviewers = defaultdict(list), defaultdict(list)
    for line in plan["allocations"]:
        lines[line["ticket"]].append(line)
    for review in plan["reviews"]:
        reviewers[review["ticket"]].append(review["member"])
    explained = {each["ticket"] for each in plan["unplanned"] if each["why_not"].strip()}
    for ticket in problem["tickets"]:
        name, own, reviewing = ticket["id"], lines[ticket["id"]], reviewers[ticket["id"]]
        hours = sum(line["hours"] for line in own)
        if hours > ticket["remaining_hours"] + EPS:
            yield f"{name} has {hours} h of {ticket['remaining_hours']}"
        if len(own) > 2:
            yield f"{name} has {len(own)} owners"
        if len(reviewing) > 1:
            yield f"{name} is reviewed twice"
        if reviewing and abs(hours - ticket["remaining_hours"]) > EPS:
            yield f"{name} is reviewed and not whole"
        if any(line["member"] in reviewing for line in own):
            yield f"{name} is reviewed by its owner"
        if ticket["remaining_hours"] and not reviewing and name not in explained:
            yield f"nobody says why {name} is not planned whole and reviewed"


def _of_rest(problem: Given, plan: Given) -> Iterator[str]:
    tickets = _by_id(problem["tickets"])
    streams: Counter[str] = Counter()
    for line in plan["allocations"]:
        streams[tickets[line["ticket"]]["stream"]] += line["hours"]
    for stream, hours in problem["budgets"].items():
        if streams[stream] > hours + EPS:
            yield f"{streams[stream]} h of the {stream} budget of {hours}"
    given = {(line["member"], line["ticket"]): line["hours"] for line in plan["allocations"]}
    for pin in problem["pins"]:
        if given.get((pin["member"], pin["ticket"]), 0) != pin["hours"]:
            yield f"{pin['member']} is not planned as pinned to {pin['ticket']}"


def untouched(problem: Given, plan: Given) -> list[tuple[str, str]]:
    """Return each advocate with each accelerated epic that has work for them and gets less than an hour of it."""
    accelerated = {epic["id"] for epic in problem["epics"] if epic["accelerated"]}
    tickets, hours, could = _by_id(problem["tickets"]), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for line in plan["allocations"]:
        hours[line["member"], tickets[line["ticket"]]["epic"]] += line["hours"]
    for member in problem["members"]:
        for ticket in problem["tickets"]:
            if member["advocate"] and ticket["epic"] in accelerated and member["id"] in ticket["eligible"]:
                could[member["id"], ticket["epic"]] += ticket["remaining_hours"]
    return sorted(pair for pair, most in could.items() if hours[pair] < min(1, most))


def worth(problem: Given, plan: Given) -> float:
    """Return the value of a plan, in points."""
    tickets, members, epics = (_by_id(problem[each]) for each in ("tickets", "members", "epics"))
    reviewed = {each["ticket"] for each in plan["reviews"]}
    total, of_epics, load = 0.0, Counter[str](), Counter[str]()
    for line in plan["allocations"]:
        ticket, member = tickets[line["ticket"]], members[line["member"]]
        by_stream = (
            {"client": 30, "internal": 26, "external": 16, "cell": 12}[ticket["stream"]] + 6 - ticket["priority"]
        )
        total += 2 * line["hours"] * (100 if ticket["promised"] else by_stream)
        total -= 25 * (ticket["epic"] is not None and ticket["epic"] not in member["familiar_epics"])
        total -= 30 * (ticket["previous_owner"] not in {None, member["id"]})
        of_epics[ticket["epic"]] += line["hours"]
        load[member["id"]] += line["hours"]
    for review in plan["reviews"]:
        load[review["member"]] += tickets[review["ticket"]]["review_hours"]
    total += float(sum(16 * tickets[name]["remaining_hours"] for name in reviewed))
    for name, epic in epics.items():
        moves = of_epics[name] >= epic["minimum_hours"] - EPS
        total += moves * {"internal": 900, "external": 150}.get(epic["stream"], 60)
    for name, member in members.items():
        soft = int(2 * member["capacity_hours"]) * 85 // 100
        total -= 6 * max(0, 2 * load[name] - soft)
    return float(total)
