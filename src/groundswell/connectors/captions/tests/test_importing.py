"""A transcript comes in from the command line, as by the page: closed, asked about, and never half."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import typer
from rich.console import Console

from groundswell.connectors.captions.importing import Meant, command
from groundswell.connectors.captions.tests.files import NAMED, cue, web
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.models import Meeting, Speaker
from groundswell.talks.transcripts.rules import Consent, Reach
from groundswell.talks.transcripts.tests.scene import read_by

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)
OFF = web(
    cue("00:01.000", "00:04.000", "Bob: Zqon the record."),
    cue("00:10.000", "00:12.000", "Bob: This is off the record."),
)


def bring(
    file: Path, keeper: str = "alice@example.org", *, off: Sequence[str] = (), sure: bool = False, dry_run: bool = False
) -> str:
    out = io.StringIO()
    meant = Meant(keeper, "Zqretrospective", DAY, Reach.SPEAKERS, off, sure)
    try:
        command(file, meant, dry_run=dry_run, console=Console(file=out, width=200))
    except typer.Exit as ended:
        return f"{ended.exit_code}: {out.getvalue()}"
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "zqname.vtt").write_text(NAMED)
    return tmp_path / "zqname.vtt"


def test_it_is_kept_for_its_keeper_alone_and_nothing_of_it_is_printed(alice: Person, file: Path) -> None:
    said = bring(file)
    meeting = Meeting.objects.get()
    assert read_by(alice, meeting).startswith("The builds are red since May.")
    assert (meeting.series.kept_by, meeting.held_on, meeting.series.reach) == (alice, DAY, Reach.SPEAKERS)
    assert {speaker.words for speaker in Speaker.objects.all()} == {Consent.NOT_ASKED}
    assert "3 lines" in said
    assert "2 speakers" in said
    assert not [word for word in ("Bob", "Charlie", "builds") if word in said], "a terminal is seen by others"
    assert "zqretrospective" not in written_anywhere().casefold()
    assert Entry.objects.filter(verb="keep_meeting").count() == 1


def test_a_dry_run_says_the_same_and_keeps_nothing(alice: Person, file: Path) -> None:
    said = bring(file, dry_run=True)
    assert "3 lines" in said
    assert "nothing was kept" in said
    assert not Meeting.objects.exists()
    assert not Entry.objects.filter(verb="keep_meeting").exists()


def test_a_second_time_changes_nothing(alice: Person, file: Path) -> None:
    bring(file)
    assert "here already" in bring(file)
    assert Meeting.objects.count() == 1


def test_what_is_off_the_record_is_decided_by_a_person_first(alice: Person, tmp_path: Path) -> None:
    file = tmp_path / "off.vtt"
    file.write_bytes(OFF)
    assert "1: Somebody says that something is off the record: at 0:00:10" in bring(file)
    assert "1: “0:10” is not from when until when." in bring(file, off=["0:10"])
    assert not Meeting.objects.exists()
    assert "1 off the record, left out" in bring(file, off=["0:10 - 0:13"])
    assert Meeting.objects.get().cues == 1


def test_a_person_may_say_that_nothing_was_off_the_record(alice: Person, tmp_path: Path) -> None:
    file = tmp_path / "off.vtt"
    file.write_bytes(OFF)
    bring(file, sure=True)
    assert Meeting.objects.get().cues == 2


@pytest.mark.parametrize("keeper", ["bob@example.org", "nobody@example.org"])
def test_nobody_but_an_advocate_or_an_alternate_keeps_it(alice: Person, bob: Person, file: Path, keeper: str) -> None:
    assert f"1: {keeper} is no advocate or alternate here" in bring(file, keeper)
    assert not Meeting.objects.exists()


def test_a_file_that_is_none_is_one_sentence(alice: Person, tmp_path: Path) -> None:
    (tmp_path / "cut.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:0")
    (tmp_path / "words.txt").write_text("The builds are red.")
    for name in ("cut.vtt", "words.txt", "not there.vtt"):
        assert bring(tmp_path / name).startswith("1: "), name
    assert not Meeting.objects.exists()
