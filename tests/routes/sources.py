"""Sources that are read live, for the matrix of routes."""

from groundswell.connectors.sources import actions
from groundswell.connectors.sources.actions import SourceWords
from groundswell.connectors.sources.kinds import CONNECTORS
from tests.routes.stage import ADVOCATES, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of


def _sources(stage: Stage, name: str = "A connected forum") -> list[Thing]:
    words = SourceWords(name=name, address="https://forum.invalid", hook="s3cret")
    made = actions.connect_source(by=stage.cast.ada, connector=CONNECTORS["discourse"], words=words)
    return [thing_of("source", made, *ADVOCATES, "ada")]


def _kinds(stage: Stage) -> list[Thing]:
    del stage
    return [thing_of("kind", "discourse", *ADVOCATES, "ada")]


def _doors(stage: Stage) -> list[Thing]:
    return [Thing(thing.arguments, frozenset(VISITORS)) for thing in _sources(stage, "Another forum")]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("sources", "source"): _sources,
    ("sources", "kind"): _kinds,
    ("in", "source"): _doors,
}
