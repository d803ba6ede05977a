"""A post as a page shows it: blocks in groups, sentences to step through, marks at their exact words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.register.models.thread import Passage, Post, PostVersion
from groundswell.register.rules.items import Kind
from groundswell.register.threads import items, queries
from groundswell.register.threads.items import ItemLine
from groundswell.register.threads.rules import (
    Block,
    BlockKind,
    PostState,
    looks_like_a_heading,
    starts_of,
    text_of,
)
from groundswell.register.threads.sentences import Sentence, sentences

# Short posts have no headings: there, a short line is a greeting.
_LONG = 12


@dataclass(frozen=True)
class ShownBlock:
    """A block, and its words as HTML."""

    block: Block
    html: SafeString


@dataclass(frozen=True)
class Group:
    """Blocks that belong into one element, a list, a quotation, or one block by itself; and the marks beside it."""

    kind: str
    blocks: tuple[ShownBlock, ...]
    said_by: str = ""
    marks: tuple["ShownMark", ...] = ()


@dataclass(frozen=True)
class ShownMark:
    """A passage in the margin, and the item that it became or supports."""

    passage: Passage
    item: ItemLine | None

    @property
    def still_said(self) -> bool:
        """Whether the author still writes these words."""
        return self.passage.start is not None


@dataclass(frozen=True)
class ShownPost:
    """A post on the page."""

    post: Post
    version: int
    groups: tuple[Group, ...]
    lost: tuple[ShownMark, ...] = ()
    earlier: tuple[PostVersion, ...] = ()
    words: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether its forum shows it: only then can it be marked."""
        return self.post.state == PostState.SHOWN


@dataclass(frozen=True)
class Step:
    """One sentence of a post, for the page on which they are chosen without script."""

    range: str
    words: str
    marks: tuple[Passage, ...] = ()


def shown(posts: Iterable[Post]) -> list[ShownPost]:
    """Return posts as the page shows them; their versions and passages are prefetched. One query a kind of item."""
    posts = list(posts)
    passages = [passage for post in posts for passage in post.passages.all()]
    lines = items.lines_of((Kind(passage.kind), passage.item_id) for passage in passages)
    return [shown_post(post, lines) for post in posts]


def shown_post(post: Post, lines: dict[UUID, ItemLine]) -> ShownPost:
    """Return one post as the page shows it."""
    newest = queries.newest(post)
    blocks = queries.blocks_in(newest)
    marks = [ShownMark(passage, lines.get(passage.item_id)) for passage in sorted(post.passages.all(), key=_order)]
    placed = [mark for mark in marks if mark.still_said]
    return ShownPost(
        post=post,
        version=newest.number,
        groups=tuple(_groups(_headed(blocks), _Text(post, blocks, [mark.passage for mark in placed]), placed)),
        lost=tuple(mark for mark in marks if not mark.still_said),
        earlier=tuple(version for version in post.versions.all() if version.number != newest.number),
        words=len(text_of(blocks).split()),
    )


def steps_of(post: Post) -> list[Step]:
    """Return the sentences of a post's newest version, each with the marks that touch it."""
    blocks = queries.blocks_in(queries.newest(post))
    text, passages = text_of(blocks), list(post.passages.all())
    return [
        Step(f"{each.start}-{each.end}", text[each.start : each.end], tuple(_over(passages, each.start, each.end)))
        for each in sentences(blocks)
    ]


def _order(passage: Passage) -> tuple[bool, int, int]:
    return passage.start is None, passage.start or 0, passage.end or 0


def _over(passages: Iterable[Passage], start: int, end: int) -> list[Passage]:
    return [each for each in passages if each.start is not None and each.start < end and (each.end or 0) > start]


