"""Who lives in a throw-away installation, and what the attackers can do there as anybody could.

The people come in by the product's own actions; what they do is done over HTTP.
"""

import re
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from groundswell.checkins import queries as check_ins
from groundswell.checkins.actions import open_check_in
from groundswell.checkins.models import Period
from groundswell.checkins.rules.periods import Opening
from groundswell.kit import clock
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions, queries
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Grant
from groundswell.project.attacks.browser import Browser, Lost, Page
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked

MEMBERS = 8
DAYS = 28
DAYS_OPEN = 6
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.05
CODE = re.compile(r"^Your code: (\S+)$", re.MULTILINE)
RECEIPT = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]\b")


@dataclass
class House:
    """What the attackers are let loose on."""

    origin: str
    folder: Path
    cells: list[Cell]
    members: list[Person]
    desks: list[Unlocked]
    period: Period
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser_of(self, person: Person) -> Browser:
        """Return the browser in which a person is signed in."""
        if person.email not in self.browsers:
            self.browsers[person.email] = self.signed_in(person)
        return self.browsers[person.email]

    def signed_in(self, person: Person) -> Browser:
        """Sign a person in by the code that is mailed to them, in a browser that nobody has used."""
        browser, before = Browser(self.origin), self._mailed()
        page = browser.get("/accounts/login/")
        page = browser.send(page, page.form("email"), email=person.email)
        browser.send(page, page.form("code"), code=self._code_for(person, before))
        return browser

    def speak(self, browser: Browser, words: str) -> str:
        """Say something anonymously; return the receipt."""
        page = browser.get("/speak/")
        said = browser.send(page, page.form("text"), text=words, level="anonymous", now="yes")
        found = RECEIPT.search(said.words)
        if found is None:
            raise Lost(f"No receipt came back ({said.status}).")
        return found.group()

    def ballot_of(self, person: Person) -> str:
        """Return the address of a person's ballot, as it stands in their letter."""
        link = check_ins.link_of(person, self.period)
        if link is None:
            raise Lost("There is no ballot.")
        return f"/b/{link}/"

    def answer(self, browser: Browser, address: str, rating: int = 7) -> Page:
        """Use a ballot; return the page that answers."""
        page = browser.get(address)
        if page.status != HTTPStatus.OK:
            return page
        return browser.send(page, page.form("rating"), rating=str(rating))

    def _mailed(self) -> dict[Path, int]:
        return {file: file.stat().st_size for file in sorted((self.folder / "mail").glob("*"))}

    def _code_for(self, person: Person, before: dict[Path, int]) -> str:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for file in self._mailed():
                text = file.read_bytes()[before.get(file, 0) :].decode("utf-8", "replace")
                found = CODE.search(text) if person.email in text else None
                if found:
                    return found.group(1)
            time.sleep(PAUSE_SECONDS)
        raise Lost("No code was mailed.")


def furnished(origin: str, folder: Path) -> House:
    """Found an organisation of two cells: members, an administrator, two readers whose desks are open."""
    first = clock.today() - timedelta(days=DAYS)
    actions.found(by=None, name="A throw-away organisation", first_sprint_on=first)
    cells = [actions.open_cell(by=None, name=f"Cell {number}") for number in (1, 2)]
    members = [joined("member") for _ in range(MEMBERS)]
    for number, person in enumerate(members):
        actions.move_to_cell(by=None, person=person, cell=cells[number % 2], day=first)
    joined("administrator", Grant.ADMINISTRATOR)
    desks = [opened(joined(grant.value, grant)) for grant in (Grant.ADVOCATE, Grant.ALTERNATE)]
    return House(origin, folder, cells, members, desks, checked_in())


def checked_in() -> Period:
    """Open a check-in for everybody who is here."""
    today = clock.today()
    period = open_check_in(Opening(queries.sprint_now().number, today, today + timedelta(days=DAYS_OPEN)))
    if not isinstance(period, Period):
        raise Lost("The check-in did not open.")
    return period


def joined(word: str, grant: Grant = Grant.NONE) -> Person:
    """Let somebody in, with a role from their first day on. Nobody's name stands in another word."""
    first = clock.today() - timedelta(days=DAYS)
    name = f"{word}{secrets.token_hex(4)}"
    person = actions.add_person(by=None, name=name, email=f"{name}@example.org", joined_on=first)
    if grant:
        actions.assign_role(by=None, role=actions.standard_role(grant), person=person, from_on=first)
    return person


def opened(reader: Person) -> Unlocked:
    """Open a reader's desk for the first time; the passphrase is forgotten, and costs the minimum to derive."""
    made = keys.set_up(reader=reader, words=secrets.token_hex(12), cost=Cost.MINIMUM)
    return Unlocked(reader, made.pairs)
