"""What a worker does: it answers direct messages. The answer holds no word of whoever asked."""

import json
from uuid import UUID

from django.tasks import task

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.asker import Asker
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.chat import queries

SLACK = "https://slack.com"


@task
def tell_back(door: str, conversation: str, text: str) -> bool:
    """Write an answer into the conversation that it belongs to; return whether it stands there. It is tried once."""
    found = queries.door(UUID(door))
    if found is None:
        return False
    try:
        token = secrets.opened(found.bot, of=f"bot {found.id}")
    except secrets.Unopenable:
        return False
    if not token:
        return False
    body = {"channel": conversation, "text": text, "unfurl_links": False}
    try:
        with Asker(SLACK, headers={"Authorization": f"Bearer {token}"}, has_key=True) as asker:
            answer = asker.send("/api/chat.postMessage", body)
            return bool(json.loads(answer.body).get("ok"))
    except (Unanswered, ValueError):
        return False
