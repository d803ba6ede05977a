"""What Jira answers, as the records of questions. Keys: `ABC-12`, and `comment-7`; people by account id, or name."""

from collections.abc import Iterable

from groundswell.connectors.reading import Row, inner, moment, opening_of, text, word, words_of
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message


def from_issues(found: Iterable[tuple[Row, Iterable[Row]]], address: str, cursor: str = "") -> Batch:
    """Return issues, each with its comments. Text is wiki text: version 2 of the interface gives it."""
    authors: dict[str, Author] = {}
    items, messages = [], []
    for issue, comments in found:
        item = _item(issue, address)
        if item is None:
            continue
        items.append(item)
        messages.append(opening_of(item, text(inner(issue, "fields"), "description")))
        for person in (inner(issue, "fields", "reporter"), *(inner(row, "author") for row in comments)):
            authors[key_of(person)] = _author(person)
        messages += [message for row in comments if (message := _comment(row, item.key)) is not None]
    return Batch(authors=tuple(authors.values()), items=tuple(items), messages=tuple(messages), cursor=cursor)


def key_of(person: Row) -> str:
    """Return by what somebody is known: the account of Cloud, the key or name of Data Center."""
    return word(person, "accountId", "key", "name") or "unknown"


def _author(person: Row) -> Author:
    return Author(
        key=key_of(person),
        name=word(person, "displayName", "name"),
        handle=word(person, "name"),
        address=word(person, "emailAddress"),
        bot=word(person, "accountType") == "app",
    )


def _item(issue: Row, address: str) -> Item | None:
    fields, key = inner(issue, "fields"), word(issue, "key")
    opened = moment(fields.get("created"))
    if not key or opened is None:
        return None
    done = inner(fields, "status", "statusCategory").get("key") == "done"
    resolved = moment(fields.get("resolutiondate"))
    changed = moment(fields.get("updated"))
    return Item(
        key=key,
        kind=ItemKind.ISSUE,
        title=word(fields, "summary"),
        address=f"{address.rstrip('/')}/browse/{key}",
        opened_at=opened,
        author=key_of(inner(fields, "reporter")),
        labels=words_of([*_listed(fields.get("labels")), inner(fields, "project")]),
        closed_at=resolved or (changed if done else None),
        resolved_at=resolved,
        as_of=changed,
    )


def _comment(row: Row, issue: str) -> Message | None:
    written, number = moment(row.get("created")), word(row, "id")
    if written is None or not number:
        return None
    edited = moment(row.get("updated"))
    # A comment for a role or a group, or inside a service desk, was not said to whoever asked.
    inside = bool(inner(row, "visibility")) or row.get("jsdPublic") is False
    return Message(
        key=f"comment-{number}",
        item=issue,
        author=key_of(inner(row, "author")),
        written_at=written,
        edited_at=edited if edited is not None and edited > written else None,
        text=text(row, "body"),
        kind=Kind.ASIDE if inside else Kind.REPLY,
    )


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []
