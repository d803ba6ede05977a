"""A post as it was typed: Markdown with Discourse's own square brackets."""

import re
from html import escape

from markdown_it import MarkdownIt

from groundswell.connectors.html import blocks_of
from groundswell.connectors.plain import storable
from groundswell.register.threads.rules import Block

_BRACKETS = re.compile(
    r"^[ \t]*\[(/?)(quote|details|poll|spoiler|wrap|date)\b([^\]\n]{0,300})\][ \t]*", re.IGNORECASE | re.MULTILINE
)
# Links stay what they are in `html.py`; raw HTML in a post is cleaned there too.
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True, "maxNesting": 20}).enable("table")


def blocks_of_raw(raw: str) -> tuple[Block, ...]:
    """Return the blocks of a post of which only the typed text is there."""
    return blocks_of(_MARKDOWN.render(_BRACKETS.sub(_tag, storable(raw))))


def _tag(match: re.Match[str]) -> str:
    closes, name, rest = bool(match[1]), match[2].lower(), match[3].lstrip("= ").strip("\"' ")
    if name == "quote":
        opening = f'<aside class="quote" data-username="{escape(rest.split(",")[0].strip())}"><blockquote>'
        return _alone("</blockquote></aside>" if closes else opening)
    if name == "details":
        return _alone("</details>" if closes else f"<details><summary>{escape(rest)}</summary>")
    return "\n\n"


def _alone(html: str) -> str:
    """Return HTML between blank lines, so that what follows it is read as Markdown again."""
    return f"\n\n{html}\n\n"
