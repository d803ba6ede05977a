"""The podcast as RSS 2.0: one item an episode, with its enclosure. Nothing in it is of a moment of asking."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import unescape
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.utils.html import strip_tags

from groundswell.teaching.models import Piece

_SUMMARY = 300
# What XML 1.0 holds in no way: one such letter, and no player reads the podcast any more.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


class Feed:
    """Writes the document, element by element; every text is escaped."""

    def __init__(self) -> None:
        self._out = StringIO()
        self._xml = XMLGenerator(self._out, encoding="utf-8", short_empty_elements=True)

    def written(self, channel: dict[str, str], own: str, items: Sequence[tuple[Piece, str, str]]) -> bytes:
        """Return the feed: `channel` names title, link, description and language, `own` is its address.

        An item is an episode, the address of its page and its words as HTML.
        """
        self._xml.startDocument()
        spaces = {"xmlns:atom": _ATOM, "xmlns:content": _CONTENT, "xmlns:itunes": _ITUNES}
        self._xml.startElement("rss", AttributesImpl({"version": "2.0", **spaces}))
        self._xml.startElement("channel", AttributesImpl({}))
        for name, text in channel.items():
            self._element(name, text)
        self._element("atom:link", "", {"href": own, "rel": "self", "type": "application/rss+xml"})
        for episode, address, html in items:
            self._item(episode, address, html)
        self._xml.endElement("channel")
        self._xml.endElement("rss")
        self._xml.endDocument()
        return self._out.getvalue().encode()

    def _item(self, episode: Piece, address: str, html: str) -> None:
        self._xml.startElement("item", AttributesImpl({}))
        self._element("title", episode.title)
        self._element("link", address)
        # It stays the same when the installation moves to another address.
        self._element("guid", f"urn:uuid:{episode.id}", {"isPermaLink": "false"})
        if episode.published_on:
            self._element("pubDate", format_datetime(_noon(episode.published_on)))
        self._element("description", _summary(html) or episode.title)
        if html:
            self._element("content:encoded", html)
        sound = {"url": episode.sound, "length": str(episode.sound_bytes), "type": episode.sound_type}
        self._element("enclosure", "", sound)
        if episode.sound_seconds:
            self._element("itunes:duration", str(episode.sound_seconds))
        self._xml.endElement("item")

    def _element(self, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
        self._xml.startElement(name, AttributesImpl(attributes or {}))
        self._xml.characters(_NO_XML.sub("", text))
        self._xml.endElement(name)


def _summary(html: str) -> str:
    """Return the beginning of the words, as plain text."""
    text = " ".join(unescape(strip_tags(html)).split())
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY].rpartition(' ')[0]} …"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
