"""The search for canaries finds them: one that finds nothing would prove nothing."""

import gzip
import json
import quopri
import sqlite3
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.hunt import Hunt

CANARY = "Zqwürgvogel7319"
DRESSES: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "small letters": lambda text: text.lower().encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "base64": lambda text: b64encode(text.encode()),
    "base64 for addresses": lambda text: urlsafe_b64encode(text.encode()),
    "quoted-printable": lambda text: quopri.encodestring((text * 9).encode()),
    "base64 in lines": lambda text: b64encode((text * 20).encode())[:100] + b"\n" + b64encode(text.encode()),
    "percent": lambda text: quote(text).encode(),
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "zlib": lambda text: zlib.compress(text.encode() * 3),
    "gzip": lambda text: gzip.compress(text.encode()),
    "a session of Django": lambda text: (
        b"." + urlsafe_b64encode(zlib.compress(json.dumps({"kept": text}).encode())).rstrip(b"=") + b":1w:sig"
    ),
}


def hunt() -> Hunt:
    hunting = Hunt()
    hunting.seek(CANARY, "the canary")
    return hunting


@pytest.mark.parametrize("dress", DRESSES, ids=str)
@pytest.mark.parametrize("before", ["", "x", "xx", "the builds are red, "])
def test_a_canary_is_found_in_every_dress(dress: str, before: str) -> None:
    worn = DRESSES[dress](f"{before}{CANARY} and more")
    assert hunt().in_bytes(b"\x00\xff some rows " + worn + b" \x81 other rows") == {"the canary"}


@given(st.binary(max_size=2000))
def test_noise_is_no_canary(noise: bytes) -> None:
    assert hunt().in_bytes(noise) == set()


def test_secret_bytes_are_found_too() -> None:
    hunting, secret = Hunt(), bytes(range(100, 113))
    hunting.seek(secret, "a number")
    assert hunting.in_bytes(b"row" + secret + b"row") == {"a number"}
    assert hunting.in_bytes(b"row " + secret.hex().encode()) == {"a number"}
    assert hunting.in_bytes(b64encode(b"k" + secret + b"end")) == {"a number"}


def test_a_canary_in_a_row_of_a_database_and_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    database = sqlite3.connect(tmp_path / "db" / "some.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE rows (text TEXT)")
    database.commit()
    assert hunt().in_folders([tmp_path]) == []
    database.execute("INSERT INTO rows VALUES (?)", [f"it says {CANARY}"])
    database.commit()
    assert hunt().in_folders([tmp_path]) == ["the canary in some.sqlite3-wal"]
    database.close()
    assert hunt().in_folders([tmp_path]) == ["the canary in some.sqlite3"]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / f"{CANARY}.tmp").touch()
    assert hunt().in_folders([tmp_path / "other"]) == [f"the canary in {CANARY}.tmp"]
