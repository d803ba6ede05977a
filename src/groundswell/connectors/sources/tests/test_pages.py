"""Advocates and administrators look after the sources."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from groundswell.connectors.feeds.parse import Entry as FeedEntry
from groundswell.connectors.feeds.parse import from_entries
from groundswell.connectors.sources import telling
from groundswell.connectors.sources.actions import SourceWords, change_source, connect_source, pause_source
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.opening import opened, secrets_of
from groundswell.connectors.sources.tests.conftest import connected_to
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people.refusals import Refused
from groundswell.questions.actions import begin_source
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.models import Item, Source
from groundswell.questions.queries import connected
from groundswell.questions.queries.figures import Asking, asked
from groundswell.questions.queries.queue import counts
from groundswell.questions.rules.lists import Lists
from tests.cast import Cast
from tests.replay.server import Running

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "Open edX forum", "address": "https://forum.invalid", "key": "k3y", "user": "reader", "hook": "s3cret",
    "a_minute": "120", "months": "24",
}  # fmt: skip  # fields beside each other


@pytest.fixture
def browser(organisation: Cast) -> Client:
    client = Client()
    client.force_login(organisation.ada)
    return client


def post(client: Client, route: str, *args: object, **fields: str) -> str:
    answer = client.post(reverse(route, args=args), fields)
    if answer.status_code == 303:
        answer = client.get(answer["Location"])
    return answer.content.decode()


def told() -> connected.Told:
    found = connected.told_of(Source.objects.get().id)
    assert found is not None
    return found


def test_a_source_is_connected_with_its_key_encrypted(browser: Client) -> None:
    page = post(browser, "sources:connect", "discourse", **FILLED)
    assert "It is connected" in page
    assert "k3y" not in page
    row = Source.objects.get()
    assert (row.kind, row.address, row.retention_months) == ("discourse", "https://forum.invalid", 24)
    assert b"k3y" not in bytes(row.secret or b"")
    at = opened(told())
    assert (at.key, at.choices, at.pace.a_minute, at.may_be_inside) == ("k3y", {"user": "reader"}, 120.0, False)
    assert "k3y" not in repr(at)
    assert secrets_of(told()).hook == "s3cret"
    assert Entry.objects.latest("number").verb == "connect_source"


@pytest.mark.slow
def test_an_empty_key_leaves_the_one_there_is(browser: Client) -> None:
    post(browser, "sources:connect", "discourse", **FILLED)
    source = Source.objects.get().id
    page = browser.get(reverse("sources:source", args=[source])).content.decode()
    assert "There is one. Leave this empty to keep it." in page
    assert "It is changed" in post(browser, "sources:source", source, **(FILLED | {"key": "", "hook": "new"}))
    assert (secrets_of(told()).key, secrets_of(told()).hook) == ("k3y", "new")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["https://elsewhere.invalid", "https://forum.invalid:8443", "http://localhost"])
def test_a_key_does_not_follow_its_source_to_another_place(browser: Client, address: str) -> None:
    """Whoever may change an address could otherwise have the key sent to a machine of their own."""
    post(browser, "sources:connect", "discourse", **FILLED)
    source, moved = Source.objects.get().id, FILLED | {"address": address}
    assert "enter the key once more" in post(browser, "sources:source", source, **(moved | {"key": ""}))
    assert Source.objects.get().address == "https://forum.invalid"
    assert "It is changed" in post(browser, "sources:source", source, **(moved | {"key": "k4y"}))
    assert (Source.objects.get().address, secrets_of(told()).key) == (address, "k4y")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Give it a name"),
        ("address", "forum", "is no address that can be asked"),
        ("address", "http://forum.invalid", "everybody on the way could read the key"),
        ("address", "https://10.1.2.3", "lies inside your own network. Whoever runs this installation can allow it"),
        ("address", "https://169.254.169.254", "belongs to the machine itself"),
        ("address", "https://me:pw@forum.invalid", "does not belong into the address"),
        ("a_minute", "many", "Write a whole number"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_stays(
    browser: Client, field: str, value: str, sentence: str
) -> None:
    answer = browser.post(reverse("sources:connect", args=["discourse"]), FILLED | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="reader"' in page or ">\nreader<" in page or ">reader<" in page
    assert not Source.objects.exists()


def test_a_name_is_of_one_source(browser: Client) -> None:
    post(browser, "sources:connect", "discourse", **FILLED)
    assert "There is a source of this name already" in post(browser, "sources:connect", "discourse", **FILLED)


def test_what_a_kind_needs_it_asks_for() -> None:
    with pytest.raises(Refused, match="answers nobody without a key"):
        connect_source(by=None, connector=CONNECTORS["slack"], words=SourceWords(name="Chat"))
    with pytest.raises(Refused, match="nothing to read"):
        connect_source(by=None, connector=CONNECTORS["slack"], words=SourceWords(name="Chat", key="k"))


def test_a_look_says_what_answers(browser: Client, forum: Running) -> None:
    source = connected_to(forum.address)
    assert "It answers: 52 topics, last" in post(browser, "sources:look", source)
    forum.illness.kinds = ("page",)
    Source.objects.update(address="http://127.0.0.1:9")
    assert "Nobody answers at http://127.0.0.1:9" in post(browser, "sources:look", source)
    assert len(forum.asked) == 2


def test_a_source_inside_is_asked_only_while_the_operator_names_its_host(
    browser: Client, forum: Running, settings: Settings
) -> None:
    source = connected_to(forum.address)
    settings.HOSTS_INSIDE = frozenset({"127.0.0.2"})
    page = post(browser, "sources:look", source)
    assert "GROUNDSWELL_HOSTS_INSIDE" in page.partition("<main")[2]
    assert forum.asked == []


def test_a_source_is_paused_and_read_again(browser: Client) -> None:
    source = connected_to("http://127.0.0.1:9")
    assert "paused" in post(browser, "sources:pause", source)
    assert Source.objects.get().due_at is None
    post(browser, "sources:pause", source)
    assert Source.objects.get().due_at is not None


def test_from_the_beginning_means_without_a_cursor(browser: Client) -> None:
    source = connected_to("http://127.0.0.1:9")
    Source.objects.update(cursor="x", fault="It was broken.")
    assert "nothing is doubled" in post(browser, "sources:anew", source)
    assert (Source.objects.get().cursor, Source.objects.get().fault) == ("", "")


def test_the_list_says_how_each_stands_and_asks_as_often_for_three_as_for_one(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert "No source is connected yet" in browser.get(reverse("sources:sources")).content.decode()
    connected_to("http://127.0.0.1:9")
    browser.get(reverse("sources:sources"))
    with CaptureQueriesContext(connection) as one:
        browser.get(reverse("sources:sources"))
    broken = connected_to("http://127.0.0.1:9", name="Broken")
    Source.objects.filter(id=broken).update(fault="It refuses the key.", due_at=None)
    pause_source(by=None, source=connected_to("http://127.0.0.1:9", name="Off"), is_paused=True)
    begin_source(by=None, kind="discourse", name="Archive")
    with django_assert_num_queries(len(one)):
        page = browser.get(reverse("sources:sources")).content.decode()
    for words in (
        "being read for the first time",
        "brought in from files",
        "waits for you",
        "It refuses the key.",
        "paused",
    ):
        assert words in page


@pytest.mark.slow
def test_every_kind_has_its_form(browser: Client) -> None:
    page = browser.get(reverse("sources:choose")).content.decode()
    for key, connector in CONNECTORS.items():
        assert connector.name in page
        assert browser.get(reverse("sources:connect", args=[key])).status_code == 200


def test_the_start_page_tells_who_looks_after_them(browser: Client, organisation: Cast) -> None:
    source = connected_to("http://127.0.0.1:9")
    Source.objects.filter(id=source).update(fault="It refuses the key.")
    page = browser.get(reverse("start")).content.decode()
    assert "1 source outside" in page
    assert "It refuses the key." in page
    member = Client()
    member.force_login(organisation.bob)
    assert "source outside" not in member.get(reverse("start")).content.decode()


def test_a_member_connects_nothing(organisation: Cast) -> None:
    with pytest.raises(PermissionError):
        connect_source(by=organisation.bob, connector=CONNECTORS["discourse"], words=SourceWords(name="x"))


def test_after_a_restore_without_the_keys_the_key_is_asked_for_again(browser: Client) -> None:
    source = connected_to("http://127.0.0.1:9")
    Source.objects.update(secret=b"of another installation")
    assert "cannot be opened with the keys of this installation" in post(browser, "sources:look", source)
    words = SourceWords(name="Forum", address="http://127.0.0.1:9", key="new")
    change_source(by=None, source=source, connector=CONNECTORS["discourse"], words=words)
    assert secrets_of(told()).key == "new"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "a moment ago"), (59, "a moment ago"), (60, "1 minute ago"), (7200, "2 hours ago"), (90000, "1 day ago")],
)
def test_how_long_ago_is_said_in_the_largest_unit(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert telling.ago(now - timedelta(seconds=seconds), now) == words


def test_a_feed_may_be_news_and_waits_for_nobody_then(browser: Client) -> None:
    fields = {"name": "Blog", "address": "https://blog.invalid/feed.xml", "public": "on"}
    assert "questions that somebody asks" in browser.get(reverse("sources:connect", args=["feed"])).content.decode()
    post(browser, "sources:connect", "feed", **fields)
    source = Source.objects.get()
    assert source.settings["choices"] == {"what": "questions"}
    first, second = (feed_entry(key, f"Entry {key}") for key in "ab")
    take_in(source=source, batch=from_entries([first]))
    assert counts()[Lists.UNANSWERED] == 1
    post(browser, "sources:source", source.id, **fields, what="news")
    assert counts()[Lists.UNANSWERED] == 0
    take_in(source=source, batch=from_entries([first, second], is_news=True))
    assert counts()[Lists.UNANSWERED] == 0
    assert set(Item.objects.values_list("work", "is_not_ours")) == {("news", True)}
    assert asked(Asking(days=90)) == []
    # What somebody here says of one of them stays, whatever is read or changed.
    Item.objects.filter(key="b").update(work=Item.Work.UPSTREAM, is_not_ours=False)
    take_in(source=source, batch=from_entries([first, second], is_news=True))
    post(browser, "sources:source", source.id, **fields, what="questions")
    assert dict(Item.objects.values_list("key", "work")) == {"a": "question", "b": "upstream"}
    assert counts()[Lists.UNANSWERED] == 2


def feed_entry(key: str, title: str) -> FeedEntry:
    when = clock.now() - timedelta(days=1)
    return FeedEntry(key, title, "", "Ann", when, None, "Words", ())
