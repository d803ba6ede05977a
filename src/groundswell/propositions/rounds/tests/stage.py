"""A round of the tests: opened, answered, closed and published by the product's own actions, each on its day."""

from datetime import timedelta

from groundswell.checkins.tests.stage import on
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.propositions.models import Round, SealedPhase
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.propositions.rounds.rules.sheets import Cast, Vote
from groundswell.propositions.rounds.sweeps import rounds


def prepared(by: Person, *, template: Template = Template.FULL, title: str = "Where do reviews wait?") -> Round:
    return actions.prepare_round(by=by, prepared=Prepared(title, "What would help most?", template))


def opened(by: Person, *, template: Template = Template.FULL) -> Round:
    return actions.open_round(by=by, found=prepared(by, template=template))


def link_of(found: Round, person: Person, phase: Phase = Phase.IDEAS) -> str:
    link = queries.link_of(person, found, phase)
    assert link is not None
    return link


def known(found: Round, person: Person, phase: Phase = Phase.IDEAS) -> Known:
    return actions.require_link(link_of(found, person, phase), phase)


def writes(found: Round, person: Person, *ideas: str) -> None:
    actions.write_ideas(known=known(found, person), ideas=ideas, done=None)


def votes(found: Round, person: Person, **cast: Vote) -> None:
    """Vote on statements by their place: `votes(round, bob, s0=Vote.AGREE)`."""
    book = {int(name.removeprefix("s")): Cast(vote) for name, vote in cast.items()}
    actions.vote_all(known=known(found, person, Phase.VOTES), votes=book)


def over(found: Round) -> Round:
    """Let the sweep come after the last day of the phase, and look on the day before it again."""
    found.refresh_from_db()
    assert found.closes_on is not None
    with on(found.closes_on + timedelta(days=1)):
        rounds()
    found.refresh_from_db()
    return found


def sealed(found: Round, phase: Phase) -> SealedPhase:
    return SealedPhase.objects.select_related("round").get(round=found, phase=phase)


def voting(by: Person, *statements: str) -> Round:
    """Return a round whose votes are open now, on these statements."""
    found = opened(by)
    for person in organisation():
        actions.write_ideas(known=known(found, person), ideas=[f"An idea of {person.name}"], done=None)
    rounds()
    found.refresh_from_db()
    assert found.phase == Phase.CLARIFY
    for text in statements or STATEMENTS:
        actions.add_statement(by=by, found=found, text=text)
    return actions.move_round(by=by, found=found, seen=Phase.CLARIFY)


def organisation() -> list[Person]:
    return list(people.active_people())


STATEMENTS = (
    "Reviews should come before new work.",
    "One person a cell looks at reviews each morning.",
    "A review may wait for two days.",
)
