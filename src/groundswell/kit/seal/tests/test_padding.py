"""Padding: lengths come in four sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal.padding import BUCKETS, NotPadded, TooLong, pad, unpad


@given(st.binary(max_size=70))
def test_content_comes_back_exactly(content: bytes) -> None:
    assert unpad(pad(content)) == content


@given(st.integers(0, 65535), st.sampled_from([b"\0", b"\x80", b"x"]))
def test_content_of_any_length_comes_back_even_when_it_looks_like_padding(length: int, byte: bytes) -> None:
    assert unpad(pad(byte * length)) == byte * length


@given(st.integers(0, 65535), st.integers(0, 65535))
def test_padding_hides_the_length_within_a_bucket(one: int, other: int) -> None:
    bucket = next(size for size in BUCKETS if one < size)
    assert len(pad(b"x" * one)) == bucket
    if next(size for size in BUCKETS if other < size) == bucket:
        assert len(pad(b"y" * other)) == bucket


@pytest.mark.parametrize("size", BUCKETS)
def test_each_bucket_takes_one_byte_less_than_its_size(size: int) -> None:
    assert len(pad(b"x" * (size - 1))) == size


def test_what_is_too_long_is_told_how_long_it_may_be() -> None:
    with pytest.raises(TooLong) as refusal:
        pad(b"CANARY" * 20_000)
    assert refusal.value.limit == 65535
    assert "CANARY" not in str(refusal.value)


@pytest.mark.parametrize(
    "changed",
    [b"", b"\x80", b"x" * 1024, b"\0" * 1024, pad(b"x")[:-1], pad(b"x") + b"\0", pad(b"x")[:-1] + b"\x01"],
)
def test_what_was_never_padded_is_refused(changed: bytes) -> None:
    with pytest.raises(NotPadded):
        unpad(changed)
