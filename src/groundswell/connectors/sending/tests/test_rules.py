"""What may happen next to something that was tried, and how things are called outside."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.sending.letters import Letter, texts_of, written
from groundswell.connectors.sending.rules import (
    LEASE,
    SETTLES,
    SETTLES_SOON,
    TAKES,
    Kind,
    State,
    Step,
    folded,
    marker_of,
    next_step,
)
from groundswell.connectors.sending.writing import WRITERS

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", [State.PREPARED, State.REFUSED])
def test_what_is_surely_not_there_may_be_sent(state: State) -> None:
    assert next_step(state, Kind.GITHUB, NOW, NOW) is Step.SEND


def test_what_is_there_is_never_sent_again() -> None:
    assert next_step(State.SENT, Kind.GITHUB, NOW - timedelta(days=99), NOW) is Step.NOTHING


def test_who_is_at_it_has_two_minutes() -> None:
    assert next_step(State.TRYING, Kind.GITHUB, NOW, NOW + LEASE - timedelta(seconds=1)) is Step.WAIT
    assert next_step(State.TRYING, Kind.GITHUB, NOW, NOW + LEASE) is Step.LOOK


@pytest.mark.parametrize("kind", Kind)
def test_a_place_has_time_to_settle_before_it_is_believed(kind: Kind) -> None:
    settles = SETTLES.get(kind, SETTLES_SOON)
    assert next_step(State.UNSURE, kind, NOW, NOW + settles - timedelta(seconds=1)) is Step.WAIT
    assert next_step(State.UNSURE, kind, NOW, NOW + settles) is Step.LOOK


@given(
    state=st.sampled_from([State.TRYING, State.UNSURE]),
    kind=st.sampled_from(list(Kind)),
    seconds=st.integers(min_value=0, max_value=10**6),
)
def test_what_may_be_there_is_looked_for_before_anything_is_sent(state: State, kind: Kind, seconds: int) -> None:
    assert next_step(state, kind, NOW, NOW + timedelta(seconds=seconds)) in {Step.WAIT, Step.LOOK}


def test_every_way_out_has_its_writer_and_every_writer_is_a_way_out() -> None:
    assert set(WRITERS) == {(kind, what) for kind, whats in TAKES.items() for what in whats}


def test_a_marker_fits_into_what_the_narrowest_place_takes() -> None:
    assert len(marker_of("0" * 32)) == 44


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Review within a day", "review-within-a-day"),
        ("Über: *alles*?", "ber-alles"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", "change"),
        ("word " * 40, "word-word-word-word-word-word-word-word"),
    ],
)
def test_a_title_becomes_the_name_of_a_file(title: str, name: str) -> None:
    assert folded(title) == name


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ({"title": "One line", "parts": [{"text": "two\nlines"}]}, ["two\nlines"]),
        ({"content": b64encode(b"in\nbase64").decode(), "branch": "main"}, ["in\nbase64"]),
        ({"ref": "refs/heads/main", "sha": "0123abcd", "count": 3}, []),
    ],
)
def test_texts_of_several_lines_can_be_read_as_people_read(body: dict[str, object], texts: list[str]) -> None:
    assert texts_of(Letter("POST", "/", written(body))) == texts


def test_a_question_has_no_text() -> None:
    assert texts_of(Letter("GET", "/", "")) == []


@given(st.text())
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    name = folded(title)
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
