"""What Mattermost tells by itself (outgoing webhooks of public channels). Its token is the proof; it signs nothing."""

import json
from urllib.parse import parse_qsl

from groundswell.connectors.mattermost import api
from groundswell.connectors.reading import Row, inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_token
from groundswell.questions.records import Batch


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether it carries the token that Mattermost made for this webhook."""
    return is_token(word(_told(knock.body), "token"), secret)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return the post, where its channel is read. Whether it answers another one, the next reading says."""
    del kind
    told = _told(body)
    if word(told, "channel_id") not in opened.listed("channels") or word(told, "root_id"):
        return Batch()
    stamp = word(told, "timestamp")
    post = {
        "id": told.get("post_id"),
        "user_id": told.get("user_id"),
        "message": told.get("text"),
        "create_at": int(stamp) if stamp.isdecimal() else None,
    }
    return api.from_posts([post], address=opened.address)


def _told(body: bytes) -> Row:
    """Return what is told, as JSON or as a form: whoever makes the webhook chooses."""
    try:
        return inner({"is": json.loads(body)}, "is")
    except (ValueError, RecursionError):
        return dict(parse_qsl(body.decode("utf-8", "replace")))


HOOK = Hook(is_signed=is_signed, read=read, name=lambda knock: word(_told(knock.body), "post_id"))
