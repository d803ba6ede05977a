"""What is told, when it is tried again, and how it is signed."""

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.announcing.rules import (
    EVENTS,
    PAUSES,
    Event,
    data_of,
    event_of,
    pause_after,
    secret_text,
    signature,
)


def test_a_signature_is_the_one_of_the_standards_own_example() -> None:
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = {"message_id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "moment": 1614265330, "body": b'{"test": 2432232314}'}
    assert signature(secret, **told) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="  # type: ignore[arg-type]
    assert secret_text(secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_every_pause_is_longer_than_the_one_before_and_they_end_after_three_days() -> None:
    pauses = [pause_after(tries) for tries in range(1, len(PAUSES) + 1)]
    assert pauses == sorted(pauses)  # type: ignore[type-var]
    assert timedelta(days=3) < sum(PAUSES, timedelta()) < timedelta(days=4)


@pytest.mark.parametrize("tries", [0, len(PAUSES) + 1])
def test_there_is_no_pause_before_the_first_try_and_after_the_last(tries: int) -> None:
    assert pause_after(tries) is None


@given(st.dictionaries(st.sampled_from(["version", "title", "text", "name", "actor", "people"]), st.text()))
def test_of_what_changed_only_what_is_named_goes_out(changes: dict[str, str]) -> None:
    for event in EVENTS.values():
        assert set(data_of(event, "1", changes)) <= {event.thing, *event.more}


def test_nothing_that_is_told_is_called_after_words_or_a_person() -> None:
    told = {name for event in EVENTS.values() for name in (event.thing, *event.more)}
    assert told.isdisjoint({"title", "text", "words", "reason", "person", "by", "actor", "name", "people"})
    assert not [verb for context, verb in EVENTS if context in {"voices", "talks", "people"}]


def test_most_acts_are_told_to_nobody() -> None:
    assert event_of("voices", "read") is None
    assert event_of("epics", "begin_epic") == Event("epic.begun", "epic")
