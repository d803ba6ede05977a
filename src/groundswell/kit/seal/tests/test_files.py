"""Key files: made once, whole, for their owner only."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.kit.seal.files import DamagedKey, KeyFolder

MAKER = """
import sys
from pathlib import Path
from groundswell.kit.seal.files import KeyFolder
for number in range(60):
    folder = KeyFolder(Path(sys.argv[1]) / str(number))
    print(folder.pepper().hex(), folder.owner_key().hex(), folder.source_key().hex())
"""


def test_a_key_is_made_at_its_first_use_and_stays(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "data" / "keys")
    keys = [folder.pepper(), folder.owner_key(), folder.source_key(), folder.words_key()]
    assert len(set(keys)) == 4
    assert {len(key) for key in keys} == {32}
    again = KeyFolder(tmp_path / "data" / "keys")
    assert keys == [again.pepper(), again.owner_key(), again.source_key(), again.words_key()]


def test_nobody_but_their_owner_reads_key_files(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.mkdir(mode=0o755)
    KeyFolder(path).pepper()
    assert path.stat().st_mode & 0o777 == 0o700
    assert (path / "pepper.key").stat().st_mode & 0o777 == 0o600


def test_nothing_but_the_key_is_left_behind(tmp_path: Path) -> None:
    KeyFolder(tmp_path).pepper()
    assert [file.name for file in tmp_path.iterdir()] == ["pepper.key"]


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_damaged_key_file_is_named_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pepper.key"
    file.write_bytes(content)
    with pytest.raises(DamagedKey, match=r"pepper\.key is damaged"):
        KeyFolder(tmp_path).pepper()
    assert file.read_bytes() == content


@pytest.mark.slow
def test_processes_that_make_keys_at_once_agree(tmp_path: Path) -> None:
    makers = [subprocess.Popen([sys.executable, "-c", MAKER, tmp_path], stdout=subprocess.PIPE) for _ in range(4)]
    told = [maker.communicate()[0] for maker in makers]
    assert [maker.returncode for maker in makers] == [0] * 4
    assert len(set(told)) == 1
    assert len(set(told[0].split())) == 180


def test_a_key_that_another_process_made_in_between_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = bytes(range(32))
    folder = KeyFolder(tmp_path)
    make = folder._make

    def make_second(file: Path) -> None:
        file.write_bytes(theirs)
        make(file)

    monkeypatch.setattr(folder, "_make", make_second)
    assert folder.pepper() == theirs
    assert [file.name for file in tmp_path.iterdir()] == ["pepper.key"]


def test_a_passing_key_lives_until_it_is_destroyed_and_never_comes_back_by_being_looked_for(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    assert folder.passing_key_kept("ballots-12") is None
    assert not list(tmp_path.iterdir())
    key = folder.passing_key("ballots-12")
    assert folder.passing_key("ballots-12") == folder.passing_key_kept("ballots-12") == key
    folder.destroy("ballots-12")
    assert folder.passing_key_kept("ballots-12") is None
    assert not list(tmp_path.iterdir())
    folder.destroy("ballots-12")
    assert folder.passing_key("ballots-12") != key


def test_a_destroyed_key_is_overwritten_before_its_name_goes(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    folder.passing_key("ballots-12")
    (tmp_path / "another name").hardlink_to(tmp_path / "ballots-12.key")
    folder.destroy("ballots-12")
    assert (tmp_path / "another name").read_bytes() == bytes(32)


@pytest.fixture
def flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, bytes]]]:
    """What had been handed to the disk each time that it was told to keep something: a file, or the folder."""
    seen: list[tuple[str, dict[str, bytes]]] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        seen.append((kind, {file.suffix: file.read_bytes() for file in tmp_path.iterdir()}))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    return seen


def test_a_key_is_on_the_disk_before_it_has_a_name_and_its_name_before_anybody_uses_it(
    tmp_path: Path, flushed: list[tuple[str, dict[str, bytes]]]
) -> None:
    key = KeyFolder(tmp_path).pepper()
    assert flushed == [("file", {".new": key}), ("folder", {".key": key})]


def test_a_destroyed_key_is_overwritten_on_the_disk_before_its_name_goes_there_too(
    tmp_path: Path, flushed: list[tuple[str, dict[str, bytes]]]
) -> None:
    folder = KeyFolder(tmp_path)
    folder.passing_key("ballots-12")
    flushed.clear()
    folder.destroy("ballots-12")
    assert flushed == [("file", {".key": bytes(32)}), ("folder", {})]


def test_a_key_that_is_made_leaves_no_file_open(tmp_path: Path) -> None:
    KeyFolder(tmp_path).pepper()
    before = len(list(Path("/dev/fd").iterdir()))
    for name in ("one", "two", "three"):
        KeyFolder(tmp_path).passing_key(name)
        KeyFolder(tmp_path).destroy(name)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space left"):
        KeyFolder(tmp_path).pepper()


def test_a_damaged_passing_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "ballots-12.key").write_bytes(b"x")
    with pytest.raises(DamagedKey):
        KeyFolder(tmp_path).passing_key_kept("ballots-12")
