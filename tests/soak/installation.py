"""An installation with two readers, made by a list of people and the product's own pages."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.steps import Somebody, set_up_desk, sign_in
from tests.processes import Running, outside, start, stop

PEOPLE = """name,email,cell,roles
Alice,alice@example.org,,advocate
Otto,otto@example.org,,"alternate; referrer"
Bob,bob@example.org,Cell One,
Charlie,charlie@example.org,Cell Two,
"""
# The test's hands are quicker than people's, and all of them are at one address.
FREELY = {"GROUNDSWELL_VOICES_PER_MINUTE": "0"}

# Four people are fewer than a check-in usually has; four is the least that an installation may choose.
OPEN = """
import django
django.setup()
from datetime import timedelta
from groundswell.checkins import actions, queries
from groundswell.checkins.models import CheckInPlan
from groundswell.checkins.rules.periods import Opening
from groundswell.kit import clock
from groundswell.people import queries as people
CheckInPlan.objects.create(k=4)
today = clock.today()
period = actions.open_check_in(Opening(people.sprint_now().number, today, today + timedelta(days=6)))
print(*(queries.link_of(person, period) for person in people.active_people()))
"""

# A round whose votes are open, and one whose members write alone: of four people, three never are everybody.
ROUNDS = """
import django
django.setup()
from groundswell.people import queries as people
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.propositions.rounds.rules.sheets import Done
from groundswell.propositions.rounds.sweeps import rounds
members = list(people.active_people())
alice = next(each for each in members if each.name == "Alice")
def opened(title):
    asked = Prepared(title, "What would help most?", Template.FULL, k=4)
    found = actions.prepare_round(by=alice, prepared=asked)
    return actions.open_round(by=alice, found=found, reason="It is tried.")
def links(found, phase):
    return [f"{phase.value}:{queries.link_of(person, found, phase)}" for person in members[:3]]
voting = opened("What is voted on")
for person in members:
    known = actions.require_link(queries.link_of(person, voting, Phase.IDEAS), Phase.IDEAS)
    actions.write_ideas(known=known, ideas=[], done=Done.NOTHING_TO_ADD)
rounds()
voting.refresh_from_db()
assert voting.phase == Phase.CLARIFY, voting.phase
actions.add_statement(by=alice, found=voting, text="Reviews come before new work.")
voting = actions.move_round(by=alice, found=voting, seen=Phase.CLARIFY)
print(*links(voting, Phase.VOTES), *links(opened("What is written alone"), Phase.IDEAS))
"""


@dataclass
class Installation:
    """A server that is spoken to; what it printed and mailed lies beside its data."""

    server: Running
    alice: Somebody
    otto: Somebody
    recovery_pages: list[str] = field(default_factory=list)


def found(data: Path, *, members: str = "", **variables: str) -> Installation:
    """Start a server on a new data folder, bring in four people and more, and open both desks for the first time."""
    server = start("serve", data, "--workers", "2", is_migrated=True, **(FREELY | variables))
    try:
        people = data.parent / f"{data.name}.csv"
        people.write_text(PEOPLE + members)
        call = [sys.executable, "-m", "groundswell", "import", "people", str(people), "--data", str(data)]
        subprocess.run(call, check=True, capture_output=True, timeout=300, env=outside())
        alice, otto = (sign_in(server, f"{name}@example.org") for name in ("alice", "otto"))
        pages = [set_up_desk(reader).words for reader in (alice, otto)]
    except BaseException:
        stop(server)
        raise
    return Installation(server, alice, otto, pages)


def check_in_opened(data: Path, **variables: str) -> list[str]:
    """Open a check-in; return the links of its ballots."""
    return printed(OPEN, data, variables)


def rounds_opened(data: Path, **variables: str) -> list[str]:
    """Open two rounds; return `votes:` with the links of books, and `ideas:` with those of sheets."""
    return printed(ROUNDS, data, variables)


def printed(program: str, data: Path, variables: dict[str, str]) -> list[str]:
    """Return the words that a program prints, run beside the server on the same data."""
    given = {"GROUNDSWELL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "groundswell.project.settings"}
    environment = outside(**(given | variables))
    call = [sys.executable, "-c", program]
    return subprocess.run(call, check=True, capture_output=True, text=True, env=environment, timeout=120).stdout.split()


@contextmanager
def founded(data: Path, **variables: str) -> Iterator[Installation]:
    """Found an installation, and stop its server at the end."""
    made = found(data, **variables)
    try:
        yield made
    finally:
        stop(made.server)
