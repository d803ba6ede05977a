"""What is read in a process of its own is what would be read here, and it never outlives whoever waits for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundswell.connectors.ahead import ahead
from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable
from groundswell.connectors.mbox.parse import Files
from groundswell.questions.records import Batch


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    mails = [
        f"From a@x Mon Nov  2 10:00:00 2026\nFrom: a@x\nMessage-ID: <{number}@x>\nSubject: S\n\nWords\n\n"
        for number in range(4_500)
    ]
    (tmp_path / "list.mbox").write_text("".join(mails) + "From a@x Mon Nov  2 10:00:00 2026\nFrom: b", encoding="utf-8")
    return Archive(tmp_path / "list.mbox")


def test_it_is_the_same_as_if_it_were_read_here(archive: Archive) -> None:
    here = Archive(archive.path)
    assert list(ahead(archive, Files(archive).read(""), least=0)) == list(Files(here).read(""))
    assert (archive.read, archive.faults, archive.left_out) == (here.read, here.faults, here.left_out)
    assert archive.faults


def test_a_small_archive_is_read_here(archive: Archive) -> None:
    batches = Files(archive).read("")
    assert ahead(archive, batches) is batches


def test_what_cannot_be_read_is_said_in_the_same_words(archive: Archive) -> None:
    def broken() -> Iterator[Batch]:
        yield Batch(cursor="1")
        raise Unreadable("No such thing.")

    found = ahead(archive, broken(), least=0)
    assert next(found).cursor == "1"
    with pytest.raises(Unreadable, match="No such thing"):
        next(found)


def test_a_reader_that_is_killed_is_a_sentence(archive: Archive) -> None:
    def killed() -> Iterator[Batch]:
        yield Batch(cursor="1")
        os._exit(9)

    found = ahead(archive, killed(), least=0)
    assert next(found).cursor == "1"
    with pytest.raises(Unreadable, match="ended from outside"):
        next(found)


def test_whoever_stops_waiting_ends_the_reader(archive: Archive) -> None:
    def endless() -> Iterator[Batch]:
        while True:
            yield Batch(cursor=str(os.getpid()))

    found = ahead(archive, endless(), least=0)
    number = int(next(found).cursor)
    assert number != os.getpid()
    found.close()  # type: ignore[attr-defined]  # a generator
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
