"""Chats as a door: what their routes are about, and for whom it exists."""

from groundswell.connectors.chat import actions
from groundswell.connectors.chat.models import Account, Door
from groundswell.connectors.chat.rules import Kind
from tests.routes.stage import Stage
from tests.routes.things import Make, Thing, thing_of


def _door(stage: Stage) -> Door:
    return actions.open_door(by=stage.cast.ada, kind=Kind.SLACK, name="Ours", secret="not shown")


def _doors(stage: Stage) -> list[Thing]:
    return [thing_of("door", _door(stage).id, "ada")]


def _called(stage: Stage) -> list[Thing]:
    """Return a door that exists for nobody who cannot prove to be the chat."""
    return [Thing({"door": _door(stage).id}, frozenset(), frozenset())]


def _accounts(stage: Stage) -> list[Thing]:
    code = actions.make_code(by=stage.cast.bob)
    actions.link_account(door=_door(stage), account="U1", code=code)
    return [thing_of("account", Account.objects.get(person=stage.cast.bob).id, "bob")]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("chat", "door"): _doors,
    ("chat", "account"): _accounts,
}
BY_NAME: dict[str, Make] = {
    "chat:command": _called,
    "chat:events": _called,
}
