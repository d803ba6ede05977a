import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal.ballots import TEXT_LENGTH, BadBallot, Series
from groundswell.kit.seal.boxes import new_secret

KEY = bytes(32)
SERIES = Series("check-in 12", KEY)
secrets = st.binary(min_size=32, max_size=32)
people = st.binary(min_size=16, max_size=16)


@given(secrets, people)
def test_a_code_is_the_same_however_often_it_is_made_and_fits_a_link(secret: bytes, person: bytes) -> None:
    code = SERIES.code(secret, person)
    assert code == SERIES.code(secret, person)
    assert re.fullmatch(f"[a-z2-7]{{{TEXT_LENGTH}}}", code)


@given(secrets, secrets, people, people)
def test_codes_differ_by_secret_person_and_series(one: bytes, other: bytes, alice: bytes, bob: bytes) -> None:
    series = (SERIES, Series("check-in 13", KEY), Series("round 12", KEY))
    asked = {(each.name, secret, person) for each in series for secret in (one, other) for person in (alice, bob)}
    codes = {Series(name, KEY).code(secret, person) for name, secret, person in asked}
    assert len(codes) == len(asked)


@given(secrets, people)
def test_what_is_kept_is_a_hash_of_the_secret_part_alone(secret: bytes, person: bytes) -> None:
    code = SERIES.code(secret, person)
    kept = SERIES.hash_of(code)
    assert kept == SERIES.hash_of(code.upper()) == Series("check-in 12", KEY).hash_of(code)
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert kept != sha256(code.encode()).hexdigest()
    assert code not in kept


@given(secrets, people, st.integers(0, TEXT_LENGTH - 1), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_mistyped_code_is_told_from_one_that_was_used(secret: bytes, person: bytes, place: int, other: str) -> None:
    code = SERIES.code(secret, person)
    mistyped = code[:place] + other + code[place + 1 :]
    if mistyped != code:
        with pytest.raises(BadBallot):
            SERIES.hash_of(mistyped)


@given(secrets, people)
def test_a_code_of_another_series_or_installation_is_none(secret: bytes, person: bytes) -> None:
    code = SERIES.code(secret, person)
    for series in (Series("check-in 13", KEY), Series("check-in 12", b"x" * 32)):
        with pytest.raises(BadBallot):
            series.hash_of(code)


@given(st.text(max_size=60))
def test_anything_else_is_none_and_is_not_repeated(text: str) -> None:
    with pytest.raises(BadBallot) as refused:
        SERIES.hash_of(text)
    assert str(refused.value) == "no ballot"


@pytest.mark.parametrize("text", ["1" * TEXT_LENGTH, "ä" * TEXT_LENGTH, "a" * (TEXT_LENGTH - 1), "=" * TEXT_LENGTH])
def test_what_is_no_base32_is_none(text: str) -> None:
    with pytest.raises(BadBallot):
        SERIES.hash_of(text)


def test_a_million_guesses_would_hit_nothing() -> None:
    secret, person = new_secret(), new_secret()[:16]
    kept = SERIES.hash_of(SERIES.code(secret, person))
    assert all(SERIES.hash_of(SERIES.code(secret, number.to_bytes(16, "big"))) != kept for number in range(1000))
