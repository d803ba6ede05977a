"""What Slack tells by itself (Events API): messages written, edited and deleted in the app's channels."""

import json
from collections.abc import Mapping

from groundswell.connectors.reading import Row, inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_slack
from groundswell.connectors.slack import api
from groundswell.questions.records import Batch


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether Slack signed these bytes, at most five minutes ago."""
    stamp = knock.headers.get("x-slack-request-timestamp", "")
    said = knock.headers.get("x-slack-signature", "")
    return is_slack(said, stamp=stamp, body=knock.body, secret=secret, now=knock.at)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return what an event says; one of a channel that is not read is an empty batch."""
    del kind
    event = inner(json.loads(body), "event")
    if word(event, "type") != "message" or word(event, "channel") not in opened.listed("channels"):
        return Batch()
    return api.from_event(event)


def reply(knock: Knock) -> Mapping[str, str] | None:
    """Return the challenge, by which Slack makes sure that the address is ours."""
    told = _told(knock)
    return {"challenge": word(told, "challenge")} if word(told, "type") == "url_verification" else None


def _told(knock: Knock) -> Row:
    try:
        return inner({"is": json.loads(knock.body)}, "is")
    except (ValueError, RecursionError):
        return {}


HOOK = Hook(is_signed=is_signed, read=read, name=lambda knock: word(_told(knock), "event_id"), reply=reply)
