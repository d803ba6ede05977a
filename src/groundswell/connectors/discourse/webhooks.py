"""What a forum tells by itself: posts and topics that are new, changed, solved or gone."""

import json

from groundswell.connectors.discourse import api
from groundswell.connectors.reading import Row, inner, moment, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_hex
from groundswell.questions.records import Batch, Gone


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether the forum signed these bytes."""
    return is_hex(knock.headers.get("x-discourse-event-signature", ""), knock.body, secret)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return what an event says; one that is about nothing of ours is an empty batch. Raises ValueError for no JSON."""
    told = json.loads(body)
    post, topic, solved = inner(told, "post"), inner(told, "topic"), inner(told, "solved")
    if kind == "post_destroyed":
        return Batch(gone=(_gone(post, "message"),)) if word(post, "id") else Batch()
    if kind == "topic_destroyed":
        return Batch(gone=(_gone(topic, "item"),)) if word(topic, "id") else Batch()
    if topic:
        return api.from_topic(topic, opened.address)
    return api.from_posts([each for each in (post, solved) if each], opened.address)


def _gone(row: Row, of: str) -> Gone:
    return Gone(key=word(row, "id"), of=of, at=moment(row.get("deleted_at")) or moment(row.get("updated_at")))


HOOK = Hook(
    is_signed=is_signed,
    read=read,
    name=lambda knock: knock.headers.get("x-discourse-event-id", ""),
    kind=lambda knock: knock.headers.get("x-discourse-event", ""),
)
