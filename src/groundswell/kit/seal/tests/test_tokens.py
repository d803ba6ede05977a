"""Form tokens: ours, whole, and not older than a day."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal.tokens import BadToken, TokenFault, new_token, read_token

SECRET = b"a secret of any length, from the settings"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def fault_of(token: str | None, secret: bytes = SECRET, now: datetime = NOW) -> TokenFault:
    """Return why a token is refused."""
    with pytest.raises(BadToken) as refusal:
        read_token(token, secret, now)
    return refusal.value.reason


def test_a_fresh_form_is_ours() -> None:
    token = new_token(SECRET, NOW)
    assert len(read_token(token, SECRET, NOW)) == 16
    assert read_token(token, SECRET, NOW) == read_token(token, SECRET, NOW)


def test_a_token_is_sixty_four_characters_a_nonce_a_time_and_a_mark_of_twenty_four_bytes() -> None:
    assert len(new_token(SECRET, NOW)) == 64


def test_every_form_has_its_own_nonce() -> None:
    assert len({read_token(new_token(SECRET, NOW), SECRET, NOW) for _ in range(100)}) == 100


def test_a_token_made_without_a_time_is_made_now() -> None:
    assert read_token(new_token(SECRET), SECRET, datetime.now(UTC))


@pytest.mark.parametrize("age", [timedelta(0), timedelta(seconds=1), timedelta(hours=24), timedelta(minutes=-5)])
def test_a_form_counts_for_a_day_and_a_slow_clock_does_no_harm(age: timedelta) -> None:
    assert read_token(new_token(SECRET, NOW), SECRET, NOW + age)


def test_a_form_older_than_a_day_has_expired() -> None:
    assert fault_of(new_token(SECRET, NOW), now=NOW + timedelta(hours=24, seconds=1)) is TokenFault.EXPIRED


@pytest.mark.parametrize("token", [None, ""])
def test_a_form_without_a_token_is_told_so(token: str | None) -> None:
    assert fault_of(token) is TokenFault.MISSING


def test_a_token_changed_anywhere_is_forged() -> None:
    token = new_token(SECRET, NOW)
    for place, character in enumerate(token):
        changed = token[:place] + ("A" if character != "A" else "B") + token[place + 1 :]
        assert fault_of(changed) is TokenFault.FORGED


@given(
    st.text(min_size=1, max_size=80)
    | st.binary(min_size=1, max_size=60).map(lambda raw: base64.b64encode(raw).decode())
)
def test_noise_is_forged(token: str) -> None:
    assert fault_of(token) is TokenFault.FORGED


def test_another_spelling_of_the_same_bytes_is_forged() -> None:
    token = next(token for token in iter(lambda: new_token(SECRET, NOW), "") if "-" in token or "_" in token)
    assert fault_of(token.replace("-", "+").replace("_", "/")) is TokenFault.FORGED
    assert fault_of(token + "\n") is TokenFault.FORGED


def test_another_installations_token_is_forged() -> None:
    assert fault_of(new_token(b"another secret", NOW)) is TokenFault.FORGED


def test_a_refusal_does_not_repeat_the_token() -> None:
    with pytest.raises(BadToken) as refusal:
        read_token("CANARY" * 3, SECRET, NOW)
    assert "CANARY" not in f"{refusal.value!r} {vars(refusal.value)}"
