"""The encrypted file."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.pwhash import argon2id

from groundswell.project.archive.container import blanking, reading, writing
from groundswell.project.faults import Fault

QUICK = {"passes": argon2id.OPSLIMIT_MIN, "memory_kib": argon2id.MEMLIMIT_MIN // 1024}
PASSPHRASE = "a tired horse at the station"
SLOW_DISK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
lines_of_text = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), max_size=30)


def write(file: Path, lines: list[str], passphrase: str = PASSPHRASE) -> None:
    with writing(file, passphrase, **QUICK) as out:
        for line in lines:
            out.line(line)


def break_off(file: Path) -> None:
    with writing(file, PASSPHRASE, **QUICK) as out:
        out.line("half of the new one")
        raise RuntimeError


def long_lines() -> list[str]:
    return [os.urandom(3000).hex() for _ in range(100)]


@pytest.mark.slow
@SLOW_DISK
@given(lines_of_text)
def test_what_went_in_comes_out(tmp_path: Path, lines: list[str]) -> None:
    write(tmp_path / "archive", lines)
    assert list(reading(tmp_path / "archive", PASSPHRASE)) == lines


def test_an_archive_of_many_chunks_comes_out_whole(tmp_path: Path) -> None:
    lines = long_lines()
    write(tmp_path / "archive", lines)
    assert list(reading(tmp_path / "archive", PASSPHRASE)) == lines


@pytest.mark.slow
@SLOW_DISK
@given(st.data())
def test_an_archive_with_one_changed_bit_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "archive"
    write(file, ["said", "heard", "answered"])
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(content)
    with pytest.raises(Fault):
        list(reading(file, PASSPHRASE))


@pytest.mark.slow
@SLOW_DISK
@given(st.data())
def test_an_archive_cut_off_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "archive"
    write(file, ["said", "heard", "answered"])
    content = file.read_bytes()
    file.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(Fault):
        list(reading(file, PASSPHRASE))


def test_an_archive_without_its_last_chunk_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "archive"
    write(file, long_lines())
    file.write_bytes(file.read_bytes()[: -(64 * 1024)])
    with pytest.raises(Fault, match=r"cut off|damaged"):
        list(reading(file, PASSPHRASE))


def test_a_wrong_passphrase_is_told_from_a_damaged_file(tmp_path: Path) -> None:
    write(tmp_path / "archive", ["said"])
    with pytest.raises(Fault, match="passphrase does not open"):
        list(reading(tmp_path / "archive", "something else"))


def test_a_passphrase_from_a_file_with_a_last_line_opens_what_a_typed_one_closed(tmp_path: Path) -> None:
    write(tmp_path / "archive", ["said"], "geändert und gesagt")
    assert list(reading(tmp_path / "archive", "gea\u0308ndert und gesagt\n")) == ["said"]


def test_any_other_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, this is not an archive, however long it may be, and it is long.")
    with pytest.raises(Fault, match="no archive"):
        list(reading(tmp_path / "letter.txt", PASSPHRASE))
    with pytest.raises(Fault, match="cannot be read"):
        list(reading(tmp_path / "absent", PASSPHRASE))


def test_a_forged_cost_cannot_take_all_memory(tmp_path: Path) -> None:
    file = tmp_path / "archive"
    write(file, ["said"])
    content = bytearray(file.read_bytes())
    content[38:46] = b"\xff" * 8
    file.write_bytes(content)
    with pytest.raises(Fault, match="out of bounds"):
        list(reading(file, PASSPHRASE))


def test_an_archive_is_for_its_owner_alone_and_holds_no_word_in_clear(tmp_path: Path) -> None:
    write(tmp_path / "archive", ["nobody may read this"] * 50)
    assert stat.S_IMODE((tmp_path / "archive").stat().st_mode) == 0o600
    assert b"nobody" not in (tmp_path / "archive").read_bytes()


def test_a_backup_that_breaks_off_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "archive"
    write(file, ["the old one"])
    with pytest.raises(RuntimeError):
        break_off(file)
    assert list(reading(file, PASSPHRASE)) == ["the old one"]
    assert [each.name for each in tmp_path.iterdir()] == ["archive"]


def test_a_replaced_copy_of_the_keys_is_blank_on_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    write(file, ["an old key"])
    with file.open("rb") as old:
        with blanking(file), writing(file, PASSPHRASE, **QUICK) as out:
            out.line("a new key")
        assert set(old.read()) == {0}
    assert list(reading(file, PASSPHRASE)) == ["a new key"]


def test_a_copy_of_the_keys_that_could_not_be_replaced_stays(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    write(file, ["an old key"])
    with pytest.raises(RuntimeError), blanking(file), writing(file, PASSPHRASE, **QUICK):
        raise RuntimeError
    assert list(reading(file, PASSPHRASE)) == ["an old key"]
