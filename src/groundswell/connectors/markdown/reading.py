"""Reads a retrospective or a sprint update: bytes or pasted words in, an `ArrivingThread` or one sentence out."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from django.utils.translation import gettext as _

from groundswell.connectors.html import blocks_of
from groundswell.connectors.located import Unreadable, decoded
from groundswell.connectors.markdown.sections import Section, cut
from groundswell.connectors.plain import storable, tidy
from groundswell.people.rules import Audience
from groundswell.register.rules.items import SourceKind
from groundswell.register.threads.rules import ArrivingPost, ArrivingThread, Block

SYSTEM = "markdown"
LARGEST = 256 * 1024
MOST_POSTS = 1_000
LONGEST_TITLE = 300
# The time to look for the ends of links grows with the square of their beginnings.
MOST_BRACKETS = 10_000
KINDS = (SourceKind.RETROSPECTIVE, SourceKind.SPRINT_UPDATE)
# A day has no hour; noon is the same day for nearly all readers.
_NOON = time(12, tzinfo=UTC)
_HEAD = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True)
class Document:
    """A text that was written elsewhere, and what was said about it when it was brought here.

    `reach` is the key of the audience that could read it there. `day` and `title` count where the text names none.
    """

    content: bytes
    kind: SourceKind
    reach: str = Audience.ORGANISATION.value
    name: str = ""
    title: str = ""
    day: date | None = None


def read(document: Document) -> ArrivingThread:
    """Return the thread that a document holds; raise `Unreadable` with one sentence when it holds none."""
    text = _text(document.content)
    head, body = _head(text)
    heading, sections = cut(body)
    title = _title(document, head.get("title", "") or heading)
    day = _day(document, head.get("date", ""), title)
    posts = _posts(sections, title, day)
    if not posts:
        raise Unreadable(_("This document holds no words that can be marked."))
    if len(posts) > MOST_POSTS:
        raise Unreadable(
            _("This document has more than %(most)s sections. Cut it into several.") % {"most": MOST_POSTS}
        )
    return ArrivingThread(
        system=SYSTEM,
        external_id=_identity(document.kind, document.reach, title),
        title=title,
        begun_at=datetime.combine(day, _NOON),
        posts=posts,
        source=document.kind,
        reach=document.reach,
        listed=frozenset(post.external_id for post in posts),
    )


def _text(content: bytes) -> str:
    text = decoded(content, most=LARGEST)
    if "\x00" in text:
        raise Unreadable(_("This is no text: it holds bytes that no document has."))
    if not text.strip():
        raise Unreadable(_("This document is empty."))
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        raise Unreadable(_("This is a whole web page. Copy its words, and paste them."))
    if text.count("[") > MOST_BRACKETS:
        raise Unreadable(_("This document has more than %(most)s square brackets.") % {"most": MOST_BRACKETS})
    return storable(text)


def _head(text: str) -> tuple[dict[str, str], str]:
    """Return what stands between two lines of dashes at the beginning, name by name, and what follows."""
    match = _HEAD.match(text)
    if match is None:
        if re.match(r"---[ \t]*\n[\w-]+:", text):
            raise Unreadable(_("This document is cut off: the lines at its beginning have no end."))
        return {}, text
    pairs = (line.partition(":") for line in match[1].split("\n"))
    head = {name.strip().lower(): value.strip().strip("\"'") for name, _colon, value in pairs}
    return head, text[match.end() :]


def _title(document: Document, found: str) -> str:
    stem = document.name.rpartition("/")[2].rpartition(".")[0]
    named = (found, document.title, re.sub(r"[-_\s]+", " ", _DAY.sub("", stem)))
    titles = (_line(each).strip(" -–")[:LONGEST_TITLE] for each in named)
    kind = _("Retrospective") if document.kind is SourceKind.RETROSPECTIVE else _("Sprint update")
    return next((title for title in titles if title), kind)


def _day(document: Document, *places: str) -> date:
    """Return the day of a document: as it says itself, as its name says, or as somebody said who brought it."""
    for place in (*places, document.name):
        match = _DAY.search(place)
        if match:
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                raise Unreadable(_("%(day)s is no day.") % {"day": match[0]}) from None
    if document.day is None:
        raise Unreadable(_("This document does not say of which day it is. Name the day."))
    return document.day


def _posts(sections: list[Section], title: str, day: date) -> tuple[ArrivingPost, ...]:
    """Return a post for each section that has words. The same author under the same headings counts on."""
    seen: Counter[tuple[str, ...]] = Counter()
    posts: list[ArrivingPost] = []
    for section in sections:
        blocks = blocks_of(section.html)
        if not blocks:
            continue
        speaks = (*section.path, section.author)
        seen[speaks] += 1
        identity = _identity(*speaks, str(seen[speaks]))
        posts.append(_post(section, blocks, number=len(posts) + 1, identity=identity, title=title, day=day))
    return tuple(posts)


def _post(
    section: Section, blocks: tuple[Block, ...], *, number: int, identity: str, title: str, day: date
) -> ArrivingPost:
    *above, handle = [line for each in (*section.path, section.author) if (line := _line(each))] or [title]
    return ArrivingPost(
        external_id=identity,
        number=number,
        handle=handle[:100],
        name=" / ".join(above)[:200],
        at=datetime.combine(day, _NOON),
        blocks=blocks,
        fingerprint=sha256(repr(blocks).encode()).hexdigest(),
    )


def _line(words: str) -> str:
    return " ".join(tidy(words).split())


def _identity(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()
