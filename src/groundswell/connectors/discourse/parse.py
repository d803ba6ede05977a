"""Archives of a Discourse forum: topics and posts as JSON, and pages rendered as HTML or Markdown.

Each file is one of: a topic (`/t/N.json`), a page of posts (`/posts.json`), one post, or a rendered topic. Posts keep
Discourse's own id; where a rendering left it out, they are known as topic and number.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering, after
from groundswell.connectors.discourse.people import also_of, key_of
from groundswell.connectors.discourse.rendered import from_html, from_markdown
from groundswell.connectors.located import Located, Unreadable
from groundswell.connectors.prose import prose_of, without_data
from groundswell.questions.records import Author, Batch, Gone, Item, ItemKind, Kind, Message

# What a moderator does with a topic, small actions; and what staff writes for staff.
# A moderator who writes as one (2) answers.
_OF_THE_SYSTEM, _WHISPER = 3, 4
_MACHINES = frozenset({"system", "discobot"})
_LISTS = ("topic_list", "categories", "category_list", "users", "badges")


@dataclass
class Files:
    """Reads an archive. `address` is where the forum is (https://forum.example.org), for the way back."""

    archive: Archive
    address: str = ""
    # By topic: how many posts it says it has, and how many were read.
    _named: dict[str, int] = field(default_factory=dict)
    _posts: Counter[str] = field(default_factory=Counter)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the files hold, in the order of their names, after the file that `since` names."""
        gathered = Gathering()
        for entry in after(self.archive.ending(".json", ".html", ".htm", ".md"), since):
            with self.archive.noting(entry):
                gathered.add(*self._records(entry))
            if gathered.is_full:
                yield gathered.batch(entry.name)
        # Of what was read before it was stopped nothing is known here.
        if not since:
            self._note_missing()
        yield gathered.batch("")

    def _note_missing(self) -> None:
        missing = sum(max(0, named - self._posts[topic]) for topic, named in self._named.items())
        if missing:
            self.archive.left_out[
                _("posts that stand only as numbers (for all of a topic, save its address with .json?print=true)")
            ] += missing

    def _records(self, entry: Entry) -> list[Author | Item | Message | Gone]:
        if entry.name.lower().endswith(".json"):
            found = self.archive.value(entry)
            records = list(records_of(found, self.address))
            self._posts.update(each.item for each in records if isinstance(each, Message))
            for each in found if isinstance(found, list) else [found]:
                topic, named = _stream_of(each)
                if named:
                    self._named[topic] = named
            return records
        with self.archive.open(entry) as file:
            text = file.read().decode("utf-8", "replace")
        rendered = from_markdown(text) if entry.name.endswith(".md") else from_html(text)
        if not rendered:
            self.archive.left_out[_("pages that are no topic")] += 1
        return rendered


def _stream_of(found: object) -> tuple[str, int]:
    """Return the number of a topic, and of how many posts its file names the numbers."""
    inner = found.get("post_stream") if isinstance(found, dict) else None
    stream = inner.get("stream") if isinstance(inner, dict) else None
    if not isinstance(found, dict) or not isinstance(stream, list):
        return "", 0
    return str(found.get("id")), len(stream)


def records_of(found: object, address: str) -> Iterator[Author | Item | Message | Gone]:
    """Yield what a JSON value of Discourse says. Raises Unreadable."""
    if isinstance(found, list):
        for each in found:
            yield from records_of(each, address)
        return
    if not isinstance(found, dict):
        raise Unreadable(_("This is JSON, but nothing that Discourse wrote."))
    if "post_stream" in found:
        yield from _topic(Located(found), address)
    elif "latest_posts" in found:
        for row in Located(found).rows("latest_posts"):
            yield from _post_with_topic(row, address)
    elif "topic_id" in found and "post_number" in found:
        yield from _post_with_topic(Located(found), address)
    elif not any(each in found for each in _LISTS) and "last_run" not in found and "posts_count" not in found:
        raise Unreadable(_("This is JSON, but neither a topic nor a post of Discourse."))


def _topic(topic: Located, address: str) -> Iterator[Author | Item | Message | Gone]:
    rows = topic.mapping("post_stream").rows("posts")
    key = topic.identity("id")
    accepted = topic.value.get("accepted_answer")
    number = accepted.get("post_number") if isinstance(accepted, dict) else None
    answer = next((row for row in rows if _is_answer(row.value, number)), None)
    begun = next((row for row in rows if row.value.get("post_number") == 1), None)
    first = begun or (min(rows, key=lambda row: str(row.value.get("created_at"))) if rows else None)
    if first is None:
        return
    opened = topic.moment("created_at") if topic.value.get("created_at") else first.moment("created_at")
    yield Item(
        key=key,
        kind=ItemKind.TOPIC,
        title=topic.name("title", 500),
        address=f"{address.rstrip('/')}/t/{key}" if address else "",
        opened_at=opened,
        author=_author_key(first.value) if begun else _creator(topic.value, first.value),
        labels=_labels(topic.value),
        closed_at=_closed_at(topic, rows, opened),
        resolved_at=answer.moment("created_at") if answer else None,
        answered_by=answer.identity("id") if answer else "",
    )
    for row in rows:
        yield from _post(row, key, is_answer=answer is row)


def _post_with_topic(row: Located, address: str) -> Iterator[Author | Item | Message | Gone]:
    """Yield a post that stands alone, and its topic where it is the first."""
    key = row.identity("topic_id")
    if row.value.get("post_number") == 1:
        title = row.value.get("topic_title") or str(row.value.get("topic_slug") or "").replace("-", " ").capitalize()
        yield Item(
            key=key,
            kind=ItemKind.TOPIC,
            title=str(title),
            address=f"{address.rstrip('/')}/t/{key}" if address else "",
            opened_at=row.moment("created_at"),
            author=_author_key(row.value),
        )
    yield from _post(row, key, is_answer=row.value.get("accepted_answer") is True)


def _post(row: Located, topic: str, *, is_answer: bool) -> Iterator[Author | Message | Gone]:
    key, written = row.identity("id"), row.moment("created_at")
    version = row.value.get("version")
    changed = row.moment("updated_at") if row.value.get("updated_at") else written
    is_edited = changed > written and version != 1
    if row.value.get("deleted_at") or row.value.get("user_deleted") is True or row.value.get("hidden") is True:
        yield Gone(key=key, of="message", at=changed)
    yield Author(
        key=_author_key(row.value),
        name=str(row.value.get("name") or row.value.get("username") or ""),
        handle=str(row.value.get("username") or ""),
        bot=_is_machine(row.value),
        also=also_of(_number_of(row.value), str(row.value.get("username") or "")),
    )
    yield Message(
        key=key,
        item=topic,
        author=_author_key(row.value),
        written_at=written,
        text=_words(row.value),
        reply_to=str(row.value.get("reply_to_post_number") or ""),
        edited_at=changed if is_edited else None,
        kind=_kind(row.value),
        answer=is_answer,
    )


def _words(row: Mapping[str, Any]) -> str:
    cooked, raw = row.get("cooked"), row.get("raw")
    if isinstance(raw, str) and raw:
        return without_data(raw)
    if isinstance(cooked, str) and cooked:
        return prose_of(cooked)
    return str(row.get("action_code") or "").replace(".", " ").replace("_", " ")


def _kind(row: Mapping[str, Any]) -> Kind:
    if row.get("post_type") == _WHISPER:
        return Kind.ASIDE
    if row.get("post_type") == _OF_THE_SYSTEM:
        return Kind.NOTICE
    return Kind.OPENING if row.get("post_number") == 1 else Kind.REPLY


def _is_answer(row: Mapping[str, Any], number: object) -> bool:
    return row.get("accepted_answer") is True or (number is not None and row.get("post_number") == number)


def _is_machine(row: Mapping[str, Any]) -> bool:
    number = row.get("user_id")
    return (isinstance(number, int) and number < 0) or row.get("username") in _MACHINES


def _author_key(row: Mapping[str, Any]) -> str:
    """Return by what somebody is known, as over the network too."""
    return key_of(_number_of(row), str(row.get("username") or "")) or "unknown"


def _number_of(row: Mapping[str, Any]) -> object:
    return row.get("user_id", row.get("id") if "post_number" not in row else None)


def _creator(topic: Mapping[str, Any], first: Mapping[str, Any]) -> str:
    details = topic.get("details")
    creator = details.get("created_by") if isinstance(details, dict) else None
    return _author_key(creator if isinstance(creator, dict) else first)


def _labels(topic: Mapping[str, Any]) -> tuple[str, ...]:
    tags = topic.get("tags")
    named = [each.get("name") if isinstance(each, dict) else each for each in tags] if isinstance(tags, list) else []
    return tuple(str(each) for each in named if each)


def _closed_at(topic: Located, rows: list[Located], opened: datetime) -> datetime | None:
    """Return when a topic was closed: Discourse says it in a small action; without one, when it was last written in."""
    if not topic.value.get("closed") and not topic.value.get("archived"):
        return None
    actions = [
        row for row in rows if str(row.value.get("action_code") or "") in {"closed.enabled", "autoclosed.enabled"}
    ]
    if actions:
        return actions[-1].moment("created_at")
    return max([opened, *(row.moment("created_at") for row in rows)]).astimezone(UTC)
