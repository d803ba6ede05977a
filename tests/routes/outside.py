"""Places outside and what goes there: what their routes are about, and for whom it exists."""

from groundswell.connectors.announcing import actions as announcing
from groundswell.connectors.sending import actions, delivering
from groundswell.connectors.sending.models import Place
from groundswell.connectors.sending.rules import Kind, What
from tests.routes import epics, propositions, questions
from tests.routes.stage import ADVOCATES, Stage
from tests.routes.things import Make, Thing, thing_of

_PLANNING = ADVOCATES | {"mo"}


def _place(stage: Stage, kind: Kind = Kind.GITLAB) -> Place:
    told = {"name": "Ours", "address": "http://127.0.0.1:1", "spot": "tide/ops", "secret": "key", "branch": "main"}
    return actions.name_place(by=stage.cast.ada, kind=kind, **told)


def _places(stage: Stage) -> list[Thing]:
    return [thing_of("place", _place(stage).id, "ada")]


def _propositions(stage: Stage) -> list[Thing]:
    return [Thing(thing.arguments, ADVOCATES) for thing in propositions.BY_PLACE["propositions", "proposition"](stage)]


def _tickets(stage: Stage) -> list[Thing]:
    return [Thing(thing.arguments, keepers=_PLANNING) for thing in epics.BY_PLACE["epics", "ticket"](stage)]


def _sendings(stage: Stage) -> list[Thing]:
    """Return a ticket, for who plans; and the ask of a review, for the advocate."""
    [ticket] = _tickets(stage)
    about = ticket.arguments["ticket"]
    made = delivering.prepare(by=stage.cast.mo, place=_place(stage), what=What.TICKET, about=about)  # type: ignore[arg-type]
    review = propositions.sent(stage).id
    ask = delivering.prepare(by=stage.cast.alice, place=_place(stage, Kind.SLACK), what=What.ASK, about=review)
    return [thing_of("sending", made.id, *_PLANNING), thing_of("sending", ask.id, *ADVOCATES)]


def _hand_offs(stage: Stage) -> list[Thing]:
    return [Thing(thing.arguments, ADVOCATES) for thing in questions.BY_PLACE["questions", "hand_off"](stage)]


def _listeners(stage: Stage) -> list[Thing]:
    named = announcing.name_listener(by=stage.cast.ada, name="Ours", address="https://hooks.example.org/")
    return [thing_of("listener", named.listener.id, "ada")]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("outside", "place"): _places,
    ("outside", "proposition"): _propositions,
    ("outside", "ticket"): _tickets,
    ("outside", "hand_off"): _hand_offs,
    ("outside", "sending"): _sendings,
    ("webhooks", "listener"): _listeners,
}
