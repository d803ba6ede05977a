"""What a transcript's file says, and what is said where it says nothing that can be relied on."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundswell.connectors.captions import reading
from groundswell.connectors.captions.reading import read
from groundswell.connectors.captions.tests.files import (
    NAMED,
    REAL,
    SUBRIP,
    VOICES,
    cue,
    long,
    needs_the_real_meetings,
    web,
)
from groundswell.connectors.located import Unreadable
from groundswell.talks.transcripts.rules import Cue


def said(content: str | bytes) -> list[tuple[str, str]]:
    arriving = read(content if isinstance(content, bytes) else content.encode())
    return [(cue.speaker, cue.text) for cue in arriving.cues]


def refusal(content: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content if isinstance(content, bytes) else content.encode())
    sentence = str(refused.value)
    assert sentence.endswith("Nothing was imported.")
    return sentence


def test_names_before_a_colon_are_speakers() -> None:
    assert read(NAMED.encode()).cues[1] == Cue("Charlie", 4500, 8000, "I will write a page about it by Friday.")
    assert [name for name, _ in said(NAMED)] == ["Bob", "Charlie", "Bob"]


def test_voice_tags_are_speakers_and_other_tags_are_nothing() -> None:
    assert said(VOICES) == [
        ("Bob", "The builds are <red> since May."),
        ("Charlie", "I will write a page."),
        ("Bob", "Thank you."),
    ]


def test_subrip_is_read_with_and_without_a_byte_order_mark_and_with_any_line_ends() -> None:
    expected = [("Bob", "The builds are red since May."), ("Charlie", "I will write a page about it by Friday.")]
    for line_end in ("\n", "\r\n", "\r"):
        content = SUBRIP.replace("\n", line_end)
        assert said(content) == said(b"\xef\xbb\xbf" + content.encode()) == expected


def test_two_who_speak_in_one_cue_are_two() -> None:
    two = cue("00:01.000", "00:02.000", "- Bob: Hi.\n- Charlie: Hello\nthere.")
    assert said(web(two)) == [("Bob", "Hi."), ("Charlie", "Hello there.")]


def test_a_colon_in_a_sentence_names_nobody_where_the_others_are_named_by_tags() -> None:
    tagged = cue("00:01.000", "00:02.000", "<v Bob>One thing: it is slow.</v> (laughs)")
    assert said(web(tagged)) == [("Bob", "One thing: it is slow."), ("", "(laughs)")]


def test_who_names_nobody_is_nobody_and_that_is_said() -> None:
    arriving = read(web(cue("00:01.000", "00:02.000", "Bob: Hi."), cue("00:03.000", "00:04.000", "Mumbling.")))
    assert arriving.cues[1].speaker == ""
    assert arriving.notes == ("1 cue names no speaker. It will never be shown to anybody else.",)


def test_cues_that_overlap_are_kept_and_the_first_is_located() -> None:
    first, second = cue("00:01.000", "00:05.000", "Bob: Hi."), cue("00:03.000", "00:04.000", "Charlie: Hello.")
    arriving = read(web(first, second))
    assert len(arriving.cues) == 2
    assert arriving.notes == ("1 cue begins before the one above it ends (line 6). It was kept where it stands.",)
    assert (
        "2 cues begin before the one above them ends (the first in line 6)" in read(web(first, second, second)).notes[0]
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (web(cue("-00:01.000", "00:02.000", "Bob: Hi.")), "Line 3: a time before the meeting began."),
        (web("x\n" + cue("00:03.000", "00:02.000", "Bob: Hi.")), "Line 4: this ends before it begins."),
        (web(cue("00:01.000", "00:61.000", "Bob: Hi.\nAnd so on.")), "Line 3: “00:01.000 --> 00:61.000” is not from"),
        (web("Bob: Hi.\n\n", cue("00:01.000", "00:02.000", "Bob: Hi.")), "Line 3: there are words without a time"),
        (
            web("00:01.000 --> 00:02.000\nBob: Hi.\n", cue("00:03.000", "00:04.000", "Bob: Oh.")),
            "Line 5: an empty line is missing before this time.",
        ),
        (
            web("\n\n", cue("00:01.000", "00:02.000", "Bob: Hi."), "\n \n", cue("00:03.000", "00:02.000", "Bob: Oh.")),
            "Line 10: this ends before it begins.",
        ),
        (web(cue("00:01.000", "00:02.000", "It is slow.")), "No speaker is named in this file"),
        (web(cue("00:01.000", "00:02.000", "<v Bob></v>")), "Nobody says anything in this file."),
        (b"", "This file is empty."),
        (b"\n \n", "This file is empty."),
        (b"WEBVTT\n\nNOTE nothing\n", "This is neither WebVTT nor SubRip"),
        (b"<html>", "This is neither WebVTT nor SubRip"),
        (NAMED.encode("utf-16"), "This file is written in UTF-16."),
        (NAMED.replace("Thank", "Dïnk").encode("latin-1"), "This file is not UTF-8: line 13, column 7"),
        (NAMED.encode()[: NAMED.index("Thank") - len("Bob: ")], "it ends inside the cue that begins in line 11"),
        (NAMED.encode()[: NAMED.index(":09.000")], "it ends inside the cue that begins in line 11"),
        (
            NAMED.replace("red", "röt").encode().partition(b"\xb6")[0],
            "This file is cut off in the middle of a character.",
        ),
    ],
)
def test_what_cannot_be_relied_on_is_refused_with_its_place(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_a_hundred_megabytes_are_refused_by_their_size_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "This file is larger than 12 MB" in refusal(b"\xff" * (100 * 1024 * 1024))
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert "larger than" in refusal(NAMED)


def test_a_file_that_ends_in_the_middle_of_words_is_read_and_looks_odd() -> None:
    assert read(NAMED.encode()[:-8]).notes == (
        "The file ends without a line end, in line 13: look whether it is whole.",
    )


def outcome(content: bytes) -> str | tuple[Cue, ...]:
    """Return what a file holds, or why it is refused."""
    try:
        return read(content).cues
    except Unreadable as refused:
        return str(refused)


@given(st.integers(0, len(NAMED.encode())))
@example(len(NAMED))
def test_a_file_cut_anywhere_gives_what_is_whole_or_one_sentence(at: int) -> None:
    found = outcome(NAMED.encode()[:at])
    if isinstance(found, str):
        assert found.count("Nothing was imported.") == 1
        return
    whole = read(NAMED.encode()).cues
    assert found[:-1] == whole[: len(found) - 1]
    last = whole[len(found) - 1]
    assert any(words.startswith(found[-1].text) for words in (last.text, f"{last.speaker}: {last.text}"))


PIECES = [
    "\n",
    "\n\n",
    "WEBVTT",
    " --> ",
    "00:01.000",
    "-00:00:02,000",
    "<v Bob>",
    "</v>",
    "Bob: ",
    "&amp;",
    "NOTE",
    "x",
    "\x00",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_nothing_that_a_file_can_hold_is_more_than_one_sentence(pieces: list[str]) -> None:
    assert outcome("".join(pieces).encode())


@needs_the_real_meetings
@pytest.mark.parametrize("folder", REAL, ids=lambda folder: folder.name)
def test_a_recorded_meeting_is_read_whole(folder: Path) -> None:
    content = (folder / "transcript.vtt").read_bytes()
    arriving = read(content)
    assert len(arriving.cues) == content.count(b"-->")
    assert all(cue.speaker and cue.text for cue in arriving.cues)


@pytest.mark.slow
def test_sixty_thousand_cues_are_read_in_a_second_of_work() -> None:
    content = long(60_000)
    taken = []
    for _ in range(3):
        begun = time.process_time()
        assert len(read(content).cues) == 60_000
        taken.append(time.process_time() - begun)
    # Twice the second, for a machine that does something else: benchmarks/transcripts.py has the measure.
    assert min(taken) < 2
