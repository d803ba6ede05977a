"""Bytes of a WebVTT or SubRip file in, a transcript or one sentence out.

Strict: what has no time, or a time that cannot be, ends the import with its line, so that nobody relies on half of it.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.located import Unreadable, decoded
from groundswell.connectors.plain import storable
from groundswell.talks.transcripts.rules import Arriving, Cue

# Sixty thousand cues of a long day have seven million characters.
LARGEST = 12 * 1024 * 1024
LONGEST_NAME = 80
_MOST_WORDS_OF_A_NAME = 8
_HALF = 0.5
_ARROW = "-->"
_CLOCK = r"(-?)(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMES = rf"[^\S\n]*{_CLOCK}[^\S\n]+{_ARROW}[^\S\n]+{_CLOCK}(?:[^\S\n].*)?"
_CUE = re.compile(rf"([^\n]*\n)?{_TIMES}(?:\n([\s\S]*))?")
_TIMING = re.compile(_TIMES)
_BLANK_LINES = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_ONE_VOICE = re.compile(r"<v\s+([^>]*)>([^<]*)(?:</v>)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|</?(?:c|lang)?\.[^<>]{0,200}>|<\d[\d:.]{4,14}>")


class _Timed(NamedTuple):
    """A cue as it stands in the file; `line` is where its block begins, counted from 0."""

    line: int
    start: int
    end: int
    words: str


def read(content: bytes) -> Arriving:
    """Return the transcript that a file holds; raise `Unreadable` with one sentence and its line when it holds none."""
    # Control characters go; line ends become line feeds, so that a line here is a line in the person's editor.
    text = storable(decoded(content, most=LARGEST))
    if not text.strip():
        raise Unreadable(_("This file is empty."))
    if _ARROW not in text:
        raise Unreadable(
            _("This is neither WebVTT nor SubRip: no line of it says from when until when something was said.")
        )
    timed = list(_timed(_BLANK_LINES.sub("", text), is_web=text.startswith("WEBVTT")))
    cues = tuple(_spoken(timed))
    if not cues:
        raise Unreadable(_("Nobody says anything in this file."))
    if not any(cue.speaker for cue in cues):
        why = _("No speaker is named in this file, so nobody could be asked, and nothing of it could ever be shown.")
        how = _("A cue begins with <v Name>, or with a name and a colon.")
        raise Unreadable(f"{why} {how}")
    odd = list(_notes(timed, cues))
    if not text.endswith("\n"):
        end = _("The file ends without a line end, in line %(line)s: look whether it is whole.")
        odd.append(end % _line(text.count("\n")))
    return Arriving(cues, tuple(odd))


# ---------------------------------------------------------------- cues


def _timed(text: str, *, is_web: bool) -> Iterator[_Timed]:
    """Yield the cues of a file, block by block: perhaps a name of the cue, its time, its words."""
    line, blocks = 0, text.split("\n\n")
    for number, block in enumerate(blocks):
        # More than one empty line above it.
        bare = block.lstrip("\n")
        begins = line + len(block) - len(bare)
        line += block.count("\n") + 2
        if not bare or (is_web and (number == 0 or _ASIDE.match(bare))):
            continue
        match = _CUE.fullmatch(bare)
        if match is None or _ARROW in (match[1] or "") or _ARROW in (match[12] or ""):
            raise _fault(bare, begins, is_last=number == len(blocks) - 1)
        if match[12]:
            yield _Timed(begins, *_times(match, begins), match[12])
        elif number == len(blocks) - 1:
            raise _cut_off(begins)


def _times(match: re.Match[str], begins: int) -> tuple[int, int]:
    """Return from when until when a cue lasts."""
    _name_of_cue, from_minus, h1, m1, s1, f1, to_minus, h2, m2, s2, f2, _words = match.groups()
    if from_minus or to_minus:
        raise _at(begins + bool(match[1]), _("a time before the meeting began."))
    start = ((int(h1 or 0) * 60 + int(m1)) * 60 + int(s1)) * 1000 + int(f1)
    end = ((int(h2 or 0) * 60 + int(m2)) * 60 + int(s2)) * 1000 + int(f2)
    if end < start:
        raise _at(begins + bool(match[1]), _("this ends before it begins."))
    return start, end


def _fault(block: str, begins: int, *, is_last: bool) -> Unreadable:
    """Say why a block is no cue: the file ends in it, its time is no time, it has none, or it is two."""
    lines = block.rstrip("\n").split("\n")
    times = [number for number, line in enumerate(lines) if _TIMING.fullmatch(line)]
    if times:
        return _at(begins + times[-1], _("an empty line is missing before this time."))
    arrows = [number for number, line in enumerate(lines) if _ARROW in line]
    if is_last and len(lines) <= 2 and (not arrows or arrows[0] == len(lines) - 1):  # noqa: PLR2004 - name and time
        return _cut_off(begins)
    if arrows:
        words = _("“%(found)s” is not from a time until a time, as in 00:01:02.500 --> 00:01:04.000.")
        return _at(begins + arrows[0], words % {"found": lines[arrows[0]].strip()[:60]})
    return _at(begins, _("there are words without a time above them."))


def _cut_off(line: int) -> Unreadable:
    return Unreadable(_("This file is cut off: it ends inside the cue that begins in line %(line)s.") % _line(line))


def _at(line: int, why: str) -> Unreadable:
    return Unreadable(_("Line %(line)s: %(why)s") % {**_line(line), "why": why})


def _line(line: int) -> dict[str, int]:
    return {"line": line + 1}


# ---------------------------------------------------------------- speakers


def _spoken(timed: Sequence[_Timed]) -> Iterator[Cue]:
    """Yield who said what: by voice tags, or by a name and a colon where most cues of the file begin so."""
    has_names = _begins_with_names(timed)
    for cue in timed:
        for speaker, text in _said(cue.words, has_names=has_names):
            if text:
                yield Cue(speaker, cue.start, cue.end, text)


def _begins_with_names(timed: Sequence[_Timed]) -> bool:
    return sum(_split(cue.words.partition("\n")[0])[0] != "" for cue in timed) >= len(timed) * _HALF


def _said(words: str, *, has_names: bool) -> Iterator[tuple[str, str]]:
    one = _ONE_VOICE.fullmatch(words)
    if one is not None:
        yield _name(one[1]), _plain(one[2])
    elif _VOICE.search(words):
        yield from _by_voice(words)
    elif has_names:
        yield from _by_line(words.split("\n"))
    else:
        yield "", _plain(words)


def _by_voice(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands after each voice tag, and what stands before the first as said by nobody named."""
    before, *pieces = _VOICE.split(text)
    yield "", _plain(before)
    for name, piece in zip(pieces[::2], pieces[1::2], strict=True):
        said, closed, after = piece.partition("</v>")
        yield _name(name), _plain(said)
        if closed:
            yield "", _plain(after)


