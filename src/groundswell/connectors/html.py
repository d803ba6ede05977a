"""Foreign HTML to blocks of plain text. No markup survives; quotations keep who is quoted, links their address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

import nh3

from groundswell.connectors.plain import EMOJI, storable, tidy, with_emoji
from groundswell.register.threads.rules import Block, BlockKind, Link

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_PARTS = {
    *_HEADINGS, "article", "aside", "blockquote", "dd", "details", "div", "dt", "figcaption", "figure", "header", "li",
    "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip  # a set of names reads better in rows
_TAGS = {*_PARTS, "a", "br", "code", "hr", "img", "span", "td", "th"}
_VOID = {"br", "hr", "img"}
_ATTRIBUTES = {
    "*": {"class"}, "a": {"href"}, "aside": {"data-username", "data-onebox-src"}, "img": {"alt"}, "ol": {"start"},
}  # fmt: skip  # as above
# What a forum adds around the words: the caption of an enlarged picture, the vote count of a poll.
_FURNITURE = {"meta", "poll-info", "poll-buttons", "onebox-metadata", "avatar"}
# How mail programs mark the history below an answer.
_HISTORY = {"gmail_quote", "moz-cite-prefix", "protonmail_quote", "yahoo_quoted", "zmail_extra"}
_SCHEMES = {"http", "https", "mailto"}
_DEEPEST = 100
_TOO_DEEP = "(This part is nested too deeply to be shown.)"


def blocks_of(html: str) -> tuple[Block, ...]:
    """Return the blocks of a fragment or page; none when it holds no words."""
    if _is_abysmal(html):
        return _without_tags(html)
    reader = _Reader()
    reader.feed(nh3.clean(storable(html), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes=_SCHEMES))
    reader.close()
    reader.flush()
    return split_typed_lists(reader.blocks)


# The cleaner's time grows with the square of the depth; no page that somebody wrote comes near this one.
_ABYSS = 2_000
_NESTING = re.compile(r"<(/?)(?!(?:p|li|td|th|tr|dd|dt|br|hr|img)\b)[a-z]", re.IGNORECASE)


def _is_abysmal(html: str) -> bool:
    return max(accumulate(-1 if match[1] else 1 for match in _NESTING.finditer(html)), default=0) > _ABYSS


def _without_tags(html: str) -> tuple[Block, ...]:
    words = tidy(unescape(re.sub(r"<[^<>]*>", " ", html)))
    return (Block(BlockKind.PARAGRAPH, words),) if words else ()


@dataclass
class _Open:
    """An element that is open: what it makes of the words inside it."""

    tag: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    quoted: int = 0
    depth: int = 0
    said_by: str = ""
    is_silent: bool = False
    is_item: bool = False
    next_number: int | None = None
    address: str = ""
    link_from: int = 0


class _Reader(HTMLParser):
    """Walks balanced HTML and finishes a block wherever a page would begin a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open = [_Open()]
        self._words = ""
        self._links: list[Link] = []
        self._marker = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._void(tag, given)
            return
        if tag in _PARTS:
            self.flush()
        if tag == "li":
            self._marker = self._next_marker()
        self._open.append(self._opened(tag, given))
        if len(self._open) == _DEEPEST:
            self._words += _TOO_DEEP

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and with it its block."""
        if tag in {"td", "th"} and not self._open[-1].is_silent:
            self._words += " | "
        elif tag == "a":
            self._close_link()
        elif tag in _PARTS:
            self.flush()
        if tag == "li":
            self._marker = ""
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take words."""
        inside = self._open[-1]
        if not inside.is_silent:
            self._words += data if inside.kind is BlockKind.CODE else with_emoji(re.sub(r"\s+", " ", data))

    def flush(self) -> None:
        """Finish the block whose words were gathered, when there are any."""
        inside, words, links = self._open[-1], self._words, self._links
        self._words, self._links = "", []
        text, places = _code(words) if inside.kind is BlockKind.CODE else _prose(words)
        if not text:
            return
        kept = tuple(link for link in (_moved(link, places, text) for link in links) if link.start < link.end)
        depth = inside.depth if inside.is_item else 0
        self.blocks.append(Block(inside.kind, text, depth, self._marker, inside.quoted, inside.said_by, kept))
        self._marker = ""

    def _opened(self, tag: str, given: dict[str, str]) -> _Open:
        outer, classes = self._open[-1], set(given.get("class", "").split())
        inner = replace(outer, tag=tag, next_number=None, address="", link_from=len(self._words))
        inner.kind = _kind(tag, outer.kind)
        inner.is_silent |= self._is_silent(classes)
        inner.is_item |= tag == "li"
        inner.depth += tag in {"ol", "ul"}
        inner.next_number = _number(given.get("start", "1")) if tag == "ol" else None
        if tag == "aside":
            inner.said_by = tidy(given.get("data-username") or given.get("data-onebox-src", ""))
        if tag == "a" and given.get("href", "").startswith(("http://", "https://", "mailto:")):
            inner.address = given["href"]
        is_quoting = tag == "aside" or (tag == "blockquote" and outer.tag != "aside") or bool(classes & _HISTORY)
        inner.quoted += is_quoting
        return inner

    def _is_silent(self, classes: set[str]) -> bool:
        is_name_of_quoted = "title" in classes and self._open[-1].tag == "aside"
        return is_name_of_quoted or bool(classes & _FURNITURE) or len(self._open) >= _DEEPEST

    def _next_marker(self) -> str:
        outer = self._open[-1]
        if outer.next_number is None:
            return "•"
        outer.next_number += 1
        return f"{outer.next_number - 1}."

    def _close_link(self) -> None:
        link = self._open[-1]
        if link.address and link.link_from < len(self._words):
            self._links.append(Link(link.link_from, len(self._words), link.address))

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if tag == "hr" or (tag == "br" and self._words.rstrip(" ").endswith("\n")):
            self.flush()
        elif tag == "br":
            self._words += "\n"
        elif not self._open[-1].is_silent:
            self._words += _picture(given)


