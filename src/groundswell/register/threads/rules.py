"""Decisions about threads, posts and passages, in plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from groundswell.people.rules import Audience
from groundswell.register.rules.items import Kind, SourceKind

GAP = "\n\n"
_LONGEST_HEADING = 60


# What can be marked, and what kinds of writing are read this way: a concern carries the kind of its source.
MARKABLE = (Kind.CONCERN, Kind.IDEA, Kind.PERSPECTIVE, Kind.MEASURE)
READABLE = (SourceKind.THREAD, SourceKind.RETROSPECTIVE, SourceKind.SPRINT_UPDATE)


class PostState(StrEnum):
    """What a post's own forum says of it. What was hidden or deleted there brings no text here."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    DELETED = "deleted"
    NOTICE = "notice"


TAKEN_DOWN = frozenset({PostState.HIDDEN, PostState.DELETED})


class BlockKind(StrEnum):
    """The parts of a post that look different on a page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"


@dataclass(frozen=True)
class Link:
    """A link over `start` to `end` of its block's text."""

    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Block:
    """One part of a post, as plain text.

    `depth` is the depth of a list item, `marker` its number or bullet. `quoted` counts how deep the block lies in
    quotations, and `said_by` names who is quoted: those are not the words of the post's author.
    """

    kind: BlockKind
    text: str
    depth: int = 0
    marker: str = ""
    quoted: int = 0
    said_by: str = ""
    links: tuple[Link, ...] = ()

    def stored(self) -> dict[str, Any]:
        """Return the block as JSON keeps it, without what is empty."""
        row: dict[str, Any] = {"kind": self.kind.value, "text": self.text}
        row |= {name: value for name in ("depth", "marker", "quoted", "said_by") if (value := getattr(self, name))}
        if self.links:
            row["links"] = [[link.start, link.end, link.address] for link in self.links]
        return row

    @classmethod
    def restored(cls, row: dict[str, Any]) -> Self:
        """Return the block that `stored` wrote."""
        links = tuple(Link(*link) for link in row.get("links", ()))
        return cls(**{**row, "kind": BlockKind(row["kind"]), "links": links})


@dataclass(frozen=True)
class ArrivingPost:
    """A post as a source tells it. `fingerprint` changes when, and only when, the author's text did."""

    external_id: str
    number: int
    handle: str
    at: datetime
    blocks: tuple[Block, ...]
    fingerprint: str
    name: str = ""
    state: PostState = PostState.SHOWN
    reply_to: int | None = None
    likes: int = 0


@dataclass(frozen=True)
class ArrivingThread:
    """A thread as a source tells it.

    `reach` is the key of the audience that could read it where it was written. `listed` holds the ids of all posts that
    the source says there are, or None when it does not say; `left_out` says in sentences what of the source is not
    brought in, and why.
    """

    system: str
    external_id: str
    title: str
    begun_at: datetime
    posts: tuple[ArrivingPost, ...]
    source: SourceKind = SourceKind.THREAD
    address: str = ""
    reach: str = Audience.PUBLIC.value
    listed: frozenset[str] | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownPost:
    """What is kept of a post that arrived before."""

    blocks: tuple[Block, ...]
    fingerprint: str
    state: PostState


class Change(StrEnum):
    """What an arriving post is to what is kept."""

    NEW = "new"
    WORDS = "words"
    TAKEN_DOWN = "taken_down"
    PUT_BACK = "put_back"
    NONE = "none"


def change_of(known: KnownPost | None, arriving: ArrivingPost) -> Change:
    """Return what a post brings. Markup that leaves every word and place as it was is no change."""
    if known is None:
        return Change.NEW
    if arriving.state in TAKEN_DOWN:
        return Change.NONE if known.state in TAKEN_DOWN else Change.TAKEN_DOWN
    if arriving.fingerprint != known.fingerprint and arriving.blocks != known.blocks:
        return Change.WORDS
    return Change.PUT_BACK if known.state in TAKEN_DOWN else Change.NONE


@dataclass(frozen=True)
class Coverage:
    """How much of a thread has been worked through: posts that have words, and those of them with a mark."""

    marked: int
    posts: int
    passages: int


def text_of(blocks: Iterable[Block]) -> str:
    """Return the whole text of a post: what the places of passages count in."""
    return GAP.join(block.text for block in blocks)


def starts_of(blocks: Sequence[Block]) -> list[int]:
    """Return where each block begins in the text of the post."""
    starts, place = [], 0
    for block in blocks:
        starts.append(place)
        place += len(block.text) + len(GAP)
    return starts


def own_ranges(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the ranges of the text that the post's author wrote: everything that is not quoted."""
    return [
        (start, start + len(block.text))
        for start, block in zip(starts_of(blocks), blocks, strict=True)
        if not block.quoted
    ]


def is_own(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Tell whether a range holds some words, and none that the author only quoted."""
    if not 0 <= start < end <= len(text_of(blocks)):
        return False
    quoted = ((at, at + len(block.text)) for at, block in zip(starts_of(blocks), blocks, strict=True) if block.quoted)
    return bool(text_of(blocks)[start:end].strip()) and all(end <= first or start >= last for first, last in quoted)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the blanks at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def joined(chosen: Iterable[tuple[int, int]], steps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return chosen sentences as ranges, neighbours in the post as one; what is no step is left out."""
    ranges: list[tuple[int, int]] = []
    last = -2
    for place in sorted({steps.index(each) for each in chosen if each in steps}):
        start, end = steps[place]
        ranges = [*ranges[:-1], (ranges[-1][0], end)] if place == last + 1 else [*ranges, (start, end)]
        last = place
    return ranges


def looks_like_a_heading(block: Block, follower: Block | None) -> bool:
    """Tell whether a block is a title that somebody typed without marking it: a short line without a stop."""
    if block.kind is not BlockKind.PARAGRAPH or block.quoted or block.links or follower is None:
        return False
    is_line = "\n" not in block.text and len(block.text) <= _LONGEST_HEADING
    return is_line and block.text[:1].isupper() and block.text[-1].isalnum() and follower.kind is not BlockKind.HEADING


def title_from(words: str, limit: int = 120) -> str:
    """Return a title of at most `limit` characters: the words, cut at a word's end."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",;:.–-") + "…"
