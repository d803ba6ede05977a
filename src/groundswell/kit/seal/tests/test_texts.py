"""Sealed texts: who opens them, who cannot, and what is left when the item's key is gone."""

import json
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal import boxes, padding, texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.derive import derive
from groundswell.kit.seal.tests.test_boxes import changed_at
from groundswell.kit.seal.texts import NotPlain, Sealed, open_text, reseal, seal_text

ADVOCATE, ALTERNATE, STRANGER = (boxes.new_key_pair() for _ in range(3))
ITEM_KEY = boxes.new_secret()
ANY_TEXT = st.text(st.characters(), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
CANARY = "CANARY-7f3a"


def sealed_to_both(payload: dict[str, Any]) -> Sealed:
    """Seal to advocate and alternate."""
    return seal_text(payload, readers=[ADVOCATE.public, ALTERNATE.public], item_key=ITEM_KEY)


@pytest.mark.slow
@given(st.dictionaries(ANY_TEXT, JSON, max_size=4))
def test_every_chosen_reader_reads_exactly_what_was_said(payload: dict[str, Any]) -> None:
    sealed = sealed_to_both(payload)
    for reader in (ADVOCATE, ALTERNATE):
        assert open_text(sealed.body, sealed.envelopes[reader.public], reader, ITEM_KEY) == payload


@pytest.mark.parametrize(
    "words", ["", "\0", "\u202eright to left", "\ud800 half a pair", "😀" * 10_000, "<script>", "\ud83d\ude00"]
)
def test_strange_words_survive_untouched(words: str) -> None:
    sealed = sealed_to_both({"text": words})
    assert open_text(sealed.body, sealed.envelopes[ADVOCATE.public], ADVOCATE, ITEM_KEY) == {"text": words}


def test_a_stranger_opens_no_envelope() -> None:
    sealed = sealed_to_both({"text": "words"})
    for envelope in sealed.envelopes.values():
        with pytest.raises(Unopenable):
            open_text(sealed.body, envelope, STRANGER, ITEM_KEY)


def test_a_reader_without_the_items_key_reads_nothing() -> None:
    sealed = sealed_to_both({"text": "words"})
    with pytest.raises(Unopenable):
        open_text(sealed.body, sealed.envelopes[ADVOCATE.public], ADVOCATE, boxes.new_secret())


def test_the_items_key_alone_opens_nothing() -> None:
    with pytest.raises(Unopenable):
        boxes.decrypt(ITEM_KEY, sealed_to_both({"text": "words"}).body)


def test_a_text_handed_over_is_read_by_the_successor() -> None:
    sealed = sealed_to_both({"text": "words"})
    successor = boxes.new_key_pair()
    envelope = reseal(sealed.envelopes[ADVOCATE.public], ADVOCATE, successor.public)
    assert open_text(sealed.body, envelope, successor, ITEM_KEY) == {"text": "words"}


def test_nobody_hands_over_what_they_cannot_read() -> None:
    sealed = sealed_to_both({"text": "words"})
    with pytest.raises(Unopenable):
        reseal(sealed.envelopes[ADVOCATE.public], STRANGER, STRANGER.public)


@pytest.mark.slow
def test_a_change_of_any_byte_closes_a_text() -> None:
    sealed = sealed_to_both({"text": "words"})
    envelope = sealed.envelopes[ADVOCATE.public]
    for place in range(len(sealed.body)):
        with pytest.raises(Unopenable):
            open_text(changed_at(place, sealed.body), envelope, ADVOCATE, ITEM_KEY)
    for place in range(len(envelope)):
        with pytest.raises(Unopenable):
            open_text(sealed.body, changed_at(place, envelope), ADVOCATE, ITEM_KEY)


def test_an_envelope_of_another_text_opens_nothing() -> None:
    one, other = sealed_to_both({"text": "one"}), sealed_to_both({"text": "other"})
    with pytest.raises(Unopenable):
        open_text(one.body, other.envelopes[ADVOCATE.public], ADVOCATE, ITEM_KEY)


@given(st.text("ab", max_size=900), st.text("ab", max_size=900))
def test_two_short_texts_are_stored_at_the_same_size(one: str, other: str) -> None:
    first, second = sealed_to_both({"text": one}), sealed_to_both({"text": other})
    assert len(first.body) == len(second.body) == padding.BUCKETS[0] + boxes.BOX_OVERHEAD
    assert {len(envelope) for envelope in (*first.envelopes.values(), *second.envelopes.values())} == {80}


def test_a_reader_named_twice_gets_one_envelope() -> None:
    sealed = seal_text({}, readers=[ADVOCATE.public, ADVOCATE.public], item_key=ITEM_KEY)
    assert list(sealed.envelopes) == [ADVOCATE.public]


def test_a_text_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(ValueError, match="lost"):
        seal_text({"text": "words"}, readers=[], item_key=ITEM_KEY)


def test_a_text_too_long_for_every_bucket_is_refused_with_the_limit() -> None:
    with pytest.raises(padding.TooLong) as refusal:
        sealed_to_both({"text": "x" * 70_000})
    assert refusal.value.limit == 65_535


def loop() -> dict[str, Any]:
    """Return something that contains itself."""
    circle: dict[str, Any] = {CANARY: 1}
    circle["again"] = circle
    return circle


@pytest.mark.parametrize("payload", [{"a": CANARY.encode()}, {"a": {CANARY}}, {CANARY: float("nan")}, loop()])
def test_what_is_no_plain_json_is_refused_without_being_repeated(payload: dict[str, Any]) -> None:
    with pytest.raises(NotPlain) as refusal:
        sealed_to_both(payload)
    assert CANARY not in "".join(traceback.format_exception(refusal.value))


@pytest.mark.parametrize("content", [f'"{CANARY}"', f"[{CANARY!r}", "null", f"\udcff{CANARY}"])
def test_a_body_that_is_no_payload_opens_as_nothing_and_no_error_carries_it(content: str) -> None:
    secret = boxes.new_secret()
    key = derive(secret, salt=ITEM_KEY, purpose=texts.PURPOSE)
    body = boxes.encrypt(key, padding.pad(content.encode("utf-8", "surrogateescape")))
    with pytest.raises(Unopenable) as refusal:
        open_text(body, boxes.seal_to(ADVOCATE.public, secret), ADVOCATE, ITEM_KEY)
    assert refusal.value.__context__ is None
    assert CANARY not in "".join(traceback.format_exception(refusal.value))


def test_nothing_of_the_words_shows_in_what_is_stored() -> None:
    sealed = sealed_to_both({"text": CANARY})
    stored = sealed.body + b"".join(sealed.envelopes.values())
    assert CANARY.encode() not in stored
    assert json.dumps(CANARY).encode() not in stored
