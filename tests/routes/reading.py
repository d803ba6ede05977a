"""Reading by machine, and its keys: what their routes are about, and for whom it exists."""

from groundswell.connectors.api import actions
from tests.routes import propositions
from tests.routes.stage import Stage
from tests.routes.things import Make, Thing, thing_of


def _keys(stage: Stage) -> list[Thing]:
    made = [actions.make_key(by=stage.person(name), name="", days=30).key for name in ("bob", "alice")]
    return [thing_of("key", made[0].id, "bob"), thing_of("key", made[1].id, "alice")]


def _for_no_session(name: str) -> Make:
    """Return a thing that exists for nobody who comes without a key: whether it is there cannot be told."""

    def things(stage: Stage) -> list[Thing]:
        made = propositions.BY_PLACE["propositions", "proposition"](stage)[0].arguments["proposition"]
        return [Thing({name: made}, frozenset(), frozenset())]

    return things


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("keys", "key"): _keys,
    ("api", "concern_id"): _for_no_session("concern_id"),
    ("api", "proposition_id"): _for_no_session("proposition_id"),
}
