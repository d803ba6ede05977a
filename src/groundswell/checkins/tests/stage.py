"""A check-in of the tests: opened, answered, closed and released by the product's own actions, each on its day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from groundswell.checkins import actions, queries, sealing
from groundswell.checkins.models import Period
from groundswell.checkins.queries import ballots
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.periods import Opening
from groundswell.checkins.sweeps import check_ins
from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_secret
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions as people
from groundswell.people import queries as organisation
from groundswell.people.models import Cell, Person
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked

WORDS = "lamp otter seven gravel"


@dataclass(frozen=True)
class Desks:
    """Both desks, open."""

    alice: Unlocked
    otto: Unlocked


def opened_desk(reader: Person) -> Unlocked:
    """Set up a reader's desk and open it."""
    return Unlocked(reader, keys.set_up(reader=reader, words=WORDS, cost=Cost.MINIMUM).pairs)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let it be noon of a day."""
    with clock.held_at(datetime.combine(day, time(12), UTC)):
        yield


def milestone(sprints: int = 0) -> date:
    """Return the day of the end-of-sprint update of this sprint, or of one that many sprints later."""
    return milestone_named("end-of-sprint update", sprints)


def milestone_named(name: str, sprints: int = 0) -> date:
    """Return the day of a milestone of this sprint, or of one that many sprints later."""
    calendar = organisation.calendar()
    sprint = calendar.sprint_of(clock.today())
    for _ in range(sprints):
        sprint = calendar.after(sprint)
    return dict(sprint.milestones)[name]


def opened(day: date | None = None) -> Period:
    """Let the sweep open the check-in of a milestone's day."""
    with on(day or milestone()):
        check_ins()
        period = queries.period_open()
    assert period is not None, queries.opening_due(day or milestone())
    return period


def closed(period: Period) -> Period:
    """Let the sweep close a check-in."""
    with on(period.closes_on + timedelta(days=1)):
        check_ins()
    period.refresh_from_db()
    return period


def released(period: Period, desk: Unlocked) -> Period:
    """Open a check-in's answers at a desk, on the day on which it closed."""
    assert period.closed_on is not None
    with on(period.closed_on):
        actions.release_check_in(unlocked=desk, sprint=period.sprint)
    period.refresh_from_db()
    return period


def link_of(period: Period, person: Person) -> str:
    """Return a person's link, as the letter has it."""
    link = ballots.link_of(person, period)
    assert link is not None
    return link


def answers(period: Period, person: Person, rating: int = 7, **said: object) -> None:
    """Let a person answer."""
    link, known = actions.require_link(link_of(period, person))
    nonce = new_secret()[:16]
    actions.answer(known=known, said=Said(rating, **said), identity=sealing.answer_id(nonce, link.code))  # type: ignore[arg-type]


def people_of(cell: Cell | None, count: int, word: str) -> list[Person]:
    """Add people to the organisation, each in the cell from the beginning."""
    day = clock.today() - timedelta(days=28)
    made = []
    for number in range(count):
        name = f"{word} {number}"
        person = people.add_person(by=None, name=name, email=f"{word}{number}@example.org", joined_on=day)
        if cell is not None:
            people.move_to_cell(by=None, person=person, cell=cell, day=day)
        made.append(person)
    return made


def opening(sprint: int, day: date, days: int = 7) -> Opening:
    """Return an opening by hand."""
    return Opening(sprint, day, day + timedelta(days=days - 1))
