"""Stale roles: who was somebody yesterday goes on opening what was open then."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit import clock
from groundswell.people import actions
from groundswell.people.models import Person
from groundswell.people.rules import Audience, Grant
from groundswell.project.attacks.browser import Browser, Visitor
from groundswell.project.attacks.house import House, joined
from groundswell.project.attacks.limits import COUNT_LIMIT
from groundswell.talks.transcripts import actions as meetings
from groundswell.talks.transcripts.rules import Cue
from groundswell.voices import actions as voices
from groundswell.voices import queries

NAME = "stale role"
MOST_PAGES = 120
# Everybody's, whatever they were; and leaving it would end the attack.
LEFT_OUT = ("/accounts/", "/static/", "/health/")

type End = Callable[[Person], object]


def attack(house: House) -> Verdict:
    """End roles, a membership and a stay, while the browsers go on."""
    colleague = joined("colleague")
    visitor = house.browser_of(colleague)
    opened = tried = 0
    for person, end in _people(house):
        before = pages_open_to(house.browser_of(person))
        end(person)
        stranger: Visitor = Browser(house.origin) if end is _leave else visitor
        opened += len(still_open(before, house.browser_of(person), stranger))
        tried += len(before)
    return Verdict(NAME, "count", opened, 0, COUNT_LIMIT, tried)


def pages_open_to(visitor: Visitor, starts: Iterable[str] = ("/", "/desk/")) -> set[str]:
    """Return the addresses that somebody can open, found by following links."""
    waiting, seen = deque(starts), set(starts)
    found: set[str] = set()
    while waiting and len(found) < MOST_PAGES:
        address = waiting.popleft()
        page = visitor.get(address)
        if page.status != HTTPStatus.OK or page.address != address:
            continue
        found.add(address)
        for link in page.links:
            if link.startswith("/") and link not in seen and not link.startswith(LEFT_OUT):
                seen.add(link)
                waiting.append(link)
    return found


def still_open(before: set[str], visitor: Visitor, colleague: Visitor) -> set[str]:
    """Return what somebody still opens that a colleague who never had the role does not."""
    return {address for address in before if _opens(visitor, address) and not _opens(colleague, address)}


def _opens(visitor: Visitor, address: str) -> bool:
    page = visitor.get(address)
    return page.status == HTTPStatus.OK and urlsplit(page.address).path == urlsplit(address).path


def _people(house: House) -> Iterator[tuple[Person, End]]:
    """Yield people with a role or a place of each kind, and how it ends."""
    for grant in (Grant.ADVOCATE, Grant.ALTERNATE, Grant.PLANNER, Grant.ADMINISTRATOR):
        former = joined(f"former{grant.value}", grant)
        if grant is Grant.ADVOCATE:
            said = (Cue("Somebody", 0, 1000, "Between us."),)
            meetings.keep_meeting(by=former, title="What we said", held_on=clock.today(), cues=said)
        yield former, _end_roles
    author, mover, leaver = house.members[0], joined("mover"), joined("leaver")
    for person in (mover, leaver):
        actions.move_to_cell(by=None, person=person, cell=house.cells[0], day=clock.today() - timedelta(days=2))
    keys = queries.keys_of(queries.readers_today())
    voices.speak_open(author=author, text="For our cell alone.", audience=Audience.CELL, readers=keys)
    yield mover, _leave_the_cell
    yield leaver, _leave


def _end_roles(person: Person) -> None:
    for assignment in person.role_assignments.select_related("role", "person"):
        actions.end_role(by=None, assignment=assignment)


def _leave_the_cell(person: Person) -> None:
    actions.move_to_cell(by=None, person=person, cell=None)


def _leave(person: Person) -> None:
    actions.leave(by=None, person=person)
