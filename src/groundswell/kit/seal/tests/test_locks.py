"""A lock that one holder has at a time."""

import os
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path

import pytest

from groundswell.kit.seal.locks import Taken, taken


def test_a_lock_that_another_process_holds_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.lock"
    handle = os.open(file, os.O_RDWR | os.O_CREAT)
    flock(handle, LOCK_EX | LOCK_NB)
    with pytest.raises(Taken), taken(file):
        pytest.fail("two holders")
    flock(handle, LOCK_UN)
    with taken(file), pytest.raises(BlockingIOError):
        flock(handle, LOCK_EX | LOCK_NB)
    os.close(handle)


def test_a_lock_cannot_be_taken_twice_by_its_holder(tmp_path: Path) -> None:
    with taken(tmp_path / "a.lock"), pytest.raises(Taken), taken(tmp_path / "a.lock"):
        pytest.fail("two holders")


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), taken(tmp_path / "a.lock"):
        raise ZeroDivisionError
    with taken(tmp_path / "a.lock"):
        assert (tmp_path / "a.lock").stat().st_size == 0
