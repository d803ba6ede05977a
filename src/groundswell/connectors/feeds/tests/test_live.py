"""Feeds are read live, of both kinds; nothing in them can hurt."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from groundswell.connectors.archives import Archive
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.feeds import sync
from groundswell.connectors.feeds.parse import Entry, Files, read
from tests.replay.keeping import opened
from tests.replay.keeping import read as read_live
from tests.replay.server import Asked, Reply, serving

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog</title>
<item><title>How &amp;lt;b&amp;gt; we &amp;amp; you</title><link>https://b.example/1</link><guid>post-1</guid>
<pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate><dc:creator>Ann</dc:creator><category>lms</category>
<description>short</description>
<content:encoded><![CDATA[<p>Long <script>alert(1)</script>words</p>]]></content:encoded></item>
<item><link>javascript:alert(1)</link></item><item><title>nothing</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry><id>tag:1</id>
<title type="html">One</title>
<link rel="self" href="https://b.example/self"/><link href="https://b.example/one"/><author><name>Bob</name></author>
<published>2026-11-02T10:00:00Z</published><updated>2026-11-03T10:00:00Z</updated><category term="news"/>
<content type="html">&lt;p&gt;Words&lt;/p&gt;</content></entry></feed>"""


def entries(content: bytes) -> list[Entry]:
    return read(content, origin="https://b.example", now=NOW)


def test_rss_and_atom_say_the_same_things() -> None:
    rss, atom = entries(RSS)[0], entries(ATOM)[0]
    assert (rss.key, rss.address, rss.author, rss.labels) == ("post-1", "https://b.example/1", "Ann", ("lms",))
    assert (rss.title, rss.text) == ("How <b> we & you", "Long words")
    assert rss.published_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert (atom.key, atom.address, atom.author, atom.text) == ("tag:1", "https://b.example/one", "Bob", "Words")
    assert atom.changed_at == datetime(2026, 11, 3, 10, tzinfo=UTC)


def test_what_has_no_key_is_left_out_and_an_address_that_runs_is_no_address() -> None:
    found = entries(RSS)
    assert [(each.key, each.address, each.published_at) for each in found[1:]] == [("javascript:alert(1)", "", NOW)]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><title>Sign in</title></html>", "no RSS and no Atom"),
        (b"<!DOCTYPE html><html></html>", "no RSS and no Atom"),
        (ATOM[:200], "only a part of it"),
        (b"", "no RSS and no Atom"),
        (BOMB, "entities of its own"),
        (BOMB.decode().encode("utf-16"), "entities of its own"),
    ],
)
def test_what_is_no_feed_is_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unanswered, match=words):
        entries(content)


def test_an_empty_feed_is_a_feed() -> None:
    assert entries(b"<rss><channel/></rss>") == []


def test_a_feed_is_asked_for_only_when_it_changed() -> None:
    def service(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == '"1"' or "if-modified-since" in asked.headers
        return Reply(b"", 304) if known else Reply(ATOM, headers={"ETag": '"1"', "Last-Modified": "Mon"})

    with serving(service) as there:
        at = opened(f"{there.address}/feed/?kind=atom")
        known = read_live(sync.CONNECTOR, at)
        cursor = known.cursor
        read_live(sync.CONNECTOR, at, known)
        assert [each.path for each in there.asked] == ["/feed/"] * 2
        assert there.asked[0].query == [("kind", "atom")]
        assert sync.look(at).count == 1
    assert (list(known.items), known.cursor) == (["tag:1"], cursor)


def test_a_feed_that_is_ill_is_read_all_the_same() -> None:
    with serving(lambda _asked: Reply(RSS)) as there:
        there.illness.kinds = ("cut", "500", "429", "hang up")
        there.illness.begin(share=0.5, seed=3)
        assert len(read_live(sync.CONNECTOR, opened(there.address)).items) == 2


def test_a_day_beyond_all_numbers_is_no_day() -> None:
    strange = RSS.replace(b"Mon, 02 Nov 2026 10:00:00 +0100", b"Mon, 1 Jan 99999999999999999999 00:00:00 GMT")
    assert entries(strange)[0].published_at == NOW


def test_a_feed_in_another_encoding_is_read() -> None:
    said = RSS.decode().replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>')
    assert entries(said.encode("utf-16"))[0].key == "post-1"


UNDATED = b"<rss><channel><item><guid>a</guid><title>One</title></item></channel></rss>"


def test_what_says_no_day_keeps_the_day_on_which_it_was_first_seen() -> None:
    with serving(lambda _asked: Reply(UNDATED)) as there, time_machine.travel(NOW, tick=False) as traveller:
        known = read_live(sync.CONNECTOR, opened(there.address))
        first = known.messages["a"]
        traveller.shift(timedelta(days=3))
        read_live(sync.CONNECTOR, opened(there.address), known)
    assert known.messages["a"] == first


@pytest.mark.parametrize(
    ("choices", "is_news"), [({}, False), ({"what": "questions"}, False), ({"what": "news"}, True)]
)
def test_a_feed_is_news_where_its_source_says_so(choices: dict[str, str], *, is_news: bool) -> None:
    with serving(lambda _asked: Reply(ATOM)) as there:
        (batch,) = sync.FeedReader(opened(there.address, choices=choices)).read("")
    assert [item.is_news for item in batch.items] == [is_news]


def test_a_saved_feed_has_the_keys_of_what_is_read_live(tmp_path: Path) -> None:
    for name, content in (("a.xml", RSS), ("b.atom", ATOM), ("c.rss", UNDATED), ("d.xml", b"<html></html>")):
        (tmp_path / name).write_bytes(content)
    archive = Archive(tmp_path)
    (batch,) = Files(archive).read("")
    assert [each.key for each in batch.items] == ["post-1", "javascript:alert(1)", "tag:1", "a"]
    assert [fault.partition(":")[0] for fault in archive.faults] == ["d.xml"]
    (again,) = Files(Archive(tmp_path)).read("")
    assert again == batch
    (rest,) = Files(Archive(tmp_path)).read("a.xml")
    assert [each.key for each in rest.items] == ["tag:1", "a"]
