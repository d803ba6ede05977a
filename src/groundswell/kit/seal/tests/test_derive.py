"""Derivation, held against HKDF and HMAC written out a second time, from the RFCs."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.seal.derive import derive, expand, extract, tag

BLOCK = 128


def hmac_by_hand(key: bytes, message: bytes) -> bytes:
    """RFC 2104 over BLAKE2b, without the module that the product uses."""
    key = (hashlib.blake2b(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = hashlib.blake2b(bytes(byte ^ 0x36 for byte in key) + message).digest()
    return hashlib.blake2b(bytes(byte ^ 0x5C for byte in key) + inner).digest()


def hkdf_by_hand(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869, sections 2.2 and 2.3."""
    key = hmac_by_hand(salt, secret)
    block, output = b"", b""
    for counter in range(1, -(-size // 64) + 1):
        block = hmac_by_hand(key, block + info + bytes([counter]))
        output += block
    return output[:size]


def test_the_hash_is_blake2b_of_rfc_7693() -> None:
    assert hashlib.blake2b(b"abc").hexdigest() == (
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    )


@pytest.mark.slow
@settings(max_examples=50)
@given(st.binary(max_size=150), st.binary(max_size=150), st.text(max_size=50), st.integers(1, 64))
def test_derivation_is_hkdf_over_hmac_blake2b(secret: bytes, salt: bytes, purpose: str, size: int) -> None:
    assert derive(secret, salt=salt, purpose=purpose, size=size) == hkdf_by_hand(secret, salt, purpose.encode(), size)


def test_a_known_secret_gives_the_known_key_in_every_release() -> None:
    key = derive(bytes(range(32)), salt=bytes(range(32, 64)), purpose="known answer")
    assert key.hex() == "c8f8700bbf08a6a9f66fe05bc10092233d81f6847511476ec87bd6346928cdf8"


@pytest.mark.parametrize("size", [1, 32, 64])
def test_a_key_may_have_as_many_bytes_as_one_block(size: int) -> None:
    assert derive(b"secret", salt=b"", purpose="p", size=size) == hkdf_by_hand(b"secret", b"", b"p", size)


@given(st.binary(min_size=1, max_size=64), st.binary(max_size=64))
def test_another_purpose_salt_or_secret_gives_another_key(secret: bytes, salt: bytes) -> None:
    keys = {
        derive(secret, salt=salt, purpose="one"),
        derive(secret, salt=salt, purpose="two"),
        derive(secret, salt=salt + b"\x01", purpose="one"),
        derive(secret + b"\x01", salt=salt, purpose="one"),
    }
    assert len(keys) == 4


def test_extract_and_expand_are_the_two_halves_of_derive() -> None:
    assert expand(extract(b"s", salt=b"t"), purpose="p") == derive(b"s", salt=b"t", purpose="p")


@pytest.mark.parametrize("size", [-1, 0, 65])
def test_a_key_longer_than_one_block_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        derive(b"s", salt=b"", purpose="p", size=size)


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_a_tag_tells_parts_apart_even_when_they_join_to_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    tags_agree = tag(b"secret", *one, purpose="p") == tag(b"secret", *other, purpose="p")
    assert tags_agree == (one == other)


def test_a_tag_depends_on_the_secret_and_on_the_purpose() -> None:
    tags = {tag(b"a", b"x", purpose="p"), tag(b"b", b"x", purpose="p"), tag(b"a", b"x", purpose="q")}
    assert {len(mark) for mark in tags} == {32}
    assert len(tags) == 3
