"""What Jira tells by itself: a webhook that an administrator made with a secret."""

import json

from groundswell.connectors.jira import api
from groundswell.connectors.jira.client import comments_of
from groundswell.connectors.reading import inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_hex
from groundswell.questions.records import Batch, Gone


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether Jira signed these bytes."""
    return is_hex(knock.headers.get("x-hub-signature", ""), knock.body, secret)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return what an event says; one of a project that is not read is an empty batch."""
    del kind
    told = json.loads(body)
    event, issue, comment = word(told, "webhookEvent"), inner(told, "issue"), inner(told, "comment")
    if word(issue, "key").partition("-")[0] not in opened.listed("projects"):
        return Batch()
    if event == "jira:issue_deleted":
        return Batch(gone=(Gone(key=word(issue, "key"), of="item"),))
    if event == "comment_deleted":
        return Batch(gone=(Gone(key=f"comment-{word(comment, 'id')}", of="message"),))
    comments = [comment] if comment else comments_of(issue)[0]
    return api.from_issues([(issue, comments)], opened.address)


HOOK = Hook(
    is_signed=is_signed,
    read=read,
    name=lambda knock: knock.headers.get("x-atlassian-webhook-identifier", ""),
)
