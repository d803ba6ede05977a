"""What GitHub answers, as the records of questions.

Keys: `owner/name#12` for an issue, `owner/name/discussions/12` for a discussion, the same for its first message,
`issuecomment-7` and `discussioncomment-7` (as in addresses) for what follows; people by their login in small letters.
"""

from collections.abc import Iterable

from groundswell.connectors.reading import Row, inner, moment, rows, text, word, words_of
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

_OURS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
GHOST = "ghost"


def from_issues(found: Iterable[Row], repository: str, cursor: str = "") -> Batch:
    """Return issues as REST lists them; pull requests are none."""
    issues = [row for row in found if "pull_request" not in row and word(row, "number")]
    return Batch(
        authors=tuple(_author(inner(row, "user"), row.get("author_association"), row) for row in issues),
        items=tuple(item for row in issues if (item := _issue(row, repository)) is not None),
        messages=tuple(message for row in issues if (message := _opening(row, repository)) is not None),
        cursor=cursor,
    )


def from_comments(found: Iterable[Row], repository: str, cursor: str = "") -> Batch:
    """Return comments on issues as REST lists them."""
    comments = [row for row in found if "/issues/" in word(row, "html_url")]
    return Batch(
        authors=tuple(_author(inner(row, "user"), row.get("author_association"), row) for row in comments),
        messages=tuple(message for row in comments if (message := _comment(row, repository)) is not None),
        cursor=cursor,
    )


def from_discussions(found: Iterable[Row], repository: str, cursor: str = "") -> Batch:
    """Return discussions as GraphQL lists them, with all their comments and replies."""
    authors, items, messages = [], [], []
    for row in found:
        item = _discussion(row, repository)
        if item is None:
            continue
        items.append(item)
        for said, kind in [(row, Kind.OPENING), *((each, Kind.REPLY) for each in _said(row))]:
            authors.append(_graph_author(said))
            messages.append(_graph_message(said, item, kind))
    return Batch(authors=tuple(authors), items=tuple(items), messages=tuple(filter(None, messages)), cursor=cursor)


def key_of_issue(repository: str, number: object) -> str:
    """Return the key of an issue."""
    return f"{repository}#{number}"


def key_of_discussion(repository: str, number: object) -> str:
    """Return the key of a discussion."""
    return f"{repository}/discussions/{number}"


def _author(user: Row, association: object, row: Row) -> Author:
    login = word(user, "login") or GHOST
    return Author(
        key=login.lower(),
        name=word(user, "name", "login") or GHOST,
        handle=login,
        bot=user.get("type") == "Bot" or login.endswith("[bot]"),
        ours=True if association in _OURS else None,
        as_of=moment(row.get("updated_at")),
    )


def _issue(row: Row, repository: str) -> Item | None:
    opened = moment(row.get("created_at"))
    if opened is None:
        return None
    closed = moment(row.get("closed_at"))
    return Item(
        key=key_of_issue(repository, word(row, "number")),
        kind=ItemKind.ISSUE,
        title=word(row, "title"),
        address=word(row, "html_url"),
        opened_at=opened,
        author=(word(inner(row, "user"), "login") or GHOST).lower(),
        labels=words_of(row.get("labels")),
        closed_at=closed,
        resolved_at=closed if row.get("state_reason") == "completed" else None,
        as_of=moment(row.get("updated_at")),
    )


def _opening(row: Row, repository: str) -> Message | None:
    key, written = key_of_issue(repository, word(row, "number")), moment(row.get("created_at"))
    if written is None:
        return None
    author = (word(inner(row, "user"), "login") or GHOST).lower()
    # When an issue changed says nothing of its words, and REST does not say when these did.
    edited = moment(row.get("updated_at"))
    return Message(
        key=key, item=key, author=author, written_at=written, edited_at=edited, text=text(row, "body"),
        kind=Kind.OPENING,
    )  # fmt: skip  # as a record reads


def _comment(row: Row, repository: str) -> Message | None:
    written, number = moment(row.get("created_at")), word(row, "issue_url", "html_url").partition("/issues/")[2]
    number = number.partition("#")[0].partition("/")[0]
    if written is None or not number or not word(row, "id"):
        return None
    edited = moment(row.get("updated_at"))
    return Message(
        key=f"issuecomment-{word(row, 'id')}",
        item=key_of_issue(repository, number),
        author=(word(inner(row, "user"), "login") or GHOST).lower(),
        written_at=written,
        edited_at=edited if edited is not None and edited > written else None,
        text=text(row, "body"),
    )


def _discussion(row: Row, repository: str) -> Item | None:
    opened, answer = moment(row.get("createdAt")), word(inner(row, "answer"), "databaseId")
    if opened is None or not word(row, "number"):
        return None
    return Item(
        key=key_of_discussion(repository, word(row, "number")),
        kind=ItemKind.DISCUSSION,
        title=word(row, "title"),
        address=word(row, "url"),
        opened_at=opened,
        author=_login(row).lower(),
        labels=words_of([*rows(row, "labels", "nodes"), inner(row, "category")]),
        closed_at=moment(row.get("closedAt")),
        resolved_at=moment(row.get("answerChosenAt")),
        answered_by=f"discussioncomment-{answer}" if answer else "",
        as_of=moment(row.get("updatedAt")),
    )


def _said(row: Row) -> Iterable[Row]:
    for comment in rows(row, "comments", "nodes"):
        yield comment
        for reply in rows(comment, "replies", "nodes"):
            yield reply | {"reply_to": comment.get("databaseId")}


def _login(row: Row) -> str:
    return word(inner(row, "author"), "login") or GHOST


def _graph_author(row: Row) -> Author:
    login, author = _login(row), inner(row, "author")
    return Author(
        key=login.lower(),
        name=word(author, "name") or login,
        handle=login,
        bot=author.get("__typename") == "Bot",
        ours=True if row.get("authorAssociation") in _OURS else None,
        as_of=moment(row.get("lastEditedAt")) or moment(row.get("createdAt")),
    )


def _graph_message(row: Row, item: Item, kind: Kind) -> Message | None:
    written = moment(row.get("createdAt"))
    if written is None:
        return None
    before = word(row, "reply_to")
    return Message(
        key=item.key if kind is Kind.OPENING else f"discussioncomment-{word(row, 'databaseId')}",
        item=item.key,
        author=_login(row).lower(),
        written_at=written,
        edited_at=moment(row.get("lastEditedAt")),
        text=text(row, "body"),
        reply_to=f"discussioncomment-{before}" if before else "",
        kind=kind,
        answer=row.get("isAnswer") is True,
    )
