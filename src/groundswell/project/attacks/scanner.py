"""Scanner votes: a mail scanner opens every address in every mail, and a previewer every address on every page."""

import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit import clock
from groundswell.people.letter import composing
from groundswell.project.attacks import dumps
from groundswell.project.attacks.browser import Browser, Lost, Visitor
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import COUNT_LIMIT

NAME = "scanner votes"
ADDRESS = re.compile(r"https?://\S+")
MOST_PAGES = 60


def attack(house: House) -> Verdict:
    """Open all that stands in everybody's letter, as a stranger and as the addressee, and compare the databases."""
    visitors: list[Visitor] = [Browser(house.origin)]
    letters = []
    for person in house.members:
        visitors.append(house.browser_of(person))
        letters.append(composing.text_for(person, None, clock.today()))
    addresses = {address for letter in letters for address in addresses_in(letter)}
    if not addresses:
        raise Lost("The letter holds no address.")
    opened, changed = scanned(visitors, ["/", "/speak/", "/thread/", *sorted(addresses)])
    return Verdict(NAME, "count", changed, 0, COUNT_LIMIT, opened)


def scanned(visitors: Iterable[Visitor], addresses: Iterable[str]) -> tuple[int, int]:
    """Open addresses, and what their pages point at, twice each; return how many, and how many rows changed by it."""
    before = dumps.dump()
    opened = sum(_opened(visitor, list(addresses)) for visitor in visitors)
    return opened, len(dumps.difference(before, dumps.dump()).rows)


def addresses_in(letter: str) -> list[str]:
    """Return the addresses in a text, without what a sentence puts behind them."""
    found = (urlsplit(address.rstrip(".,;)")) for address in ADDRESS.findall(letter))
    return [parts.path + (f"?{parts.query}" if parts.query else "") for parts in found]


def _opened(visitor: Visitor, addresses: list[str]) -> int:
    waiting, seen, opened = deque(addresses), set(addresses), 0
    while waiting and opened < MOST_PAGES:
        address = waiting.popleft()
        pages = [visitor.get(address) for _ in range(2)]
        opened += 1
        for link in pages[0].links:
            if link.startswith("/") and not link.startswith("/static/") and link not in seen:
                seen.add(link)
                waiting.append(link)
    return opened
