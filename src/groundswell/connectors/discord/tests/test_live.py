"""Threads and forum posts of Discord are read live; one id says how far."""

import pytest

from groundswell.connectors.discord import api, sync
from tests.replay.chats import Guild
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import serving

NAMED = {"choices": {"guild": "G", "channels": "F1"}, "key": "k"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(Guild()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        assert there.asked[0].headers["authorization"] == "Bot k"
    return known


def test_open_and_archived_threads_are_read_whole(clean: Known) -> None:
    assert set(clean.items) == {str(number << 32) for number in range(1, 13)}
    long = [row for row in clean.messages.values() if row.item == str(3 << 32)]  # type: ignore[attr-defined]
    assert len(long) == 150
    assert sum(row.kind == "opening" for row in long) == 1  # type: ignore[attr-defined]
    assert clean.items[str(4 << 32)].closed_at is not None  # type: ignore[attr-defined]
    assert clean.items[str(2 << 32)].closed_at is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(Guild()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed, share=0.3)
    assert (tried.messages, tried.items) == (clean.messages, clean.items)


def test_only_threads_that_somebody_spoke_in_are_asked_again() -> None:
    guild = Guild()
    with serving(guild) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        guild.more[5], before = 152, len(there.asked)
        guild.more[5] = 152
        count = len(known.messages)
        read(sync.CONNECTOR, opened(there.address, **NAMED), known)
        threads = {each.path for each in there.asked[before:] if each.path.endswith("/messages")}
    assert threads == {f"/channels/{5 << 32}/messages"}
    assert len(known.messages) > count


def test_a_look_counts_open_threads() -> None:
    with serving(Guild()) as there:
        assert sync.look(opened(there.address, **NAMED)).count == 6


def test_an_id_holds_its_moment() -> None:
    at = api.made_at("175928847299117063")
    assert at is not None
    assert at.isoformat(timespec="milliseconds") == "2016-04-30T11:18:25.796+00:00"
    assert api.number_at(at) <= 175928847299117063 < api.number_at(at) + (2 << 22)
    assert api.made_at("x") is None
