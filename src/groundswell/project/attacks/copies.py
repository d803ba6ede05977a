"""Two-dump difference: who copies the databases before and after a voice looks for whose it was."""

import random
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from groundswell.checkins.models import Ballot
from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit.seal.padding import BUCKETS
from groundswell.kit.sqlite.unordered import unordered_models
from groundswell.people.models import Person, Session
from groundswell.project.attacks import dumps
from groundswell.project.attacks.browser import Lost
from groundswell.project.attacks.dumps import Difference, Row
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import COUNT_LIMIT, EXACT_LIMIT
from groundswell.project.attacks.suspects import Suspicion, mean

NAME = "two-dump difference"
ROUNDS = 2
# Added to a padded text: nonce and mark of a voice's box, or an answer's two sealed boxes. What is shorter is a key.
WRAPPINGS = (40, 96)
SHORTEST_TEXT = 200
# Two or three letters stand in a kilobyte of noise by chance.
SHORTEST_WORD = 6

type Act = Callable[[Person], object]


def attack(house: House, dice: random.Random, rounds: int = ROUNDS) -> list[Verdict]:
    """Let members speak, and use their ballots, in the browsers in which they are signed in."""
    for person in house.members:
        house.browser_of(person)
    spoken = compared(house.members, partial(_speak, house), dice, rounds)
    return spoken + compared(house.members[::2], partial(_answer, house), dice, 1, name=f"{NAME}, ballots")


def compared(members: list[Person], act: Act, dice: random.Random, rounds: int, *, name: str = NAME) -> list[Verdict]:
    """Let each member act so many times, one after another by chance, and compare the copies before and after."""
    everybody = frozenset(str(person.id) for person in members)
    suspicions, facts = [], 0
    turns = members * rounds
    dice.shuffle(turns)
    for person in turns:
        before = dumps.dump()
        act(person)
        changed = dumps.difference(before, dumps.dump())
        suspicions.append(Suspicion(str(person.id), named_in(changed, members), everybody))
        facts += len(beyond_a_ciphertext(changed))
    success, baseline = mean(each.success for each in suspicions), mean(each.baseline for each in suspicions)
    return [
        Verdict(name, "exact", success, baseline, EXACT_LIMIT, len(turns)),
        Verdict(f"{name}, beyond a ciphertext", "count", facts, 0, COUNT_LIMIT, len(turns)),
    ]


def named_in(changed: Difference, members: list[Person]) -> frozenset[str]:
    """Return the members of whom anything stands in what changed: id, address, name, or one of their sessions."""
    words = {str(person.id): _words_of(person) for person in members}
    return frozenset(person for person, each in words.items() if any(row.mentions(each) for row in changed.rows))


def _words_of(person: Person) -> list[str]:
    sessions = Session.objects.filter(person=person).values_list("session_key", flat=True)
    words = [person.id.hex, person.email, person.name, *sessions]
    return [word for word in words if len(word) >= SHORTEST_WORD]


def beyond_a_ciphertext(changed: Difference) -> list[str]:
    """Return what changed besides one more ciphertext of a bucket's size, and one ballot less, in unordered tables."""
    sealed = {model._meta.db_table for model in unordered_models()}  # noqa: SLF001 - Django's documented access
    ballots = [row for row in changed.went if row.table == Ballot._meta.db_table]  # noqa: SLF001 - as above
    found = [f"{row.table} lost a row" for row in changed.went if row not in ballots[:1]]
    found += [f"{row.table} has one more row" for row in changed.came if row.table not in sealed]
    return found + [f"{row.table}: {size} bytes" for row in changed.came for size in _odd_sizes(row)]


def _odd_sizes(row: Row) -> list[int]:
    sizes = [len(value) for _, value in row.values if isinstance(value, bytes) and len(value) > SHORTEST_TEXT]
    return [size for size in sizes if all(size - wrapping not in BUCKETS for wrapping in WRAPPINGS)]


def _speak(house: House, person: Person) -> None:
    browser = house.browser_of(person)
    browser.get("/")
    house.speak(browser, "The builds are red, and it is always me who mends them.")


def _answer(house: House, person: Person) -> None:
    browser = house.browser_of(person)
    browser.get("/")
    if house.answer(browser, house.ballot_of(person)).status != HTTPStatus.OK:
        raise Lost("The ballot was not counted.")
