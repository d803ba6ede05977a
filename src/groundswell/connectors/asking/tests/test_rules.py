"""Pace, places and secrets, decided without a network."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import require_named
from groundswell.connectors.asking.pace import Bucket, Pace, asked_to_wait, pause
from groundswell.connectors.asking.places import Place, is_inside, is_of_the_link, pinned

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.integers(1, 8), st.floats(1, 600))
def test_no_more_is_asked_in_any_stretch_than_was_saved_up_and_came_in(
    gaps: list[float], at_once: int, a_minute: float
) -> None:
    bucket, now, sent = Bucket(Pace(a_minute=a_minute, at_once=at_once)), 0.0, []
    for gap in gaps:
        now += gap
        now += bucket.take(now)
        sent.append(now)
    for first, start in enumerate(sent):
        for last in range(first, len(sent)):
            assert last - first + 1 <= at_once + (sent[last] - start) * a_minute / 60 + 1e-6


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "30"}, 30.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90.0),
        ({"retry-after": format_datetime(NOW - timedelta(seconds=90), usegmt=True)}, 0.0),
        ({"retry-after": "Mon, 02 Nov 2026 12:01:00"}, 60.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Mon, 1 Jan 99999999999999999999 00:00:00 GMT"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(NOW.timestamp() + 40)}, 40.0),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "7"}, 7.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "?"}, None),
        ({"x-ratelimit-remaining": "12", "x-ratelimit-reset": "7"}, None),
        ({}, None),
    ],
)
def test_what_a_service_asks_us_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_to_wait(headers, NOW) == seconds


@given(st.integers(0, 100), st.floats(0, 1))
def test_pauses_grow_and_never_beyond_the_longest(attempt: int, share: float) -> None:
    assert 0.25 <= pause(attempt, share=share, longest=60) <= 60
    assert pause(attempt + 1, share=share, longest=60) >= pause(attempt, share=share, longest=60)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://forum.example.org/", "https://forum.example.org"),
        (" https://Forum.example.org:443/sub/ ", "https://forum.example.org"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_names_one_place(address: str, origin: str) -> None:
    assert Place.of(address).origin == origin


def test_an_address_that_is_a_page_is_asked_as_it_was_written() -> None:
    place = Place.of("https://blog.example.org/feed/?format=atom&tag=a%20b")
    assert place.target("") == "/feed/?format=atom&tag=a%20b"
    assert place.target("/more") == "/feed/more"
    assert Place.of("https://blog.example.org").target("") == "/"


@pytest.mark.parametrize(
    "address",
    ["", "forum.example.org", "ftp://forum.example.org", "https://", "https://a b", "https://x:99999", "file:///etc"],
)
def test_what_is_no_address_is_said_with_an_example(address: str) -> None:
    with pytest.raises(Unanswered, match=r"https://forum\.example\.org"):
        Place.of(address)


def test_a_password_does_not_belong_into_an_address() -> None:
    with pytest.raises(Unanswered) as caught:
        Place.of("https://me:secret@forum.example.org")
    assert "secret" not in caught.value.sentence


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "nonsense",
        "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "::10.0.0.1", "::",
    ],
)  # fmt: skip  # addresses beside each other
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::93.184.215.14"]
)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert not is_inside(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unanswered, match="inside your own network"):
        pinned(Place.of("https://a.example"), may_be_inside=False, resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "64:ff9b::169.254.169.254", "168.63.129.16",
        "100.100.100.200", "fd00:ec2::254", "::", "224.0.0.1",
    ],
)  # fmt: skip  # addresses beside each other
def test_a_named_host_may_lie_inside_and_never_lead_to_where_a_cloud_gives_out_keys(address: str) -> None:
    place = Place.of("https://git.intra.example")
    assert pinned(place, may_be_inside=True, resolve=lambda *_: ["10.0.0.1"]) == ["10.0.0.1"]
    assert is_of_the_link(address)
    with pytest.raises(Unanswered, match="belongs to the machine itself"):
        pinned(place, may_be_inside=True, resolve=lambda *_: ["10.0.0.1", address])


def test_what_the_operator_names_by_its_very_address_is_asked() -> None:
    place = Place.of("https://169.254.7.7")
    assert pinned(place, may_be_inside=True, resolve=lambda *_: ["169.254.7.7"]) == ["169.254.7.7"]


@pytest.mark.parametrize(
    ("address", "found", "may_be_inside"),
    [
        ("http://a.example", "93.184.215.14", False),
        ("http://git.intra.example", "10.0.0.1", True),
        ("http://localhost", "127.0.0.1", False),
        ("http://localhost", "10.0.0.1", True),
        ("imap://a.example", "93.184.215.14", True),
    ],
)
def test_a_key_goes_readably_to_nobody_on_the_way(address: str, found: str, *, may_be_inside: bool) -> None:
    place = (Place.of_mail if address.startswith("imap") else Place.of)(address)
    with pytest.raises(Unanswered, match=r"could read the key\. Write (https|imaps)://"):
        pinned(place, may_be_inside=may_be_inside, has_key=True, resolve=lambda *_: [found])


def test_a_key_goes_readably_within_this_machine_where_that_is_allowed() -> None:
    for address, found in (("http://localhost:3000", "127.0.0.1"), ("http://[::1]", "::1")):
        place = Place.of(address)
        assert pinned(place, may_be_inside=True, has_key=True, resolve=lambda *_, it=found: [it]) == [found]
    assert pinned(Place.of("http://a.example"), may_be_inside=False, resolve=lambda *_: ["93.184.215.14"])


def test_the_setting_names_hosts_one_by_one(settings: Settings) -> None:
    settings.HOSTS_INSIDE = frozenset({"10.1.2.3", "::1"})
    require_named(Place.of("https://10.1.2.3:8443/git"), has_key=True)
    require_named(Place.of("http://[::1]"), has_key=True)
    require_named(Place.of("https://git.example.org"), has_key=True)
    for address in ("https://10.1.2.4", "https://localhost", "https://a.localhost", "https://[fd00::1]"):
        with pytest.raises(Unanswered, match="GROUNDSWELL_HOSTS_INSIDE"):
            require_named(Place.of(address), has_key=True)


@pytest.mark.parametrize(
    "location",
    ["https://a.example.evil.example/", "//b.example/", "http://a.example/", "https://a.example:444/", "https://a:x/"],
)
def test_no_redirect_leads_to_another_place(location: str) -> None:
    with pytest.raises(Unanswered, match="sends us on"):
        Place.of("https://a.example").moved("/x", location)


def test_a_redirect_within_the_place_keeps_its_query() -> None:
    place = Place.of("https://a.example/forum")
    assert place.moved("/forum/t/1", "/forum/t/slug/1?page=2") == "/forum/t/slug/1?page=2"
    assert place.moved("/forum/t/1", "https://a.example") == "/"


def test_secrets_are_closed_by_the_source_key_and_a_new_signing_key_changes_nothing(settings: Settings) -> None:
    box = secrets.closed("key of the forum", of="source 1")
    settings.SECRET_KEY = "another signing key, chosen after a leak"
    assert secrets.opened(box, of="source 1") == "key of the forum"
    settings.KEYS_FOLDER = settings.KEYS_FOLDER / "of-another-installation"
    with pytest.raises(secrets.Unopenable):
        secrets.opened(box, of="source 1")


def test_secrets_open_for_what_they_belong_to_and_for_nothing_else() -> None:
    box = secrets.closed("key of the forum", of="source 1")
    assert secrets.opened(box, of="source 1") == "key of the forum"
    assert b"forum" not in box
    with pytest.raises(secrets.Unopenable):
        secrets.opened(box, of="source 2")
    assert (secrets.closed("", of="x"), secrets.opened(b"", of="x")) == (b"", "")