def _headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a long post, those that look like headings as headings; every word stays in its place."""
    if len(blocks) < _LONG:
        return tuple(blocks)
    followers: list[Block | None] = [*blocks[1:], None]
    return tuple(
        replace(block, kind=BlockKind.HEADING) if looks_like_a_heading(block, follower) else block
        for block, follower in zip(blocks, followers, strict=True)
    )


def _groups(blocks: Sequence[Block], text: "_Text", marks: Sequence[ShownMark]) -> Iterator[Group]:
    starts = [*starts_of(blocks), len(text_of(blocks)) + 1]
    numbered = list(enumerate(blocks))
    for (quoted, said_by, kind, _alone), run in groupby(numbered, key=_belongs):
        numbers = [number for number, _block in run]
        parts = tuple(ShownBlock(blocks[number], text.html_of(number)) for number in numbers)
        first, last = starts[numbers[0]], starts[numbers[-1] + 1]
        beside = tuple(mark for mark in marks if first <= (mark.passage.start or 0) < last)
        yield Group("quote" if quoted else kind, parts, said_by, beside)


def _belongs(numbered: tuple[int, Block]) -> tuple[bool, str, str, int]:
    """Return what blocks beside each other must share to stand in one element."""
    number, block = numbered
    if block.quoted:
        return True, block.said_by, "", 0
    return False, "", block.kind.value, 0 if block.kind is BlockKind.ITEM else number


class _Text:
    """The words of a post as HTML: each sentence a step, each marked stretch a mark, each link a link."""

    def __init__(self, post: Post, blocks: Sequence[Block], passages: Sequence[Passage]) -> None:
        self._post = post
        self._blocks = blocks
        self._starts = starts_of(blocks)
        self._text = text_of(blocks)
        self._passages = passages
        self._sentences: dict[int, list[Sentence]] = {}
        for sentence in sentences(blocks) if post.state == PostState.SHOWN else ():
            self._sentences.setdefault(sentence.block, []).append(sentence)

    def html_of(self, number: int) -> SafeString:
        """Return one block."""
        at, block = self._starts[number], self._blocks[number]
        steps = self._sentences.get(number, [])
        borders = [at, *(place for step in steps for place in (step.start, step.end)), at + len(block.text)]
        ranges = {(step.start, step.end) for step in steps}
        pieces = [
            self._step(number, start, end) if (start, end) in ranges else self._stretches(number, start, end)
            for start, end in pairwise(borders)
        ]
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    def _step(self, number: int, start: int, end: int) -> SafeString:
        inside = self._stretches(number, start, end)
        step = '<span class="step" id="at-{}-{}" data-from="{}" data-to="{}" tabindex="-1">{}</span>'
        return format_html(step, self._post.number, start, start, end, inside)

    def _stretches(self, number: int, start: int, end: int) -> SafeString:
        """Return a range, cut wherever a passage or a link begins or ends."""
        at, block = self._starts[number], self._blocks[number]
        marks = _over(self._passages, start, end)
        borders = {start, end, *(place for mark in marks for place in (mark.start or 0, mark.end or 0))}
        borders |= {at + place for link in block.links for place in (link.start, link.end)}
        cuts = sorted(place for place in borders if start <= place <= end)
        return format_html_join("", "{}", ((self._stretch(number, *pair),) for pair in pairwise(cuts)))

    def _stretch(self, number: int, start: int, end: int) -> SafeString:
        at, block = self._starts[number], self._blocks[number]
        html: SafeString | str = self._text[start:end]
        address = next((link.address for link in block.links if at + link.start <= start and end <= at + link.end), "")
        if address:
            html = format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', address, html)
        marks = _over(self._passages, start, end)
        return self._marked(marks, start, end, html) if marks else format_html("{}", html)

    def _marked(self, marks: list[Passage], start: int, end: int, html: str) -> SafeString:
        kinds = " ".join(f"is-{kind}" for kind in dict.fromkeys(mark.kind for mark in marks))
        firsts = format_html_join(
            "", '<span id="words-{}"></span>', ((mark.id,) for mark in marks if mark.start == start)
        )
        # The link has no text of its own: what is selected in the page stays the author's words and nothing else.
        lasts = format_html_join(
            "",
            '<a class="to-mark is-{}" href="#mark-{}" aria-label="{}"></a>',
            ((mark.kind, mark.id, KIND_WORDS[Kind(mark.kind)]()) for mark in marks if mark.end == end),
        )
        return format_html('{}<mark class="{}">{}</mark>{}', firsts, kinds, html, lasts)


KIND_WORDS = {
    Kind.CONCERN: lambda: _("marked as a concern"),
    Kind.IDEA: lambda: _("marked as an idea"),
    Kind.PERSPECTIVE: lambda: _("marked as a perspective"),
    Kind.MEASURE: lambda: _("marked as a measure"),
}
