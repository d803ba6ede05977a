"""What GitLab tells by itself: issues and notes. Signed as Standard Webhooks say, or with the older plain token."""

import json

from groundswell.connectors.gitlab import api
from groundswell.connectors.reading import inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_standard, is_token
from groundswell.questions.records import Batch


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether GitLab signed these bytes; without a signature, whether it carries the token."""
    said = knock.headers.get("webhook-signature", "")
    if not said:
        return is_token(knock.headers.get("x-gitlab-token", ""), secret)
    name, stamp = knock.headers.get("webhook-id", ""), knock.headers.get("webhook-timestamp", "")
    return is_standard(said, name=name, stamp=stamp, body=knock.body, secret=secret, now=knock.at)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return what an event says; one of a project that is not read, or about something confidential, is empty."""
    told = json.loads(body)
    full = word(inner(told, "project"), "path_with_namespace").lower()
    project = next((each for each in opened.listed("projects") if each.lower() == full), "")
    about, author = inner(told, "object_attributes"), inner(told, "user")
    if not project or kind.startswith("Confidential"):
        return Batch()
    if kind == "Note Hook" and word(about, "noteable_type") == "Issue":
        return api.from_note(about, author, word(inner(told, "issue"), "iid"), project)
    # Who acted is named here, and not who wrote the issue: only a new one is by whoever acted.
    if kind == "Issue Hook" and word(about, "action") == "open":
        return api.from_issues([(about | {"author": author, "labels": inner(told).get("labels")}, ())], project)
    return Batch()


HOOK = Hook(
    is_signed=is_signed,
    read=read,
    name=lambda knock: knock.headers.get("webhook-id") or knock.headers.get("x-gitlab-event-uuid", ""),
    kind=lambda knock: knock.headers.get("x-gitlab-event", ""),
)
