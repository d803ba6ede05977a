"""Receipt spraying: who tries receipts hopes that one opens a dialogue."""

import random
from collections.abc import Callable, Iterator
from http import HTTPStatus
from secrets import token_bytes

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit.seal.receipts import Receipt, parse_receipt
from groundswell.project.attacks.browser import Browser, Lost
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import COUNT_LIMIT
from groundswell.voices import actions, queries

NAME = "receipt spraying"
BITS = 100
TARGETS = 50
TRIES = 4000
OVER_HTTP = 200


def attack(house: House, dice: random.Random, tries: int = TRIES) -> Verdict:
    """Spray the look-up itself, faster than any network would let one, and then the page."""
    keys = queries.keys_of(queries.readers_today())
    for _ in range(TARGETS):
        actions.speak_anonymously(text="Who finds this?", readers=keys, nonce=token_bytes(16))
    own = house.speak(Browser(house.origin), "This one is mine.")
    at_the_page = Browser(house.origin)
    if not _opens(at_the_page, own):
        raise Lost("The right receipt opens nothing.")
    opened = sprayed(lambda receipt: queries.thread_by_receipt(receipt) is not None, own, dice, tries)
    opened += sprayed(lambda receipt: _opens(at_the_page, receipt.text), own, dice, OVER_HTTP)
    return Verdict(NAME, "count", opened, 0, COUNT_LIMIT, tries + OVER_HTTP)


def sprayed(opens: Callable[[Receipt], bool], own: str, dice: random.Random, tries: int) -> int:
    """Return how many receipts open something that is not one's own."""
    mine = parse_receipt(own)
    guesses = (receipt for receipt, _ in zip(near_and_far(mine, dice), range(tries), strict=False))
    return sum(opens(receipt) for receipt in guesses if receipt != mine)


def near_and_far(mine: Receipt, dice: random.Random) -> Iterator[Receipt]:
    """Yield receipts for ever: the neighbours of one's own, its shuffled halves, and any."""
    step = 0
    while True:
        step += 1
        for number in (mine.number + step, mine.number - step, mine.number ^ (1 << step % BITS)):
            yield Receipt(number % (1 << BITS))
        half = dice.getrandbits(BITS // 2)
        yield Receipt((mine.number >> (BITS // 2) << (BITS // 2)) | half)
        yield Receipt(dice.getrandbits(BITS))


def _opens(browser: Browser, receipt: str) -> bool:
    page = browser.get("/thread/")
    return browser.send(page, page.form("receipt"), receipt=receipt).status == HTTPStatus.OK