def _by_line(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what each named speaker says of a cue's lines; a line without a name goes on with the one above it."""
    speaker, said = _split(lines[0])
    for line in lines[1:]:
        name, rest = _split(line)
        if name:
            yield speaker, _plain(said)
            speaker, said = name, rest
        else:
            said = f"{said} {line}"
    yield speaker, _plain(said)


def _split(line: str) -> tuple[str, str]:
    """Return the name before a colon and what follows it, or no name and the line."""
    name, colon, said = line.partition(": ")
    if not colon or len(name) > LONGEST_NAME or name.count(" ") >= _MOST_WORDS_OF_A_NAME:
        return "", line
    return _name(name), said


def _name(found: str) -> str:
    return _plain(found).lstrip("- ")[:LONGEST_NAME]


def _plain(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = storable(unescape(text))
    return " ".join(text.split())


# ---------------------------------------------------------------- what looked odd


def _notes(timed: Sequence[_Timed], cues: Sequence[Cue]) -> Iterator[str]:
    early = [now.line for before, now in pairwise(timed) if now.start < before.end]
    if early:
        words = ngettext(
            "%(n)d cue begins before the one above it ends (line %(line)s). It was kept where it stands.",
            "%(n)d cues begin before the one above them ends (the first in line %(line)s). They were kept where they "
            "stand.",
            len(early),
        )
        yield words % {"n": len(early), **_line(early[0])}
    unnamed = sum(not cue.speaker for cue in cues)
    if unnamed:
        words = ngettext(
            "%(n)d cue names no speaker. It will never be shown to anybody else.",
            "%(n)d cues name no speaker. They will never be shown to anybody else.",
            unnamed,
        )
        yield words % {"n": unnamed}
