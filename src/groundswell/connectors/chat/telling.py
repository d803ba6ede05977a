"""Answers to direct messages: kept sealed until a worker writes them, and gone before they are written.

The answer holds no word of whoever asked; the conversation that it belongs to is an account, so no copy of the database
names it, and nothing says when it was.
"""

import json

from django.db import transaction

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.asker import Asker
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.asking.places import Place
from groundswell.connectors.chat import queries
from groundswell.connectors.chat.models import Door, Reply
from groundswell.connectors.chat.rules import Kind, padded
from groundswell.connectors.mattermost.client import PACE, Mattermost
from groundswell.connectors.mattermost.direct import ANSWERS
from groundswell.connectors.shape import Opened

SLACK = "https://slack.com"
# Every answer of ours fits, so that its size tells nothing.
_SIZE = 8 * 1024


def tell_later(door: Door, conversation: str, text: str, *, message: str = "", thread: str = "") -> None:
    """Keep an answer for the conversation that it belongs to.

    `message` is what it answers, and `thread` where that stands, as Mattermost names them.
    """
    told = json.dumps([conversation, text, message, thread])
    reply = Reply(door=door)
    reply.sealed = secrets.closed(padded(told, _SIZE), of=f"reply {reply.id}")
    reply.save(force_insert=True)


def tell() -> int:
    """Write the answers that wait, each tried once; return how many stand there."""
    return sum(_tell(reply) for reply in Reply.objects.select_related("door"))


def _tell(reply: Reply) -> bool:
    with transaction.atomic():
        gone, _rows = Reply.objects.filter(id=reply.id).delete()
    found = queries.door(reply.door_id)
    token = token_of(found) if found is not None else ""
    if not gone or found is None or not token:
        return False
    try:
        conversation, text, message, thread = json.loads(secrets.opened(reply.sealed, of=f"reply {reply.id}"))
        if found.kind == Kind.MATTERMOST:
            chat = Mattermost(opened(found, token))
            with chat.ask:
                chat.say(conversation, text, thread=thread, props={ANSWERS: message})
            return True
        return _in_slack(token, conversation, text)
    except (Unanswered, secrets.Unopenable, ValueError):
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
