"""Topics of Discourse that were rendered: as its own pages for crawlers, or as Markdown with a head."""

import re
from datetime import UTC, datetime
from html import unescape

from groundswell.connectors.discourse.people import key_of_handle
from groundswell.connectors.prose import prose_of, without_data
from groundswell.questions.records import Author, Gone, Item, ItemKind, Kind, Message

type Records = list[Author | Item | Message | Gone]

_NUMBER_AT_END = re.compile(r"/t/(?:[^/\s\"?]+/)?(\d+)")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_POST = re.compile(r"^## Post #(\d+) by @(\S+) \((\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) UTC\)\n", re.MULTILINE)
_RULE = re.compile(r"\n+---\s*\Z")

_PAGE_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_CANONICAL = re.compile(r"""<link[^>]+rel=["']canonical["'][^>]*href=["']([^"']+)""", re.IGNORECASE)
_CRAWLED = re.compile(r"""<div[^>]*class=["'][^"']*\bcrawler-post\b[^"']*["'][^>]*>""")
_CREATOR = re.compile(r"""itemprop=["']creator["'].*?itemprop=["']name["'][^>]*>(.*?)</""", re.DOTALL)
_NAME = re.compile(r"""<span[^>]*itemprop=["']name["'][^>]*>(.*?)</span>""", re.DOTALL)
_WHEN = re.compile(r"""(?:datetime|content)=["'](\d{4}-\d\d-\d\dT[^"']+)["']""")
_PLACE = re.compile(r"""itemprop=["']position["'][^>]*>\s*#?(\d+)|id=["']post_(\d+)["']""")
_WORDS = re.compile(
    r"""<div[^>]*(?:class=["'][^"']*\bpost\b[^"']*["'][^>]*itemprop=["']text["']|itemprop=["']text["'])[^>]*>(.*?)"""
    r"""</div>\s*(?:<div[^>]*itemprop=["']interactionStatistic|<meta|</div>|\Z)""",
    re.DOTALL,
)


def from_markdown(text: str) -> Records:
    """Return a topic that was written as Markdown: a head between rules, then "## Post #1 by @name (when UTC)"."""
    head = dict(_pairs(text))
    posts = list(_POST.finditer(text))
    key = head.get("topic_id", "")
    if not key.isdigit() or not posts:
        return []
    title = _TITLE.search(text, 0, posts[0].start())
    ends = [post.start() for post in posts[1:]] + [len(text)]
    authors = [post[2] for post in posts]
    records: Records = [
        Item(
            key=key,
            kind=ItemKind.TOPIC,
            title=title[1] if title else head.get("title", ""),
            address=head.get("url", ""),
            opened_at=_moment(posts[0]),
            author=key_of_handle(authors[0]),
        )
    ]
    for post, end in zip(posts, ends, strict=True):
        words = _RULE.sub("", text[post.end() : end])
        records += _said(key, int(post[1]), post[2], _moment(post), prose_of(without_data(words)))
    return records


def from_html(text: str) -> Records:
    """Return a topic as Discourse shows it to crawlers."""
    address = _CANONICAL.search(text)
    named = _NUMBER_AT_END.search(address[1] if address else text)
    places = list(_CRAWLED.finditer(text))
    if not named or not places:
        return []
    key, title = named[1], _PAGE_TITLE.search(text)
    said: Records = []
    first: tuple[str, datetime] | None = None
    for number, (post, end) in enumerate(
        zip(places, [each.start() for each in places[1:]] + [len(text)], strict=True), start=1
    ):
        part = text[post.start() : end]
        who, when, words, place = (
            _CREATOR.search(part) or _NAME.search(part),
            _WHEN.search(part),
            _WORDS.search(part),
            _PLACE.search(part),
        )
        if not who or not when:
            continue
        handle = unescape(re.sub("<[^>]*>", "", who[1])).strip()
        at = datetime.fromisoformat(when[1]).astimezone(UTC)
        shown = int(place[1] or place[2]) if place else number
        first = first or (handle, at)
        said += _said(key, shown, handle, at, prose_of(words[1]) if words else "")
    if first is None:
        return []
    shown_title = unescape(title[1]).strip().rsplit(" - ", 2)[0] if title else ""
    item = Item(
        key=key, kind=ItemKind.TOPIC, title=shown_title, address=address[1] if address else "", opened_at=first[1],
        author=key_of_handle(first[0]),
    )  # fmt: skip  # one thing
    return [item, *said]


def _said(topic: str, number: int, handle: str, at: datetime, text: str) -> Records:
    is_machine = handle in {"system", "discobot"}
    return [
        Author(key=key_of_handle(handle), name=handle, handle=handle, bot=is_machine),
        Message(
            key=f"{topic}#{number}",
            item=topic,
            author=key_of_handle(handle),
            written_at=at,
            text=text,
            kind=Kind.OPENING if number == 1 else Kind.REPLY,
        ),
    ]


def _pairs(text: str) -> list[tuple[str, str]]:
    head = _HEAD.match(text)
    lines = head[1].split("\n") if head else []
    return [
        (name.strip(), value.strip().strip('"'))
        for name, mark, value in (line.partition(":") for line in lines)
        if mark
    ]


def _moment(post: "re.Match[str]") -> datetime:
    return datetime.fromisoformat(f"{post[3]}T{post[4]}").replace(tzinfo=UTC)
