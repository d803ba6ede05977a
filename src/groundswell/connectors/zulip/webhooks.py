"""What Zulip tells by itself (an outgoing webhook bot): messages that name the bot. The bot's token is the proof."""

import json

from groundswell.connectors.reading import Row, inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_token
from groundswell.connectors.zulip import api
from groundswell.questions.records import Batch


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether it carries the bot's token; Zulip signs nothing."""
    return is_token(word(_told(knock.body), "token"), secret)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return the message that named the bot, where its channel is read."""
    del kind
    message, channels = inner(_told(body), "message"), opened.listed("channels")
    if channels and message.get("display_recipient") not in channels:
        return Batch()
    return api.from_messages([message | {"realm": opened.address.rstrip("/")}])


def _told(body: bytes) -> Row:
    try:
        return inner({"is": json.loads(body)}, "is")
    except (ValueError, RecursionError):
        return {}


HOOK = Hook(is_signed=is_signed, read=read, name=lambda knock: word(inner(_told(knock.body), "message"), "id"))
