"""Boxes: only the right key opens, and any change closes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal import boxes
from groundswell.kit.seal.boxes import KeyPair, Unopenable

PAIR = boxes.new_key_pair()
OTHER = boxes.new_key_pair()
KEY = bytes(range(32))


def changed_at(place: int, content: bytes, by: int = 1) -> bytes:
    """Return the content with one byte changed."""
    return content[:place] + bytes([content[place] ^ by]) + content[place + 1 :]


def test_a_public_half_is_that_of_rfc_7748() -> None:
    private = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert KeyPair.of_private(private).public.hex() == (
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    )


def test_a_box_is_that_of_the_xchacha_draft() -> None:
    nonce = bytes(range(0x40, 0x58))
    ciphertext = bytes.fromhex(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
    )
    plaintext = boxes.decrypt(
        bytes(range(0x80, 0xA0)), nonce + ciphertext, beside=bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    )
    assert plaintext == (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_what_is_encrypted_comes_back(plaintext: bytes, beside: bytes) -> None:
    box = boxes.encrypt(KEY, plaintext, beside=beside)
    assert boxes.decrypt(KEY, box, beside=beside) == plaintext
    assert len(box) == len(plaintext) + boxes.BOX_OVERHEAD


@given(st.binary(max_size=300))
def test_what_is_sealed_comes_back_to_its_reader(secret: bytes) -> None:
    sealed = boxes.seal_to(PAIR.public, secret)
    assert boxes.open_sealed(PAIR, sealed) == secret
    assert len(sealed) == len(secret) + boxes.SEAL_OVERHEAD


def test_the_same_words_never_look_the_same_twice() -> None:
    assert boxes.encrypt(KEY, b"same") != boxes.encrypt(KEY, b"same")
    assert boxes.seal_to(PAIR.public, b"same") != boxes.seal_to(PAIR.public, b"same")
    assert boxes.new_secret() != boxes.new_secret()


def test_nobody_but_the_reader_opens_a_seal() -> None:
    with pytest.raises(Unopenable):
        boxes.open_sealed(OTHER, boxes.seal_to(PAIR.public, b"secret"))


def test_another_key_or_other_bytes_beside_open_no_box() -> None:
    box = boxes.encrypt(KEY, b"secret", beside=b"here")
    for key, beside in ((KEY[::-1], b"here"), (KEY, b"there"), (KEY, b""), (KEY[:-1], b"here")):
        with pytest.raises(Unopenable):
            boxes.decrypt(key, box, beside=beside)


def test_a_change_of_any_byte_closes_a_box() -> None:
    box = boxes.encrypt(KEY, b"some words that matter")
    for place in range(len(box)):
        with pytest.raises(Unopenable):
            boxes.decrypt(KEY, changed_at(place, box))


def test_a_change_of_any_byte_closes_a_seal() -> None:
    sealed = boxes.seal_to(PAIR.public, b"some words that matter")
    for place in range(len(sealed)):
        with pytest.raises(Unopenable):
            boxes.open_sealed(PAIR, changed_at(place, sealed))


@given(st.binary(max_size=120))
def test_noise_opens_as_nothing(noise: bytes) -> None:
    with pytest.raises(Unopenable):
        boxes.decrypt(KEY, noise)
    with pytest.raises(Unopenable):
        boxes.open_sealed(PAIR, noise)


def test_a_half_cut_box_opens_as_nothing() -> None:
    box, sealed = boxes.encrypt(KEY, b"words"), boxes.seal_to(PAIR.public, b"words")
    for length in range(len(box)):
        with pytest.raises(Unopenable):
            boxes.decrypt(KEY, box[:length])
    for length in range(len(sealed)):
        with pytest.raises(Unopenable):
            boxes.open_sealed(PAIR, sealed[:length])


def test_a_printed_key_pair_does_not_show_its_private_half() -> None:
    assert "private" not in repr(PAIR)
    assert repr(PAIR.private) not in f"{PAIR} {PAIR!r}"
