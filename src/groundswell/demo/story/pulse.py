"""The check-ins: one asked and shown in each of the first two sprints, and one that is open this week."""

from uuid import uuid4

from groundswell.checkins import actions, queries, sweeps
from groundswell.checkins.actions import planning
from groundswell.checkins.actions.planning import PlanChoice
from groundswell.checkins.rules.answers import Said, asks_cause
from groundswell.checkins.rules.periods import Word
from groundswell.demo.story.telling import Teller
from groundswell.people.models import Person

# What people of the story would say, by sprint; who is not named does not answer. Below 5: why, where they say it.
# fmt: off
RATINGS = {
    254: {
        "anouk": 4, "davi": 7, "esi": 8, "jonas": 6, "lina": 7, "marek": 3, "maren": 6,
        "bruno": 5, "chidi": 4, "freya": 6, "hana": 7, "milo": 5, "rosa": 4, "amir": 3,
        "greta": 7, "kofi": 8, "nadia": 4, "oskar": 8, "sven": 7, "wim": 5, "ines": 8,
        "tomas": 6, "pia": 8,
    },
    255: {
        "anouk": 5, "davi": 7, "esi": 8, "jonas": 7, "lina": 8, "marek": 4, "maren": 6,
        "tara": 6, "bruno": 7, "chidi": 5, "freya": 7, "hana": 7, "milo": 7, "rosa": 6,
        "amir": 2, "greta": 7, "kofi": 7, "nadia": 6, "oskar": 8, "sven": 8, "ines": 8,
        "tomas": 7,
    },
    256: {
        "davi": 7, "lina": 8, "bruno": 8, "hana": 7, "greta": 7, "sven": 8,
    },
}
# fmt: on
CAUSES = {
    "anouk": Word.PROCESS,
    "marek": Word.PROCESS,
    "chidi": Word.PROCESS,
    "rosa": Word.BOTH,
    "amir": Word.PROCESS,
    "nadia": Word.PROCESS,
}
# Saltmarsh asks in the middle of a sprint, and leaves it open over the week that follows.
MILESTONE, DAYS_OPEN = "mid-sprint update", 8


def first_asked(teller: Teller) -> None:
    """Choose when to ask, and ask for the first time."""
    with teller.on(254, 6, 10):
        chosen = PlanChoice(
            is_on=True, milestone=MILESTONE, days_open=DAYS_OPEN, every_sprints=1, k=queries.plan().k, is_public=False
        )
        planning.change_plan(by=teller.people["pia"], chosen=chosen)
    _ask(teller, 254)


def first_shown(teller: Teller) -> None:
    """Publish what may be published of the first."""
    _show(teller, 254, on=(255, 3))


def second_asked(teller: Teller) -> None:
    """Ask again."""
    _ask(teller, 255)


def second_shown(teller: Teller) -> None:
    """Publish what may be published of the second: now there are differences to guard."""
    _show(teller, 255, on=(256, 3))


def third_asked(teller: Teller) -> None:
    """Leave one open, for whoever tries the demo."""
    _ask(teller, 256, day=8)


def _ask(teller: Teller, sprint: int, *, day: int = 7) -> None:
    with teller.on(sprint, day, 17):
        sweeps.check_ins()
    with teller.on(sprint, 8, 18):
        for key, rating in RATINGS[sprint].items():
            _answer(teller.people[key], rating, CAUSES.get(key))


def _answer(person: Person, rating: int, cause: Word | None) -> None:
    period = queries.period_open()
    link = queries.link_of(person, period) if period else None
    if period is None or link is None:
        raise LookupError(person.name)
    item = queries.item(period.item, period.item_version)
    choice = item.options[(rating * 7) % len(item.options)][0] if item else None
    _, known = actions.require_link(link)
    said = Said(rating, cause=cause if asks_cause(rating) else None, item=str(item) if item else "", choice=choice)
    actions.answer(known=known, said=said, identity=uuid4())


def _show(teller: Teller, sprint: int, *, on: tuple[int, int]) -> None:
    with teller.on(*on, 9):
        sweeps.check_ins()
        actions.release_check_in(unlocked=teller.desks["maren"], sprint=sprint)
