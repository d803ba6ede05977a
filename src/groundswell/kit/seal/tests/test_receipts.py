"""Receipts: the author's way back, and nobody else's."""

import os
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal import codes, receipts
from groundswell.kit.seal.codes import ALPHABET, Fault
from groundswell.kit.seal.receipts import (
    BadReceipt,
    Receipt,
    fingerprint,
    item_id_from,
    lookup_id,
    parse_receipt,
    receipt_from,
    wrapping_key,
)

PEPPER = bytes(range(32))
RECEIPTS = st.integers(0, 2**100 - 1).map(Receipt)
NONCES = st.binary(min_size=16, max_size=16)


@given(RECEIPTS)
def test_a_receipt_typed_as_printed_is_the_receipt(receipt: Receipt) -> None:
    assert parse_receipt(receipt.text) == receipt


@given(NONCES)
def test_the_same_form_gives_the_same_receipt_and_the_same_item(nonce: bytes) -> None:
    assert receipt_from(nonce, PEPPER) == receipt_from(nonce, PEPPER)
    assert item_id_from(nonce, PEPPER) == item_id_from(nonce, PEPPER)
    assert item_id_from(nonce, PEPPER).version == 4


@given(NONCES, NONCES)
def test_another_form_or_another_pepper_gives_another_receipt(one: bytes, other: bytes) -> None:
    assert (receipt_from(one, PEPPER) == receipt_from(other, PEPPER)) == (one == other)
    assert (item_id_from(one, PEPPER) == item_id_from(other, PEPPER)) == (one == other)
    assert receipt_from(one, PEPPER) != receipt_from(one, PEPPER[::-1])
    assert item_id_from(one, PEPPER) != item_id_from(one, PEPPER[::-1])


def test_a_receipt_is_five_groups_of_four_and_a_check_character() -> None:
    text = receipt_from(secrets.token_bytes(16), PEPPER).text
    assert [len(group) for group in text.split("-")] == [4, 4, 4, 4, 4, 1]
    assert set(text) <= set(ALPHABET) | {"-"}


def test_all_hundred_bits_of_a_receipt_are_used() -> None:
    numbers = [receipt_from(os.urandom(16), PEPPER).number for _ in range(200)]
    for bit in range(100):
        assert 50 < sum(number >> bit & 1 for number in numbers) < 150
    assert all(number < 2**100 for number in numbers)


def test_known_receipts_open_in_every_release() -> None:
    receipt = receipt_from(bytes(16), PEPPER)
    assert receipt.text == "RK6J-Z5NZ-5446-KXKF-J52T-8"
    assert lookup_id(receipt, PEPPER) == "a4d4d39ae3bc1a047217c7704e7604ad3b52c65c6ad7f9fd47efbbc1cfb97f1e"
    assert wrapping_key(receipt, PEPPER).hex() == "bb453bfaffa1c37b94139f30733ece466671832dee3226e55a83f07d3e2e8d87"
    assert (
        fingerprint(receipt, PEPPER, b"words").hex()
        == "fb9438db76cd4d67d4446ed90a99f2b6e75cffc3a12eef022a21346ff76af1d3"
    )
    assert str(item_id_from(bytes(16), PEPPER)) == "c0488d44-5cce-424f-8b9a-1b2407a18933"


@given(RECEIPTS)
def test_what_is_stored_of_a_receipt_tells_nothing_of_what_it_opens(receipt: Receipt) -> None:
    marks = {
        bytes.fromhex(lookup_id(receipt, PEPPER)),
        bytes.fromhex(lookup_id(receipt, PEPPER[::-1])),
        wrapping_key(receipt, PEPPER),
        wrapping_key(receipt, PEPPER[::-1]),
        fingerprint(receipt, PEPPER, b"words"),
        fingerprint(receipt, PEPPER[::-1], b"words"),
        fingerprint(receipt, PEPPER, b"other words"),
    }
    assert len(marks) == 7
    assert {len(mark) for mark in marks} == {32}


def test_only_the_receipt_tells_whether_two_texts_are_the_same_words() -> None:
    mine, another = Receipt(1), Receipt(2)
    assert receipts.same(fingerprint(mine, PEPPER, b"words"), fingerprint(mine, PEPPER, b"words"))
    assert not receipts.same(fingerprint(mine, PEPPER, b"words"), fingerprint(another, PEPPER, b"words"))


def stored_lookups() -> set[str]:
    """Return under which ids a thousand dialogues are stored."""
    return {lookup_id(receipt_from(os.urandom(16), PEPPER), PEPPER) for _ in range(1000)}


def opens(typed: str, stored: set[str]) -> bool:
    """Tell whether what was typed opens a dialogue."""
    try:
        return lookup_id(parse_receipt(typed), PEPPER) in stored
    except BadReceipt:
        return False


@pytest.mark.slow
def test_guessed_receipts_whose_check_character_fits_open_nothing() -> None:
    stored, chance = stored_lookups(), random.Random()
    assert not any(opens(codes.write(chance.getrandbits(100), receipts.LENGTH), stored) for _ in range(10_000))


@pytest.mark.slow
def test_a_million_guessed_receipts_open_nothing() -> None:
    stored, chance = stored_lookups(), random.Random()
    assert not any(opens("".join(chance.choices(ALPHABET, k=21)), stored) for _ in range(1_000_000))


def sentence_for(typed: str) -> str:
    """Return what somebody is told who typed this."""
    with pytest.raises(BadReceipt) as refusal:
        parse_receipt(typed)
    return refusal.value.sentence


def test_every_wrong_shape_gets_its_own_sentence() -> None:
    sentences = [
        sentence_for(""),
        sentence_for("ABCD"),
        sentence_for("0" * 30),
        sentence_for("0000-U000"),
        sentence_for("0" * 20 + "1"),
    ]
    assert len(set(sentences)) == 5
    assert all(sentence.endswith(".") and "receipt" in sentence for sentence in sentences)
    assert "4 letters" in sentences[1]
    assert "30 letters" in sentences[2]
    assert "Character 5 " in sentences[3]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(typed: str) -> None:
    said = ""
    try:
        parse_receipt(typed)
    except BadReceipt as refusal:
        said = refusal.sentence
    assert not said or said.endswith(".")


def test_a_refusal_never_repeats_what_was_typed() -> None:
    right = receipt_from(os.urandom(16), PEPPER).text
    wrong = right[:-1] + next(character for character in ALPHABET if character != right[-1])
    with pytest.raises(BadReceipt) as refusal:
        parse_receipt(wrong)
    assert refusal.value.fault is Fault.CHECK
    said = f"{refusal.value} {refusal.value!r} {refusal.value.args} {vars(refusal.value)}"
    assert not any(group in said for group in wrong.split("-")[:5])


def test_a_printed_receipt_object_does_not_show_the_receipt() -> None:
    receipt = Receipt(2**99 + 5)
    assert str(receipt) == repr(receipt) == "Receipt()"
    assert str(receipt.number) not in f"{receipt}"
