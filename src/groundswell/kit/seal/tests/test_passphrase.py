"""The desk's key: what opens it, what does not, and that opening never piles up."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.seal import boxes, codes, passphrase
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.codes import Fault
from groundswell.kit.seal.passphrase import (
    HEADER,
    BadRecoveryKey,
    Busy,
    Cost,
    RecoveryKey,
    WrongPassphrase,
    WrongRecoveryKey,
    new_recovery_key,
    parse_recovery_key,
    unlock_gate,
    unwrap,
    unwrap_with_recovery,
    wrap,
    wrap_with_recovery,
)
from groundswell.kit.seal.tests.test_boxes import changed_at

PRIVATE = boxes.new_secret()


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_the_passphrase_opens_the_key(phrase: str) -> None:
    assert unwrap(wrap(PRIVATE, phrase, Cost.MINIMUM), phrase) == PRIVATE


@pytest.mark.parametrize("typed", ["Grüne wiese", "grüne Wiese", "grüneWiese", "", "\ud800"])
def test_another_passphrase_opens_nothing(typed: str) -> None:
    wrapped = wrap(PRIVATE, "grüne wiese", Cost.MINIMUM)
    with pytest.raises(WrongPassphrase):
        unwrap(wrapped, typed)


def test_a_passphrase_typed_on_another_keyboard_or_pasted_with_a_blank_is_the_same() -> None:
    wrapped = wrap(PRIVATE, unicodedata.normalize("NFC", "grüne wiese"), Cost.MINIMUM)
    assert unwrap(wrapped, unicodedata.normalize("NFD", "grüne wiese") + "\n") == PRIVATE


@pytest.mark.slow
@pytest.mark.parametrize(("dearest", "dearer"), [(Cost(8, 10), Cost(8, 11)), (Cost(2**18, 1), Cost(2**18 + 1, 1))])
def test_a_try_takes_ten_passes_or_a_quarter_of_a_gibibyte_at_most(dearest: Cost, dearer: Cost) -> None:
    assert unwrap(wrap(PRIVATE, "phrase", dearest), "phrase") == PRIVATE
    with pytest.raises(Unopenable):
        wrap(PRIVATE, "phrase", dearer)


@pytest.mark.slow
def test_the_full_cost_is_sixty_four_mebibytes_and_three_passes() -> None:
    wrapped = wrap(PRIVATE, "phrase")
    assert Cost(kib=65536, passes=3) == Cost.FULL
    assert HEADER.unpack(wrapped[: HEADER.size])[:3] == (1, 3, 65536)
    assert unwrap(wrapped, "phrase") == PRIVATE


def test_the_slow_key_is_the_argon2id_of_another_library() -> None:
    wrapped = wrap(PRIVATE, "phrase", Cost(kib=64, passes=2))
    salt = wrapped[HEADER.size - 16 : HEADER.size]
    key = Argon2id(salt=salt, length=32, iterations=2, lanes=1, memory_cost=64).derive(b"phrase")
    assert boxes.decrypt(key, wrapped[HEADER.size :], beside=wrapped[: HEADER.size]) == PRIVATE


def test_the_same_passphrase_never_wraps_alike() -> None:
    assert wrap(PRIVATE, "phrase", Cost.MINIMUM) != wrap(PRIVATE, "phrase", Cost.MINIMUM)


def test_a_change_of_any_byte_closes_the_wrapping() -> None:
    wrapped = wrap(PRIVATE, "phrase", Cost.MINIMUM)
    for place in range(len(wrapped)):
        with pytest.raises(WrongPassphrase):
            unwrap(changed_at(place, wrapped), "phrase")


@pytest.mark.parametrize("kib_and_passes", [(2**32 - 1, 1), (8, 255), (0, 1), (8, 0), (7, 1)])
def test_a_changed_cost_neither_opens_nor_stalls(kib_and_passes: tuple[int, int]) -> None:
    kib, passes = kib_and_passes
    wrapped = wrap(PRIVATE, "phrase", Cost.MINIMUM)
    header = HEADER.pack(1, passes, kib, bytes(16))
    with pytest.raises(WrongPassphrase):
        unwrap(header + wrapped[HEADER.size :], "phrase")


@given(st.binary(max_size=30))
def test_noise_is_no_wrapped_key(noise: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(b"\x02" + noise, "phrase")


def test_a_refused_passphrase_is_not_repeated() -> None:
    with pytest.raises(WrongPassphrase) as refusal:
        unwrap(wrap(PRIVATE, "right", Cost.MINIMUM), "CANARY")
    assert "CANARY" not in f"{refusal.value!r} {refusal.value.args} {refusal.value.__context__!r}"


@given(st.integers(0, 2**128 - 1).map(RecoveryKey))
def test_the_printed_recovery_key_opens_the_key(key: RecoveryKey) -> None:
    wrapped = wrap_with_recovery(PRIVATE, key)
    assert unwrap_with_recovery(wrapped, parse_recovery_key(key.text.lower().replace("-", " "))) == PRIVATE


def test_another_recovery_key_opens_nothing() -> None:
    with pytest.raises(WrongRecoveryKey):
        unwrap_with_recovery(wrap_with_recovery(PRIVATE, new_recovery_key()), new_recovery_key())


def test_a_change_of_any_byte_closes_the_recovery_wrapping() -> None:
    key = new_recovery_key()
    wrapped = wrap_with_recovery(PRIVATE, key)
    for place in range(len(wrapped)):
        with pytest.raises(WrongRecoveryKey):
            unwrap_with_recovery(changed_at(place, wrapped), key)


def test_recovery_keys_are_random_and_all_bits_are_used() -> None:
    numbers = [new_recovery_key().number for _ in range(200)]
    assert len(set(numbers)) == 200
    for bit in range(128):
        assert 50 < sum(number >> bit & 1 for number in numbers) < 150


def test_a_recovery_key_is_not_shown_when_its_object_is_printed() -> None:
    key = new_recovery_key()
    assert str(key) == repr(key) == "RecoveryKey()"


def test_every_wrong_shape_of_a_recovery_key_gets_its_own_sentence() -> None:
    right = new_recovery_key().text
    more_than_128_bits = codes.write(2**129, passphrase.RECOVERY_LENGTH)
    sentences = {}
    for typed in ("", right[:-1], right + "0", "U", right[:-1] + ("0" if right[-1] != "0" else "1")):
        with pytest.raises(BadRecoveryKey) as refusal:
            parse_recovery_key(typed)
        sentences[refusal.value.fault] = refusal.value.sentence
    assert set(sentences) == set(Fault)
    assert len(set(sentences.values())) == 5
    with pytest.raises(BadRecoveryKey) as refusal:
        parse_recovery_key(more_than_128_bits)
    assert refusal.value.fault is Fault.CHECK


def test_one_unlock_runs_at_a_time_across_threads(tmp_path: Path) -> None:
    start, leave = Barrier(8), Barrier(8)

    def knock(_: int) -> str:
        start.wait()
        try:
            with unlock_gate(tmp_path / "unlock.lock"):
                leave.wait()
                return "in"
        except Busy:
            leave.wait()
            return "busy"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(knock, range(8)))
    assert sorted(answers) == ["busy"] * 7 + ["in"]


@pytest.mark.slow
def test_one_unlock_runs_at_a_time_across_processes(tmp_path: Path) -> None:
    lock = tmp_path / "unlock.lock"
    program = (
        "import sys, pathlib; from groundswell.kit.seal.passphrase import unlock_gate, Busy\n"
        "try:\n with unlock_gate(pathlib.Path(sys.argv[1])): print('in')\nexcept Busy: print('busy')"
    )

    def knock() -> str:
        done = subprocess.run([sys.executable, "-c", program, lock], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    with unlock_gate(lock):
        assert knock() == "busy"
    assert knock() == "in"


def test_the_gate_opens_again_after_an_error_within(tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase), unlock_gate(tmp_path / "unlock.lock"):
        raise WrongPassphrase
    with unlock_gate(tmp_path / "unlock.lock"):
        assert (tmp_path / "unlock.lock").stat().st_mode & 0o777 == 0o600


def test_two_gates_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with unlock_gate(tmp_path / "one.lock"), unlock_gate(tmp_path / "keys" / "two.lock"):
        assert (tmp_path / "keys").is_dir()
