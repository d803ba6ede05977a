"""Side channels of notifications: who sees people's screens and letters looks for whom an answer was meant."""

import random
from collections import Counter
from collections.abc import Callable, Mapping

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit import clock
from groundswell.people.letter import composing
from groundswell.people.models import Person
from groundswell.project.attacks.browser import Visitor
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import EXACT_LIMIT
from groundswell.project.attacks.suspects import Suspicion, mean, odd_ones_out
from groundswell.voices import actions
from groundswell.voices.models import Voice

NAME = "notification side channels"
ROUNDS = 6
PAGES = ("/", "/waiting/", "/mine/", "/concerns/")

type Act = Callable[[Person], object]


def attack(house: House, dice: random.Random, rounds: int = ROUNDS) -> Verdict:
    """Let members speak in their browsers, let the desk answer, and look at everybody's pages, letters and mails."""
    visitors: dict[Person, Visitor] = {person: house.browser_of(person) for person in house.members}

    def mails(person: Person) -> object:
        files = (house.folder / "mail").glob("*")
        return sum(file.read_bytes().count(person.email.encode()) for file in files)

    return watched(visitors, lambda person: _answered(house, person), mails, dice, rounds)


def watched(
    visitors: Mapping[Person, Visitor], act: Act, mails: Callable[[Person], object], dice: random.Random, rounds: int
) -> Verdict:
    """Let something be answered to a random member in each round; suspect those whose pages changed as few others'."""
    everybody = frozenset(str(person.id) for person in visitors)
    suspicions = []
    for _ in range(rounds):
        author = dice.choice(list(visitors))
        before = {person: shown_to(person, visitor, mails) for person, visitor in visitors.items()}
        act(author)
        signs = {
            str(person.id): changes(before[person], shown_to(person, visitor, mails))
            for person, visitor in visitors.items()
        }
        suspicions.append(Suspicion(str(author.id), odd_ones_out(signs), everybody))
    success, baseline = mean(each.success for each in suspicions), mean(each.baseline for each in suspicions)
    return Verdict(NAME, "exact", success, baseline, EXACT_LIMIT, rounds)


def shown_to(person: Person, visitor: Visitor, mails: Callable[[Person], object]) -> Counter[str]:
    """Return the words that stand on somebody's pages and in their next letter, without their name, and their mails."""
    text = " ".join(visitor.get(page).words for page in PAGES)
    text += f" {composing.text_for(person, None, clock.today())} mails:{mails(person)}"
    return Counter(text.replace(person.name, "NAME").split())


def changes(before: Counter[str], after: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return which words came and which went, and how often."""
    return tuple(sorted((word, after[word] - before[word]) for word in before | after if after[word] != before[word]))


def _answered(house: House, author: Person) -> None:
    known = set(Voice.objects.values_list("id", flat=True))
    house.speak(house.browser_of(author), "Whose answer is this?")
    (voice,) = Voice.objects.exclude(id__in=known).values_list("id", flat=True)
    actions.reader_writes(voice_id=voice, unlocked=house.desks[0], text="An answer.")
