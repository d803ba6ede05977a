"""Propositions, their parts, answers, reviews and statements: what their routes are about, and for whom it exists."""

from datetime import timedelta
from uuid import UUID

from groundswell.kit import clock
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision, Proposition, ReviewAsk
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.closed import link_of
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import Answer
from groundswell.propositions.proposing.tests.conftest import begun, hear_all, publish, reviewed
from groundswell.register import actions as register
from groundswell.register.models import Perspective
from groundswell.register.tests.conftest import published
from tests.routes.stage import ADVOCATES, MEMBERS, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of


def _made(stage: Stage, *, out: bool = True) -> tuple[Proposition, Perspective]:
    """Return a proposition about a concern with a perspective, both of which everybody reads."""
    by = stage.cast.alice
    raised = register.raise_concern(by=by, title="Reviews wait", audience=Audience.ADVOCATE)
    concern = published(raised, Audience.ORGANISATION, by=by)
    noted = register.note_perspective(by=by, position="It depends", concern=concern, audience=Audience.ADVOCATE)
    view = published(noted, Audience.ORGANISATION, by=by)
    made = begun(by, concern)
    if out:
        publish(by, made)
    return made, view


def sent(stage: Stage) -> Proposition:
    """Return a proposition in review, to which Bob objects."""
    made, _view = _made(stage)
    hear_all(stage.cast.alice, made)
    actions.send_review(
        by=stage.cast.alice,
        proposition=made,
        deadline=clock.today() + timedelta(days=5),
        minutes=1,
        reason="To try it.",
        in_tracker=True,
    )
    actions.answer_review(ask=_ask(stage, made), answer=Answer.OBJECTION, words="It costs too much.")
    return made


def _ask(stage: Stage, made: Proposition) -> ReviewAsk:
    return ReviewAsk.objects.get(person=stage.cast.bob, review=made.id)


def _propositions(stage: Stage) -> list[Thing]:
    """Return one that was published, and a draft."""
    return [
        Thing({"proposition": _made(stage)[0].id}),
        thing_of("proposition", _made(stage, out=False)[0].id, *ADVOCATES),
    ]


def _published(stage: Stage) -> list[Thing]:
    return [Thing({"proposition": _made(stage)[0].id})]


def _in_review(stage: Stage) -> list[Thing]:
    return [Thing({"proposition": sent(stage).id})]


def _sides(stage: Stage) -> list[Thing]:
    made, view = _made(stage)
    draft, other = _made(stage, out=False)
    return [
        Thing({"proposition": made.id, "item": view.id}),
        thing_of("proposition", draft.id, *ADVOCATES, item=other.id),
    ]


def _exports(stage: Stage) -> list[Thing]:
    return [Thing({"proposition": _made(stage)[0].id, "form": "forum"})]


def _outside(stage: Stage) -> list[Thing]:
    return [thing_of("proposition", _made(stage)[0].id, *ADVOCATES)]


def _tickets(stage: Stage) -> list[Thing]:
    return [thing_of("proposition", sent(stage).id, *ADVOCATES, form="jira")]


def _parts(stage: Stage) -> list[Thing]:
    return [thing_of("part", _made(stage)[0].parts.get().id, *ADVOCATES)]


def _decisions(stage: Stage) -> list[Thing]:
    return [thing_of("decision", _decided(stage).id, *ADVOCATES)]


def _decided(stage: Stage) -> Decision:
    made = _made(stage)[0]
    reviewed(stage.cast.alice, made)
    return actions.decide_part(
        by=stage.cast.alice,
        part=made.parts.get(),
        outcome=Outcome.YES,
        reason="It costs little.",
        decider=stage.cast.mo,
        review_on=clock.today() + timedelta(days=28),
    )


def _objections(stage: Stage) -> list[Thing]:
    return [thing_of("ask", _ask(stage, sent(stage)).id, *ADVOCATES)]


def _statements(stage: Stage) -> list[Thing]:
    return [Thing({"statement": _statement(stage)}, MEMBERS, ADVOCATES)]


def _statement(stage: Stage) -> UUID:
    return actions.write_statement(by=stage.cast.alice, words="We cannot work at night.").id


def _links(stage: Stage) -> list[Thing]:
    return [thing_of("link", link_of(_ask(stage, sent(stage)).id), *VISITORS)]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("propositions", "proposition"): _propositions,
    ("propositions", "proposition", "item"): _sides,
    ("propositions", "part"): _parts,
    ("propositions", "decision"): _decisions,
    ("propositions", "ask"): _objections,
    ("propositions", "statement"): _statements,
    ("r", "link"): _links,
}
BY_NAME: dict[str, Make] = {
    "propositions:changes": _published,
    "propositions:answer": _in_review,
    "propositions:end_objection": _in_review,
    "propositions:say_which": _in_review,
    "propositions:export": _exports,
    "propositions:outside": _outside,
    "propositions:tickets": _tickets,
}
