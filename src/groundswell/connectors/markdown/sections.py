"""Cuts a Markdown document into what its authors said: by headings, by names in bold, by lists of names."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True, "maxNesting": 20}).enable("table")
_LONGEST_AUTHOR = 60
# A name in bold is three pieces, and what follows it a fourth: nothing further on decides whether it speaks.
_WINDOW = 5
_BREAKS = {"softbreak", "hardbreak"}
# "Anna: …", "@anna: …", "Anna Maria K.: …"; that it is a name, only a whole list of such lines can tell.
_NAMED = re.compile(r"(@[\w.-]{1,60}|[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}): +(?=\S)")

type Part = list[Token]


@dataclass
class Section:
    """What one author said under the headings that lead there, as rendered HTML."""

    path: tuple[str, ...]
    author: str = ""
    parts: list[Part] = field(default_factory=list)
    environment: dict[str, object] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """Return it as HTML, to be cleaned like any other foreign markup."""
        tokens = [token for part in self.parts for token in part]
        return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, self.environment))


def cut(text: str) -> tuple[str, list[Section]]:
    """Return the title of a document (empty where it has none), and its sections in their order."""
    environment: dict[str, object] = {}
    parts = list(_parts(_MARKDOWN.parse(text, environment)))
    title = _title(parts)
    sections = _sections(parts[1:] if title else parts)
    for section in sections:
        section.environment = environment
    return title, [section for section in sections if section.parts]


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    """Yield what stands at the outermost level, each with all that it holds."""
    part: Part = []
    depth = 0
    for token in tokens:
        part.append(token)
        depth += token.nesting
        if depth == 0:
            yield part
            part = []


def _title(parts: Sequence[Part]) -> str:
    """Return the one heading of the first rank, where the document begins with it."""
    first_rank = [part for part in parts if part[0].type == "heading_open" and part[0].tag == "h1"]
    return _words(parts[0]) if len(first_rank) == 1 and first_rank[0] is parts[0] else ""


def _sections(parts: Sequence[Part]) -> list[Section]:
    sections = [Section(())]
    headings: list[tuple[str, str]] = []
    for part in parts:
        path = tuple(words for _rank, words in headings)
        if part[0].type == "heading_open":
            headings = [*(each for each in headings if each[0] < part[0].tag), (part[0].tag, _words(part))]
            sections.append(Section(tuple(words for _rank, words in headings)))
        elif listed := _from_list(path, part):
            sections += listed
        else:
            for line in _lines_of_authors(part):
                _add(sections, path, line)
    return sections


def _add(sections: list[Section], path: tuple[str, ...], part: Part) -> None:
    author = _author_of(part) if part else ""
    if author:
        sections.append(Section(path, author))
        part = _said_by(part)
    if part:
        sections[-1].parts.append(part)


def _words(part: Part) -> str:
    said = (child.content if child.type in {"text", "code_inline"} else " " for child in _inline(part))
    return " ".join("".join(said).split())


def _inline(part: Part) -> list[Token]:
    """Return what stands in the first line of a paragraph or heading, piece by piece."""
    first = next((token for token in part[:3] if token.type == "inline"), None)
    return [child for child in first.children or [] if child.content or child.type != "text"] if first else []


def _author_of(part: Part) -> str:
    """Return who speaks in a paragraph that begins with a name in bold: `**Name:** …`, `**Name**: …`, or it alone."""
    return _author_in(_inline(part)) if part[0].type == "paragraph_open" else ""


def _author_in(line: Sequence[Token]) -> str:
    if [token.type for token in line[:3]] != ["strong_open", "text", "strong_close"]:
        return ""
    name, behind = line[1].content.strip(), line[3:]
    stands_alone = not behind or behind[0].type in _BREAKS
    has_colon = name.endswith(":") or (bool(behind) and behind[0].content.lstrip().startswith(":"))
    bare = name.rstrip(": ")
    return bare if (stands_alone or has_colon) and len(bare) <= _LONGEST_AUTHOR else ""


def _lines_of_authors(part: Part) -> Iterator[Part]:
    """Yield a paragraph, cut before each line that begins with an author."""
    if part[0].type != "paragraph_open":
        yield part
        return
    line: list[Token] = []
    inline = _inline(part)
    for place, token in enumerate(inline):
        if token.type in _BREAKS and _author_in(inline[place + 1 : place + _WINDOW]):
            yield _paragraph(part, line)
            line = []
        else:
            line.append(token)
    yield _paragraph(part, line)


def _paragraph(part: Part, line: list[Token]) -> Part:
    """Return a paragraph like this one that holds a line; nothing where it holds no word."""
    if not any(token.content.strip() or token.type == "image" for token in line):
        return []
    opening, inline, closing = (copy(token) for token in part[:3])
    inline.children = line
    opening.hidden = closing.hidden = False
    return [opening, inline, closing]


def _said_by(part: Part) -> Part:
    """Return a paragraph without the name in bold that it begins with."""
    rest = _inline(part)[3:]
    while rest and rest[0].type in _BREAKS:
        rest = rest[1:]
    if rest and rest[0].type == "text":
        rest[0].content = rest[0].content.lstrip().removeprefix(":").lstrip()
    return _paragraph(part, rest)


def _items(part: Part) -> list[list[Part]]:
    """Return the items of a list, each as its paragraphs and what else it holds."""
    return [list(_parts(item[1:-1])) for item in _parts(part[1:-1])]


def _authors_of(items: Sequence[list[Part]]) -> list[str]:
    """Return who speaks in each item of a list; nothing where one of them speaks for nobody."""
    for name_of in (_author_of, _plain_author_of):
        names = [name_of(item[0]) if item else "" for item in items]
        if all(names):
            return names
    return []


def _plain_author_of(part: Part) -> str:
    line = _inline(part)
    match = _NAMED.match(line[0].content) if line and part[0].type == "paragraph_open" else None
    return match[1] if match else ""


def _said_in_item(part: Part) -> Part:
    if _author_of(part):
        return _said_by(part)
    line = _inline(part)
    line[0].content = _NAMED.sub("", line[0].content, count=1)
    return _paragraph(part, line)


def _from_list(path: tuple[str, ...], part: Part) -> list[Section]:
    """Return a section for each author of a list of names, and one for what follows it; nothing for another list."""
    items = _items(part) if part[0].type in {"bullet_list_open", "ordered_list_open"} else []
    authors = _authors_of(items)
    found = [
        Section(path, author.removeprefix("@"), [each for each in (_said_in_item(item[0]), *item[1:]) if each])
        for author, item in zip(authors, items, strict=False)
    ]
    return [*found, Section(path)] if len(found) > 1 or any(_author_of(item[0]) for item in items[: len(found)]) else []
