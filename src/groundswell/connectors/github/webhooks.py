"""What GitHub tells by itself: issues, comments and discussions."""

import json
from collections.abc import Callable

from groundswell.connectors.github import api
from groundswell.connectors.reading import Row, inner, word
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.signing import is_hex
from groundswell.questions.records import Batch, Gone

_LEAVES = frozenset({"deleted", "transferred"})


def is_signed(knock: Knock, secret: str) -> bool:
    """Tell whether GitHub signed these bytes."""
    return is_hex(knock.headers.get("x-hub-signature-256", ""), knock.body, secret)


def read(kind: str, body: bytes, opened: Opened) -> Batch:
    """Return what an event says; one of a repository that is not read is an empty batch."""
    told = json.loads(body)
    full = word(inner(told, "repository"), "full_name").lower()
    name = next((each for each in opened.listed("repositories") if each.lower() == full), "")
    event = _EVENTS.get(kind)
    if not name or event is None:
        return Batch()
    gone, read_event = event
    if inner(told).get("action") in _LEAVES:
        return Batch(gone=(gone(told, name),))
    return read_event(told, name)


def _comment(told: Row, repository: str) -> Batch:
    comment = inner(told, "comment")
    said = _as_graph(comment) | {"databaseId": comment.get("id")}
    return api.from_discussions([_as_graph(inner(told, "discussion")) | {"comments": {"nodes": [said]}}], repository)


def _as_graph(row: Row) -> Row:
    """Return a row of a webhook with the names of GraphQL."""
    user, answer = inner(row, "user"), word(row, "answer_html_url").partition("#discussioncomment-")[2]
    edited = row.get("updated_at") if row.get("updated_at") != row.get("created_at") else None
    return {
        **{name: row.get(name) for name in ("number", "title", "body")},
        "url": row.get("html_url"),
        "createdAt": row.get("created_at"),
        "updatedAt": row.get("updated_at"),
        # A discussion changes with every comment; only of comments it says when their words did.
        "lastEditedAt": None if "number" in row else edited,
        "closedAt": row.get("closed_at"),
        "answerChosenAt": row.get("answer_chosen_at"),
        "answer": {"databaseId": answer} if answer else None,
        "author": {"login": user.get("login"), "__typename": user.get("type")},
        "authorAssociation": row.get("author_association"),
        "category": row.get("category"),
        "labels": {"nodes": row.get("labels")},
        "reply_to": row.get("parent_id"),
    }


type _Event = tuple[Callable[[Row, str], Gone], Callable[[Row, str], Batch]]
# Of each event: what is gone when it says so, and what it says otherwise.
_EVENTS: dict[str, _Event] = {
    "issues": (
        lambda told, name: Gone(key=api.key_of_issue(name, word(inner(told, "issue"), "number")), of="item"),
        lambda told, name: api.from_issues([inner(told, "issue")], name),
    ),
    "issue_comment": (
        lambda told, _name: Gone(key=f"issuecomment-{word(inner(told, 'comment'), 'id')}", of="message"),
        lambda told, name: api.from_comments([inner(told, "comment")], name),
    ),
    "discussion": (
        lambda told, name: Gone(key=api.key_of_discussion(name, word(inner(told, "discussion"), "number")), of="item"),
        lambda told, name: api.from_discussions([_as_graph(inner(told, "discussion"))], name),
    ),
    "discussion_comment": (
        lambda told, _name: Gone(key=f"discussioncomment-{word(inner(told, 'comment'), 'id')}", of="message"),
        _comment,
    ),
}
HOOK = Hook(
    is_signed=is_signed,
    read=read,
    name=lambda knock: knock.headers.get("x-github-delivery", ""),
    kind=lambda knock: knock.headers.get("x-github-event", ""),
)
