"""Response timing: who measures how long an answer takes looks for what exists."""

import random
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

import numpy as np

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.engines.disclosure.attacks.scoring import auc
from groundswell.kit.seal.receipts import Receipt, parse_receipt
from groundswell.project.attacks.browser import Browser
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import AUC_LIMIT, GUESSING

NAME = "response timing"
TIMES = 150
# What looks like a leak is measured again, with more: so that chance is none, and a leak stays one.
LOOKS = 8
BITS = 100
# A receipt that is nearly right differs in its last bits alone.
NEAR = 2**20

type Act = Callable[[], object]
# What makes an act ready: only the act itself is timed, for an attacker's own preparation would tell them nothing.
type Ready = Callable[[], Act]


def attack(house: House, dice: random.Random, times: int = TIMES) -> list[Verdict]:
    """Compare receipts that are nearly right with others, and known addresses with others."""
    author, stranger = Browser(house.origin), Browser(house.origin)
    right = parse_receipt(house.speak(author, "How long does it take to find this?"))
    known = house.members[0].email
    return [
        told_apart(
            f"{NAME}, receipts",
            _opening(stranger, lambda: right.number ^ (1 + secrets.randbelow(NEAR))),
            _opening(stranger, lambda: secrets.randbits(BITS)),
            dice,
            times,
        ),
        told_apart(
            f"{NAME}, addresses",
            _asking(house, lambda: known),
            _asking(house, lambda: f"{secrets.token_hex(7)}@example.org"),
            dice,
            times,
        ),
    ]


def told_apart(name: str, one: Ready, other: Ready, dice: random.Random, times: int) -> Verdict:
    """Do both in random order, and return how well the times tell which was which."""
    took: tuple[list[float], list[float]] = ([], [])
    success = 1.0
    for _ in range(LOOKS):
        turns = [False, True] * times
        dice.shuffle(turns)
        for turn in turns:
            act = (other if turn else one)()
            took[turn].append(_seconds(act))
        success = _success(*took)
        if success - GUESSING <= AUC_LIMIT:
            break
    return Verdict(name, "auc", success, GUESSING, AUC_LIMIT, len(took[0]) + len(took[1]))


def _success(one: list[float], other: list[float]) -> float:
    positive = np.array([False] * len(one) + [True] * len(other))
    return GUESSING + abs(auc(np.array(one + other), positive) - GUESSING)


def _seconds(act: Act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _opening(browser: Browser, number: Callable[[], int]) -> Ready:
    def ready() -> Act:
        body = urlencode({"receipt": Receipt(number()).text})

        def opens() -> None:
            page, _ = browser.once("POST", "/thread/", body)
            if page.status not in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS}:
                raise RuntimeError(f"A receipt that opens nothing was answered with {page.status}.")

        return opens

    return ready


def _asking(house: House, address: Callable[[], str]) -> Ready:
    """Return what makes ready to ask for a sign-in code, each time as somebody who has just opened the page."""
    browser = Browser(house.origin)
    form = browser.get("/accounts/login/").form("email")
    fresh, fields = dict(browser.cookies), dict(form.fields)

    def ready() -> Act:
        browser.cookies = dict(fresh)
        body = urlencode(fields | {"email": address()})
        return lambda: browser.once("POST", "/accounts/login/", body)

    return ready
