"""What is stored for years is found again: the same secrets give the same marks, byte for byte, in every version.

Each number here was a mutant that lived (`docs/build/mutation.md`): nothing else noticed that it had changed.
"""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from groundswell.kit.seal import codes, derive, padding, receipts, throttle
from groundswell.kit.seal.ballots import Series
from groundswell.kit.seal.codes import BadCode, Fault
from groundswell.kit.seal.locks import taken
from groundswell.kit.seal.passphrase import parse_recovery_key
from groundswell.kit.seal.receipts import receipt_from
from groundswell.kit.seal.throttle import Throttle
from groundswell.kit.seal.tokens import BadToken, TokenFault, new_token, read_token

SECRET = bytes(range(32))
NONCE = b"n" * 16
BEFORE_MIDNIGHT = datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC)


def test_a_derived_key_and_a_tag_stay_what_they_were() -> None:
    derived = derive.derive(SECRET, salt=b"salt", purpose="a purpose")
    assert derived.hex() == "6598c93a5d46181d379e4783edf6b10224d12cb73025277d51793ef190782563"
    marked = derive.tag(SECRET, b"one", b"two", purpose="a purpose")
    assert marked.hex() == "bd137fbc29b3a76af639a3d559ae86835f0e250c4d9ceaa2c1a4525393c38a7d"


def test_a_receipt_opens_what_it_opened() -> None:
    receipt = receipt_from(NONCE, SECRET)
    assert receipt.text == "RBAQ-Q0H9-BYJC-CBYY-XT8A-Q"
    assert str(receipts.item_id_from(NONCE, SECRET)) == "e340cabb-c653-473b-96e6-c23923fce854"
    lookup = "f0c291d779d77fcd0d416be516116cf07c13bf3ffa2a7cce17aeb03f8a23de52"
    wrapping = "214ca79ac672e884076629296a6887f6bec71ceed1ee7a0dcdd98a8f776d95ea"
    same_words = "79f88b75240be522132ed8d1a5b12892e9408e5fb746156899e854d7185ffcfd"
    assert receipts.lookup_id(receipt, SECRET) == lookup
    assert receipts.wrapping_key(receipt, SECRET).hex() == wrapping
    assert receipts.fingerprint(receipt, SECRET, b"words").hex() == same_words


def test_a_ballot_in_a_letter_counts_after_an_upgrade() -> None:
    series = Series("check-in 12", SECRET)
    code = series.code(b"s" * 32, b"person")
    assert code == "xrm6vatlv3foliglvojt7ljy6h4tdkfmfyjwpyzb"
    assert series.hash_of(code) == "e9e3312165ef15123036ba312f3be5fde37951e194d683b92c3c87cb32dc53ee"


def test_a_recovery_key_on_paper_opens_after_an_upgrade() -> None:
    key = parse_recovery_key("4000-0000-0000-0G00-0000-0000-05F")
    assert key.number == 2**127 + 2**64 + 5
    assert key.text == "4000-0000-0000-0G00-0000-0000-05F"
    assert key.key.hex() == "2e78742fe196cdefa12594a44c80e7b5024f01a7f254f608d2199be4d4975e40"


def test_a_series_is_printed_without_its_key() -> None:
    assert repr(Series("check-in 12", SECRET)) == "Series(name='check-in 12')"


def test_a_receipt_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        receipt_from(NONCE, SECRET).number = 1  # type: ignore[misc]  # that is what is tried


@pytest.mark.parametrize(("typed", "meant"), list(zip("OoIiLl", "001111", strict=True)))
def test_each_letter_that_looks_like_a_digit_is_that_digit(typed: str, meant: str) -> None:
    written = codes.write(int("00001111", 32), 8)
    assert codes.read(written.replace(meant, typed), 8) == int("00001111", 32)


def test_what_is_typed_may_have_two_hundred_characters_and_no_more() -> None:
    code = codes.write(5, 4)
    assert codes.read(code.ljust(200), 4) == 5
    with pytest.raises(BadCode) as refused:
        codes.read(code.ljust(201), 4)
    assert refused.value.fault is Fault.LONG


def test_what_is_stored_has_one_of_four_sizes() -> None:
    assert padding.BUCKETS == (2**10, 2**12, 2**14, 2**16)
    assert [len(padding.pad(b"x" * size)) for size in (0, 1023, 1024, 4096, 16384, 65535)] == [
        1024, 1024, 4096, 16384, 65536, 65536,
    ]  # fmt: skip  # what goes in above what comes out


def test_a_throttle_forgets_the_key_unseen_longest_and_no_other() -> None:
    limit = Throttle(rate=0.001, burst=1, most=2)
    with time_machine.travel(BEFORE_MIDNIGHT, tick=False):
        for key in ("first", "second", "third"):
            assert limit.allows(key)
        assert [limit.allows(key) for key in ("third", "second", "first")] == [False, False, True]


def test_a_throttle_forgets_everybody_at_midnight_and_not_before() -> None:
    limit = Throttle(rate=0.0001, burst=1)
    with time_machine.travel(BEFORE_MIDNIGHT - timedelta(hours=23, minutes=59), tick=False) as traveller:
        assert limit.allows("somebody")
        secret = limit._secret
        traveller.move_to(BEFORE_MIDNIGHT)
        limit.allows("somebody else")
        assert (limit._secret, len(limit)) == (secret, 2)
        traveller.shift(1)
        assert limit.allows("somebody")
        assert limit._secret != secret
        assert len(limit) == 1


def test_a_throttle_keeps_short_marks_under_a_key_of_its_own() -> None:
    limit = Throttle(rate=1, burst=1)
    limit.allows("somebody")
    assert [len(mark) for mark in limit._buckets] == [throttle.MARK_BYTES] == [16]
    assert (len(limit._secret), limit.most, throttle.DAY) == (32, 10_000, 86_400)


def test_a_token_counts_for_a_day_to_the_second() -> None:
    token = new_token(SECRET, BEFORE_MIDNIGHT)
    assert len(token) == 64
    assert len(read_token(token, SECRET, BEFORE_MIDNIGHT + timedelta(hours=24))) == 16
    with pytest.raises(BadToken) as refused:
        read_token(token, SECRET, BEFORE_MIDNIGHT + timedelta(hours=24, seconds=1))
    assert refused.value.reason is TokenFault.EXPIRED


def test_a_lock_is_its_owners_alone_wherever_it_lies(tmp_path: Path) -> None:
    file = tmp_path / "one" / "two" / "a.lock"
    with taken(file):
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
