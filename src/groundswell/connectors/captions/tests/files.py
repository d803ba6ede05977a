"""Transcripts of nobody, and where the real ones lie."""

from pathlib import Path

import pytest

REAL = sorted((Path(__file__).parents[5].parent / "shared/data/meetings").glob("*"))
needs_the_real_meetings = pytest.mark.skipif(not REAL, reason="the recorded meetings lie outside the project")

NAMED = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Bob: The builds are red since May.

2
00:00:04.500 --> 00:00:08.000
Charlie: I will write a page about it by Friday.

3
00:00:09.000 --> 00:00:12.000
Bob: Thank you. That helps a lot.
"""
VOICES = """WEBVTT - a meeting

NOTE made by a tool

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start position:0%
<v Bob>The <b>builds</b> are &lt;red&gt; since May.</v>

00:00:04.500 --> 00:00:08.000
<v.loud Charlie>I will write <00:00:05.000>a page.</v>
<v Bob>Thank you.
"""
SUBRIP = """1
00:00:01,000 --> 00:00:04,000
Bob: The builds are red since May.

2
00:00:04,500 --> 00:00:08,000
- Charlie: I will write a page
about it by Friday.
"""


def cue(start: str, end: str, words: str) -> str:
    """Return one cue."""
    return f"{start} --> {end}\n{words}\n\n"


def web(*cues: str) -> bytes:
    """Return a file of cues."""
    return ("WEBVTT\n\n" + "".join(cues)).encode()


def stamp(milliseconds: int) -> str:
    """Return a time as files have it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def long(cues: int, speakers: int = 7) -> bytes:
    """Return a file of so many cues."""
    words = "we should look at the build again before the release, I think"
    each = (cue(stamp(n * 3000), stamp(n * 3000 + 2500), f"Speaker {n % speakers}: {words} {n}.") for n in range(cues))
    return web(*each)
