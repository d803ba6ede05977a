"""What GitLab answers, as the records of questions.

Keys: `group/project#12` for an issue and its first message, `note_7` (as in addresses) for what follows; people by
their user name in small letters.
"""

from collections.abc import Iterable

from groundswell.connectors.reading import Row, inner, moment, opening_of, text, word, words_of
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

GHOST = "ghost"


def from_issues(found: Iterable[tuple[Row, Iterable[Row]]], project: str, cursor: str = "") -> Batch:
    """Return issues, each with its notes."""
    authors, items, messages = [], [], []
    for issue, notes in found:
        item = _item(issue, project)
        if item is None:
            continue
        items.append(item)
        messages.append(opening_of(item, text(issue, "description")))
        authors.append(_author(inner(issue, "author")))
        for note in notes:
            authors.append(_author(inner(note, "author")))
            messages += [message for message in (_note(note, item.key),) if message is not None]
    return Batch(authors=tuple(authors), items=tuple(items), messages=tuple(messages), cursor=cursor)


def from_note(note: Row, author: Row, issue: str, project: str) -> Batch:
    """Return one note of a webhook."""
    message = _note(note | {"author": author}, key_of(project, issue))
    return Batch(authors=(_author(author),), messages=(message,) if message else ())


def key_of(project: str, issue: str) -> str:
    """Return the key of an issue."""
    return f"{project}#{issue}"


def _author(person: Row) -> Author:
    handle = word(person, "username") or GHOST
    bot = person.get("bot") is True or (handle.lower().startswith(("project_", "group_")) and "_bot" in handle)
    return Author(key=handle.lower(), name=word(person, "name") or handle, handle=handle, bot=bot)


def _item(issue: Row, project: str) -> Item | None:
    opened, number = moment(issue.get("created_at")), word(issue, "iid")
    if opened is None or not number or issue.get("confidential") is True:
        return None
    closed = moment(issue.get("closed_at"))
    return Item(
        key=key_of(project, number),
        kind=ItemKind.ISSUE,
        title=word(issue, "title"),
        address=word(issue, "web_url", "url"),
        opened_at=opened,
        author=(word(inner(issue, "author"), "username") or GHOST).lower(),
        labels=words_of(issue.get("labels")),
        closed_at=closed,
        # GitLab does not say whether what is closed is solved.
        resolved_at=None,
        as_of=moment(issue.get("updated_at")),
    )


def _note(note: Row, issue: str) -> Message | None:
    written, number = moment(note.get("created_at")), word(note, "id")
    if written is None or not number:
        return None
    edited = moment(note.get("updated_at"))
    inside = note.get("internal") is True or note.get("confidential") is True
    return Message(
        key=f"note_{number}",
        item=issue,
        author=(word(inner(note, "author"), "username") or GHOST).lower(),
        written_at=written,
        edited_at=edited if edited is not None and edited > written else None,
        text=text(note, "body") or text(note, "note"),
        kind=Kind.ASIDE if inside else Kind.NOTICE if note.get("system") is True else Kind.REPLY,
    )
