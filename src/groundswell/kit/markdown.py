"""Markdown as safe HTML: no raw HTML, no image from elsewhere, and links that tell nobody where a reader came from.

``from groundswell.kit.markdown import html_of``. What comes out may stand on a page of ours as it is.
"""

import re
from collections.abc import Sequence

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").disable("image")
_TAGS = {
    *("p", "br", "wbr", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
_LOWEST = "######"
_RUN = re.compile(r"\S{24}")
_REL = "noopener noreferrer nofollow"


def html_of(text: str) -> SafeString:
    """Return a text in Markdown as HTML. Its headings lie below the page's own: `#` is an `<h2>`."""
    rendered = _MARKDOWN.render(_lowered(text))
    cleaned = nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=_REL
    )
    return SafeString(cleaned)


def _breakable(_renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: object, _env: object) -> str:
    """Return a text with places where a long address may break, so that a telephone shows it whole."""
    return "<wbr>".join(escape(part) for part in _RUN.sub("\\g<0>\0", tokens[at].content).split("\0"))


_MARKDOWN.add_render_rule("text", _breakable)


def _lowered(text: str) -> str:
    """Return the text with each heading one step lower; what lies between fences stays as it is."""
    lines, fence = [], ""
    for line in text.splitlines():
        bare = line.lstrip()
        mark = bare[:3]
        if mark in {"```", "~~~"} and (not fence or mark == fence):
            fence = "" if fence else mark
        lines.append(f"#{line}" if not fence and line.startswith("#") and not line.startswith(_LOWEST) else line)
    return "\n".join(lines)
