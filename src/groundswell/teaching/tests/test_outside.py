"""What people outside read: without a cookie, only what was made public, and a feed that players understand."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from groundswell.people.rules import Audience
from groundswell.talks.models import Quote
from groundswell.teaching import actions
from groundswell.teaching.actions import Sound
from groundswell.teaching.models import Piece
from groundswell.teaching.rules.pieces import Kind, Origin, Stage
from groundswell.teaching.tests.conftest import (
    ClientOf,
    Raise,
    begun,
    being_fixed,
    page,
    process,
    published,
    take_back,
    words,
)
from tests.cast import Cast

SOUND = Sound("https://sound.example/1.mp3?a=1&b=2", 1_234_567, "audio/mpeg", 600)
CANARY = "Zqteachvogel"


def addresses(cast: Cast) -> Iterator[str]:
    del cast
    yield from (reverse(f"teaching:{name}") for name in ("learn", "podcast", "public_changed"))
    for piece in Piece.objects.all():
        yield reverse("teaching:public_piece", args=[piece.id])


def read_outside(cast: Cast) -> str:
    """Return everything that somebody outside can read of this context."""
    return "\n".join(Client().get(each).text for each in addresses(cast))


def test_no_page_for_everybody_sets_a_cookie_and_each_may_be_kept_for_a_moment(organisation: Cast) -> None:
    published(organisation, Audience.PUBLIC)
    for address in addresses(organisation):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=30", "a quote that is taken back is gone within a minute"
        assert answer["X-Robots-Tag"] == "all", "somebody outside looks for the answer"
        assert "Cookie" in answer["Vary"]


def test_a_page_for_somebody_signed_in_is_kept_by_nobody(organisation: Cast, client_of: ClientOf) -> None:
    answer = client_of(organisation.bob).get(reverse("teaching:learn"))
    assert "public" not in answer["Cache-Control"]


@pytest.mark.slow
def test_what_is_not_public_is_nowhere_outside(
    organisation: Cast, raised: Raise, quote: Quote, story: Piece, client_of: ClientOf
) -> None:
    """One canary in everything that is written, by whatever way it might get out."""
    closed = raised(title=f"{CANARY} of the desk").id
    inside = raised(title=f"{CANARY} of us all", audience=Audience.ORGANISATION).id
    begun(organisation, Stage.SCHEDULED, title=f"{CANARY} draft", words=CANARY)
    published(organisation, title=f"{CANARY} inside", words=CANARY, aim=CANARY)
    published(organisation, **process(inside, title=f"{CANARY} process", added=CANARY))
    Piece.objects.filter(id=story.id).update(words=CANARY)
    down = published(organisation, Audience.PUBLIC, title=f"{CANARY} taken down")
    actions.take_down(by=organisation.mo, piece=down)
    held = begun(organisation, Stage.REVIEW, title="Of a quote", source=(Origin.TALK, quote.id))
    actions.choose_quotes(by=organisation.mo, piece=held, chosen=[quote.id])
    actions.publish_piece(by=organisation.mo, piece=held, readers=Audience.PUBLIC)
    said = quote.words
    assert said in read_outside(organisation)
    take_back(client_of(organisation.bob), quote)
    read = read_outside(organisation)
    assert said not in read
    assert CANARY not in read
    for concern in (closed, inside):
        assert str(concern) not in read
    never = Client().get(reverse("teaching:public_piece", args=[closed]))
    for piece in Piece.objects.filter(title__startswith=CANARY):
        answer = Client().get(reverse("teaching:public_piece", args=[piece.id]))
        assert (answer.status_code, answer.content) == (404, never.content)


@pytest.mark.slow
def test_the_forms_offer_nothing_private_to_anybody(organisation: Cast, raised: Raise, client_of: ClientOf) -> None:
    raised(title=f"{CANARY} of the desk")
    raised(title=f"{CANARY} of a cell", audience=Audience.CELL, cell=organisation.cell_one)
    for person in (organisation.alice, organisation.mo):
        for route in ("begin", "pieces", "solved"):
            assert CANARY not in page(client_of(person), route)


def test_words_are_markdown_and_never_more(organisation: Cast) -> None:
    evil = "<script>x</script> [a](javascript:x) ![i](https://t.example/p.gif) # <img src=x onerror=y>\n\n# Big"
    piece = published(organisation, Audience.PUBLIC, words=evil)
    shown = page(Client(), "public_piece", piece.id)
    assert "<h2>Big</h2>" in shown
    for harm in ("<script>x", 'href="javascript', "<img src", 't.example/p.gif" alt'):
        assert harm not in shown


@pytest.mark.slow
def test_what_changed_says_what_became_of_public_concerns_and_of_no_others(
    organisation: Cast, public_concern: UUID, raised: Raise
) -> None:
    quiet = raised(title="Still raised", audience=Audience.PUBLIC)
    being_fixed(organisation, public_concern)
    published(organisation, Audience.PUBLIC, title="Who reviews", **process(public_concern))
    published(organisation, title="Inside alone", source=(Origin.CONCERN, public_concern))
    shown = page(Client(), "public_changed")
    assert "Reviews take long" in shown
    assert "Who reviews" in shown
    assert "Inside alone" not in shown
    assert str(quiet.id) not in shown


# ---------------------------------------------------------------- the feed


@pytest.fixture
def episode(organisation: Cast) -> Piece:
    """Return an episode of the podcast that everybody hears."""
    told = {"title": "Tide & <time>", "words": "It is *about* tide.\n\n]]>", "sound": SOUND}
    return published(organisation, Audience.PUBLIC, kind=Kind.PODCAST, **told)


@pytest.mark.slow
def test_the_feed_is_rss_with_an_enclosure_an_episode(organisation: Cast, episode: Piece) -> None:
    published(organisation, title="Inside alone", kind=Kind.PODCAST, sound=SOUND)
    published(organisation, Audience.PUBLIC, title="A post")
    answer = Client().get(reverse("teaching:podcast"))
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert {"title", "link", "description", "language"} <= {each.tag for each in channel}
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Tide & <time>"
    assert item.findtext("guid") == f"urn:uuid:{episode.id}"
    assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
    assert item.findtext("link") == f"http://localhost:8000{reverse('teaching:public_piece', args=[episode.id])}"
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": SOUND.address, "length": "1234567", "type": "audio/mpeg"}
    told = item.findtext("pubDate")
    assert told is not None
    assert parsedate_to_datetime(told).date() == episode.published_on
    assert "<em>about</em>" in str(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"))


def test_no_letter_in_a_title_silences_the_podcast(organisation: Cast) -> None:
    """XML holds some characters in no way at all; a player refuses the whole feed over one of them."""
    told = {"title": "Tide\ufffe and\x0b time\uffff", "words": "\x08Words\ufffe", "sound": SOUND}
    published(organisation, Audience.PUBLIC, kind=Kind.PODCAST, **told)
    root = ET.fromstring(Client().get(reverse("teaching:podcast")).content)  # noqa: S314 - our own
    assert root.findtext("channel/item/title") == "Tide and time"


def test_the_same_episodes_give_the_same_feed(episode: Piece, noon: Traveller) -> None:
    first = Client().get(reverse("teaching:podcast")).content
    noon.shift(timedelta(days=3))
    assert Client().get(reverse("teaching:podcast")).content == first


def test_a_feed_of_nothing_is_a_feed(organisation: Cast) -> None:
    root = ET.fromstring(Client().get(reverse("teaching:podcast")).content)  # noqa: S314 - our own
    assert root.findall("channel/item") == []


def test_an_episode_without_its_sound_is_not_in_the_feed(organisation: Cast, episode: Piece) -> None:
    actions.take_down(by=organisation.mo, piece=episode)
    actions.change_piece(by=organisation.mo, piece=episode, words=words(kind=Kind.POST))
    assert b"<item>" not in Client().get(reverse("teaching:podcast")).content
