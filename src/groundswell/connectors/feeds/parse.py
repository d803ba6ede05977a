"""RSS and Atom: bytes in, what was published out. A feed may be anything; what is no feed is one sentence.

Also files of them: `Files` reads what somebody saved.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Gathering, after
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.located import Unreadable
from groundswell.connectors.plain import tidy
from groundswell.connectors.reading import from_html, moment
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

MOST_ENTRIES = 2000
_LARGEST = 64 * 2**20
_LONGEST_LINE = 480
# Entities can grow a small file into a large one; no feed needs any of its own.
_OWN_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTRIES = frozenset({"item", "entry"})
_IDS, _WHENS = ("id", "guid", "link"), ("published", "pubdate", "date", "issued", "updated", "modified")
_WORDS = ("content", "encoded", "description", "summary")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    key: str
    title: str
    address: str
    author: str
    published_at: datetime
    changed_at: datetime | None
    text: str
    labels: tuple[str, ...]
    is_dated: bool = True


@dataclass
class Files:
    """Reads feeds that were saved. `address` is not used: entries say themselves where they are."""

    archive: Archive
    address: str = ""

    def read(self, since: str) -> Iterator[Batch]:
        """Yield the entries of each file, in the order of the names; one without a day is as old as the archive."""
        saved = datetime.fromtimestamp(self.archive.path.stat().st_mtime, UTC)
        gathered = Gathering()
        for entry in after(self.archive.ending(".xml", ".rss", ".atom", ".rdf"), since):
            with self.archive.noting(entry), self.archive.open(entry) as file:
                batch = from_entries(self._entries(file.read(_LARGEST + 1), saved, entry.name))
                gathered.add(*batch.authors, *batch.items, *batch.messages)
            if gathered.is_full:
                yield gathered.batch(entry.name)
        yield gathered.batch("")

    def _entries(self, content: bytes, saved: datetime, name: str) -> list[Entry]:
        if len(content) > _LARGEST:
            raise Unreadable(_("This file is larger than 64 MB: is it the right one?"))
        try:
            return read(content, origin=name, now=saved)
        except Unanswered as fault:
            raise Unreadable(fault.sentence) from None


def read(content: bytes, *, origin: str, now: datetime, seen: Mapping[str, datetime] | None = None) -> list[Entry]:
    """Return the entries of a feed, as they stand in it. Raises Unanswered.

    One without a day is of the moment at which it was first `seen`, by its key; of `now` where it is new.
    """
    root = _root(content, origin)
    found = [each for each in root.iter() if _name(each) in _ENTRIES]
    if not found and _name(root) not in {"rss", "feed", "rdf"}:
        raise _no_feed(origin)
    return [entry for each in found[:MOST_ENTRIES] if (entry := _entry(each, now, seen or {})) is not None]


def from_entries(entries: list[Entry], cursor: str = "", *, is_news: bool = False) -> Batch:
    """Return entries as the records of questions: each is an item with the one message that opens it.

    `is_news`: nobody asks anything there.
    """
    authors = {each.author: Author(key=each.author, name=each.author) for each in entries}
    items = tuple(
        Item(
            key=each.key,
            kind=ItemKind.TOPIC,
            title=each.title,
            address=each.address,
            opened_at=each.published_at,
            author=each.author,
            labels=each.labels,
            as_of=each.changed_at or each.published_at,
            is_news=is_news,
        )
        for each in entries
    )
    messages = tuple(
        Message(
            key=each.key,
            item=each.key,
            author=each.author,
            written_at=each.published_at,
            edited_at=each.changed_at,
            text=each.text,
            kind=Kind.OPENING,
        )
        for each in entries
    )
    return Batch(authors=tuple(authors.values()), items=items, messages=messages, cursor=cursor)


def _root(content: bytes, origin: str) -> ET.Element:
    if _OWN_ENTITIES.search(content[:4096]) and b"<html" in content[:4096].lower():
        raise _no_feed(origin)
    # In UTF-16 and UTF-32 the same letters stand with zero bytes between them.
    if _OWN_ENTITIES.search(content.replace(b"\0", b"")):
        words = _("The feed of %(origin)s brings entities of its own, which are not read.")
        raise Unanswered(Why.STRANGE, words % {"origin": origin})
    try:
        return ET.fromstring(content)  # noqa: S314 - without entities of its own, as looked at above
    except (ET.ParseError, ValueError, LookupError):
        raise _no_feed(origin) from None


def _no_feed(origin: str) -> Unanswered:
    words = _("%(origin)s answered with something that is no RSS and no Atom, or only a part of it.")
    return Unanswered(Why.STRANGE, words % {"origin": origin})


def _entry(found: ET.Element, now: datetime, seen: Mapping[str, datetime]) -> Entry | None:
    address = _address(found)
    key = next(filter(None, (_text(found, name) for name in _IDS)), "") or address
    whens = [when for name in _WHENS if (when := _when(_text(found, name))) is not None]
    if not key:
        return None
    published = whens[0] if whens else seen.get(key, now)
    changed = _when(_text(found, "updated")) or _when(_text(found, "modified"))
    title = _line(from_html(_text(found, "title"))) or address
    return Entry(
        key=key,
        title=title,
        address=address,
        author=_line(_author(found)) or "unknown",
        published_at=published,
        changed_at=changed if changed is not None and changed > published else None,
        text=from_html(next(filter(None, (_text(found, name) for name in _WORDS)), "")),
        labels=tuple(dict.fromkeys(filter(None, _labels(found)))),
        is_dated=bool(whens),
    )


def _name(element: ET.Element) -> str:
    # A comment has a function for a tag.
    return str(element.tag).rpartition("}")[2].lower()


def _children(found: ET.Element, name: str) -> Iterator[ET.Element]:
    return (each for each in found if _name(each) == name)


def _text(found: ET.Element, name: str) -> str:
    return next((text for each in _children(found, name) if (text := "".join(each.itertext()).strip())), "")


def _address(found: ET.Element) -> str:
    """Return the page of an entry: the text of RSS's link, or the alternate link of Atom; only of the web."""
    links = list(_children(found, "link"))
    alternate = [each for each in links if each.get("rel", "alternate") == "alternate"]
    said = [(each.get("href") or (each.text or "")).strip() for each in [*alternate, *links]]
    return next((each for each in said if each.startswith(("http://", "https://"))), "")


def _author(found: ET.Element) -> str:
    person = next(_children(found, "author"), None)
    named = _text(person, "name") if person is not None else ""
    return named or _text(found, "creator") or _text(found, "author")


def _labels(found: ET.Element) -> Iterator[str]:
    for each in _children(found, "category"):
        yield _line(each.get("term") or each.text or "")


def _when(said: str) -> datetime | None:
    if not said:
        return None
    try:
        return moment(parsedate_to_datetime(said).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return moment(said)


def _line(text: str) -> str:
    return " ".join(tidy(text).split())[:_LONGEST_LINE]