def _kind(tag: str, outer: BlockKind) -> BlockKind:
    if tag in _HEADINGS:
        return BlockKind.HEADING
    if tag == "pre":
        return BlockKind.CODE
    if tag == "li":
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH if tag in {"aside", "blockquote"} else outer


def _picture(given: dict[str, str]) -> str:
    alt, classes = given.get("alt", "").strip(), set(given.get("class", "").split())
    if "emoji" in classes:
        return EMOJI.get(alt.strip(":"), alt)
    if classes & _FURNITURE:
        return ""
    return f" [picture: {alt}] " if alt else " [picture] "


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _code(words: str) -> tuple[str, list[int]]:
    return words.expandtabs(4).strip("\n").rstrip(), []


def _prose(words: str) -> tuple[str, list[int]]:
    """Return the words with single blanks, and for each place in them where it lies in the result."""
    out: list[str] = []
    places = []
    for character in words:
        if character == "\n" and out[-1:] == [" "]:
            out.pop()
        places.append(len(out))
        if not character.isspace():
            out.append(character)
        elif out and out[-1] not in " \n":
            out.append("\n" if character == "\n" else " ")
    return "".join(out).rstrip().removesuffix(" |"), [*places, len(out)]


def _moved(link: Link, places: list[int], text: str) -> Link:
    if not places:
        return replace(link, start=0, end=0)
    start, end = places[link.start], places[link.end]
    words = text[start:end]
    return replace(link, start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))


_TYPED_ITEM = re.compile(r"(?:[•·‣▪◦]|[0-9]{1,3}[.)])\s+(?=\S)")


def split_typed_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with bullets and numbers that somebody typed by hand made list items of their own."""
    return tuple(piece for block in blocks for piece in _split(block))


def _split(block: Block) -> list[Block]:
    if block.kind is not BlockKind.PARAGRAPH or block.links or not _TYPED_ITEM.match(block.text):
        return [block]
    pieces: list[str] = []
    for line in block.text.split("\n"):
        if _TYPED_ITEM.match(line) or not pieces:
            pieces.append(line)
        else:
            pieces[-1] += f"\n{line}"
    return [_item(block, piece) for piece in pieces]


def _item(block: Block, text: str) -> Block:
    match = _TYPED_ITEM.match(text)
    end = match.end() if match else 0
    return replace(block, kind=BlockKind.ITEM, text=text[end:], marker=text[:end].strip(), depth=block.depth + 1)
