"""What Stack Exchange answers, as the records of questions. Keys: `q7`, `a7` and `c7`; people by their number.

Content is CC BY-SA: each item keeps its author and its address.
"""

from collections.abc import Iterable
from html import unescape

from groundswell.connectors.reading import Row, from_html, inner, moment, word, words_of
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message


def from_posts(
    questions: Iterable[Row], answers: Iterable[Row] = (), comments: Iterable[Row] = (), cursor: str = ""
) -> Batch:
    """Return questions with their answers and comments."""
    listed, replies, remarks = list(questions), list(answers), list(comments)
    items = tuple(item for row in listed if (item := _item(row)) is not None)
    of = {word(row, "answer_id"): word(row, "question_id") for row in replies}
    said = [_opening(row) for row in listed] + [_answer(row) for row in replies]
    said += [_comment(row, of) for row in remarks]
    authors = {each.key: each for row in [*listed, *replies, *remarks] if (each := _author(inner(row, "owner"))).key}
    messages = tuple(message for message in said if message is not None)
    return Batch(authors=tuple(authors.values()), items=items, messages=messages, cursor=cursor)


def _key_of(person: Row) -> str:
    """Return by what somebody is known; who left has a name and no number."""
    return word(person, "user_id") or f"name {word(person, 'display_name')}"


def _author(person: Row) -> Author:
    name = unescape(word(person, "display_name"))
    return Author(key=_key_of(person), name=name, handle=name, bot=word(person, "user_id") == "-1")


def _item(row: Row) -> Item | None:
    number, opened = word(row, "question_id"), moment(row.get("creation_date"))
    if not number or opened is None:
        return None
    accepted = word(row, "accepted_answer_id")
    last = moment(row.get("last_activity_date"))
    return Item(
        key=f"q{number}",
        kind=ItemKind.QUESTION,
        title=unescape(word(row, "title")),
        address=word(row, "link"),
        opened_at=opened,
        author=_key_of(inner(row, "owner")),
        labels=words_of(row.get("tags")),
        closed_at=moment(row.get("closed_date")),
        # When an answer was accepted is not said; nothing was done after the last activity.
        resolved_at=last if accepted else None,
        answered_by=f"a{accepted}" if accepted else "",
        as_of=last,
    )


def _opening(row: Row) -> Message | None:
    return _message(row, f"q{word(row, 'question_id')}", f"q{word(row, 'question_id')}", Kind.OPENING)


def _answer(row: Row) -> Message | None:
    return _message(row, f"a{word(row, 'answer_id')}", f"q{word(row, 'question_id')}", Kind.REPLY)


def _comment(row: Row, of: dict[str, str]) -> Message | None:
    post = word(row, "post_id")
    question = of.get(post, post)
    above = f"a{post}" if post in of else f"q{post}"
    return _message(row, f"c{word(row, 'comment_id')}", f"q{question}", Kind.REPLY, above)


def _message(row: Row, key: str, item: str, kind: Kind, reply_to: str = "") -> Message | None:
    written = moment(row.get("creation_date"))
    if written is None or len(key) == 1 or len(item) == 1:
        return None
    return Message(
        key=key,
        item=item,
        author=_key_of(inner(row, "owner")),
        written_at=written,
        edited_at=moment(row.get("last_edit_date")) if row.get("last_edit_date") else None,
        text=from_html(row.get("body")),
        reply_to=reply_to,
        kind=kind,
        answer=row.get("is_accepted") is True,
    )
