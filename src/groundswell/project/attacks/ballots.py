"""Ballot stuffing, and what a page tells while ballots come in."""

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlencode

from groundswell.checkins.models import Answer
from groundswell.engines.disclosure.attacks import Verdict
from groundswell.people.models import Person
from groundswell.project.attacks import noticed
from groundswell.project.attacks.browser import Browser, Visitor
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import COUNT_LIMIT

STUFFING = "ballot stuffing"
REPLAY = "live pages while ballots come in"
HANDS = 50
GUESSES = 100


def attack(house: House, dice: random.Random) -> list[Verdict]:
    """Use one ballot with fifty hands, again, and with codes that were never given; watch while others answer."""
    voter, *others = house.members[1::2]
    address = house.ballot_of(voter)
    counted = stuffed(Answer.objects.count, [_hand(house, address) for _ in range(HANDS)])
    again = [_hand(house, address), *(_hand(house, each) for each in _made_up(address, dice))]
    counted += stuffed(Answer.objects.count, again, allowed=0)
    changed = watched(
        {person: house.browser_of(person) for person in [*others, *house.members[::2]]},
        [partial(_answer, house, each) for each in others],
    )
    return [
        Verdict(STUFFING, "count", counted, 0, COUNT_LIMIT, HANDS + len(again)),
        Verdict(REPLAY, "count", changed, 0, COUNT_LIMIT, len(others)),
    ]


def _answer(house: House, person: Person) -> None:
    house.answer(Browser(house.origin), house.ballot_of(person))


def stuffed(count: Callable[[], int], hands: Sequence[Callable[[], object]], *, allowed: int = 1) -> int:
    """Let all hands act at the same moment; return how many more were counted than may be."""
    before, together = count(), threading.Barrier(len(hands))

    def act(hand: Callable[[], object]) -> None:
        together.wait()
        hand()

    with ThreadPoolExecutor(len(hands)) as pool:
        list(pool.map(act, hands))
    return max(0, count() - before - allowed)


def watched(visitors: dict[Person, Visitor], answers: Sequence[Callable[[], object]]) -> int:
    """Return how many times somebody's pages or letter said anything else after an answer than before."""
    changed = 0
    for answer in answers:
        before = {person: _shown(person, visitor) for person, visitor in visitors.items()}
        answer()
        changed += sum(before[person] != _shown(person, visitor) for person, visitor in visitors.items())
    return changed


def _shown(person: Person, visitor: Visitor) -> object:
    return noticed.shown_to(person, visitor, lambda _person: 0)


def _hand(house: House, address: str) -> Callable[[], object]:
    """Return the act of sending a ballot with a form of its own; where there is no form, with the token of another."""
    browser = Browser(house.origin)
    token = dict(browser.get("/speak/").form("text").fields)["token"]
    body = urlencode({"token": token, "rating": "1"})
    return lambda: browser.once("POST", address, body)


def _made_up(address: str, dice: random.Random) -> list[str]:
    """Return addresses of ballots that nobody was given: other codes, the same code of other sprints."""
    sprint, _, code = address.strip("/").removeprefix("b/").partition("-")
    letters = sorted(set(code))
    codes = ["".join(dice.choices(letters, k=len(code))) for _ in range(GUESSES)]
    return [*(f"/b/{sprint}-{each}/" for each in codes), *(f"/b/{int(sprint) + by}-{code}/" for by in (-1, 1, 2))]
