"""A post as a page shows it: blocks in groups, sentences to step through, marks at their exact words."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.register.models.thread import Passage, Post, PostVersion
from groundswell.register.policy import Reading
from groundswell.register.rules.items import Kind, SourceKind
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
_BEGIN = re.compile(r"\S{0,16}")


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
    answers_at: str = ""

    @property
    def has_hour(self) -> bool:
        """Whether its source says more than the day."""
        return self.post.thread.source == SourceKind.THREAD

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

    @property
    def begin(self) -> str:
        """What stays on one line with the box to tick: the first word, of a long one the beginning."""
        return _BEGIN.match(self.words)[0]  # type: ignore[index]  # it matches nothing, too

    @property
    def rest(self) -> str:
        """What follows the beginning."""
        return self.words.removeprefix(self.begin)


@dataclass(frozen=True)
class StepBlock:
    """A paragraph, a heading or a line of a list, with its sentences."""

    kind: str
    marker: str
    steps: tuple[Step, ...]


def shown(posts: Iterable[Post], reading: Reading) -> list[ShownPost]:
    """Return posts as the page shows them; their versions and passages are prefetched. One query a kind of item."""
    posts = list(posts)
    passages = [passage for post in posts for passage in post.passages.all()]
    lines = items.lines_of(((Kind(passage.kind), passage.item_id) for passage in passages), reading)
    here = {post.number for post in posts}
    return [shown_post(post, lines, here) for post in posts]


def concerns_in(posts: Iterable[Post], reading: Reading) -> list[ItemLine]:
    """Return the concerns that a thread has marks of."""
    passages = [passage for post in posts for passage in post.passages.all()]
    kinds = {(Kind.CONCERN, passage.item_id) for passage in passages if passage.kind == Kind.CONCERN}
    lines = items.lines_of(kinds, reading)
    order = dict.fromkeys(passage.item_id for passage in sorted(passages, key=_order) if passage.item_id in lines)
    return [lines[item] for item in order]


def shown_post(post: Post, lines: dict[UUID, ItemLine], here: Collection[int] = ()) -> ShownPost:
    """Return one post as the page shows it, which has the posts of the numbers `here`."""
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
        answers_at=_address_of_answered(post, here),
    )


def _address_of_answered(post: Post, here: Collection[int]) -> str:
    if not post.reply_to:
        return ""
    page = "" if post.reply_to in here else queries.address_of(post.thread_id, post.reply_to)
    return f"{page}#post-{post.reply_to}"


def steps_of(post: Post) -> list[StepBlock]:
    """Return the sentences of a post's newest version as it is laid out, each with the marks that touch it."""
    blocks = _headed(queries.blocks_in(queries.newest(post)))
    text, passages = text_of(blocks), list(post.passages.all())

    def step(each: Sentence) -> Step:
        over = tuple(_over(passages, each.start, each.end))
        return Step(f"{each.start}-{each.end}", text[each.start : each.end], over)

    return [
        StepBlock(blocks[number].kind.value, blocks[number].marker, tuple(step(each) for each in run))
        for number, run in groupby(sentences(blocks), key=lambda each: each.block)
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
        # Its first character stands in the id, and its last follows from its words: a thread has hundreds of these.
        return format_html('<span class="step" id="at-{}-{}">{}</span>', self._post.number, start, inside)

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
        begun = [mark.id for mark in marks if mark.start == start]
        firsts = format_html_join("", '<span id="words-{}"></span>', ((mark,) for mark in begun[1:]))
        name = format_html(' id="words-{}"', begun[0]) if begun else ""
        # The link has no text of its own: what is selected in the page stays the author's words and nothing else.
        lasts = format_html_join(
            "",
            '<a class="to-mark is-{}" href="#mark-{}" aria-label="{}"></a>',
            ((mark.kind, mark.id, KIND_WORDS[Kind(mark.kind)]()) for mark in marks if mark.end == end),
        )
        return format_html('{}<mark{} class="{}">{}</mark>{}', firsts, name, kinds, html, lasts)


KIND_WORDS = {
    Kind.CONCERN: lambda: _("marked as a concern"),
    Kind.IDEA: lambda: _("marked as an idea"),
    Kind.PERSPECTIVE: lambda: _("marked as a perspective"),
    Kind.MEASURE: lambda: _("marked as a measure"),
}
