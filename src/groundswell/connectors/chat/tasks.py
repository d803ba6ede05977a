"""What a worker does: it answers direct messages. The answer holds no word of whoever asked."""

import json
from uuid import UUID

from django.tasks import task

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.asker import Asker
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.asking.places import Place
from groundswell.connectors.chat import queries
from groundswell.connectors.chat.models import Door
from groundswell.connectors.chat.rules import Kind
from groundswell.connectors.mattermost.client import PACE, Mattermost
from groundswell.connectors.mattermost.direct import ANSWERS
from groundswell.connectors.shape import Opened

SLACK = "https://slack.com"


@task
def tell_back(door: str, conversation: str, text: str, message: str = "", thread: str = "") -> bool:
    """Write an answer into the conversation that it belongs to; return whether it stands there. It is tried once.

    `message` is what it answers, and `thread` where that stands, as Mattermost names them.
    """
    found = queries.door(UUID(door))
    token = token_of(found) if found is not None else ""
    if found is None or not token:
        return False
    try:
        if found.kind == Kind.MATTERMOST:
            chat = Mattermost(opened(found, token))
            with chat.ask:
                chat.say(conversation, text, thread=thread, props={ANSWERS: message})
            return True
        return _in_slack(token, conversation, text)
    except (Unanswered, ValueError):
        return False


def token_of(door: Door) -> str:
    """Return the token of the bot; "" where there is none, or none that this installation can open."""
    try:
        return secrets.opened(door.bot, of=f"bot {door.id}")
    except secrets.Unopenable:
        return ""


def opened(door: Door, token: str) -> Opened:
    """Return a door of Mattermost as it is asked. Raises Unanswered for an address that is none."""
    return Opened(address=door.address, key=token, pace=PACE, may_be_inside=is_named(Place.of(door.address)))


def _in_slack(token: str, conversation: str, text: str) -> bool:
    body = {"channel": conversation, "text": text, "unfurl_links": False}
    with Asker(SLACK, headers={"Authorization": f"Bearer {token}"}, has_key=True) as asker:
        answer = asker.send("/api/chat.postMessage", body)
        return bool(json.loads(answer.body).get("ok"))
