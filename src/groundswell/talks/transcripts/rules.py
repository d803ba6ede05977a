"""Decisions about transcripts, in plain Python: what is left out, what belongs together, and who is shown what."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched
from typing import NamedTuple

from groundswell.talks.transcripts.marks import OFF, PHRASES


class Cue(NamedTuple):
    """Words that one speaker said, from one millisecond of the meeting to another; an unnamed speaker is ""."""

    speaker: str
    start: int
    end: int
    text: str


class Span(NamedTuple):
    """A part of a meeting, in milliseconds from its beginning."""

    start: int
    end: int


@dataclass(frozen=True)
class Arriving:
    """A transcript as a file tells it, with sentences about what looked odd and was kept."""

    cues: tuple[Cue, ...]
    notes: tuple[str, ...] = ()


# ---------------------------------------------------------------- off the record

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?"
_TYPED = re.compile(rf"{_TIME}\s*(?:-|–|—|to|until)\s*{_TIME}")
_SIXTY = 60


def spoken_marks(cues: Iterable[Cue]) -> list[int]:
    """Return when somebody says that what follows is off the record: a person decides from where until where."""
    return [cue.start for cue in cues if OFF.search(cue.text)]


def heard_languages() -> list[str]:
    """Return the codes of the languages in which that is noticed; in any other one a person must listen."""
    return list(PHRASES)


def is_left_out(cue: Cue, spans: Iterable[Span]) -> bool:
    """Tell whether any of this was said in one of these spans: a cue that lies half in one is left out whole."""
    return any(cue.start <= span.end and cue.end >= span.start for span in spans)


def on_the_record(cues: Iterable[Cue], spans: Sequence[Span]) -> tuple[Cue, ...]:
    """Return what may be kept."""
    return tuple(cue for cue in cues if not is_left_out(cue, spans))


def typed_spans(lines: str) -> list[Span] | int:
    """Return the spans that somebody typed, one a line ("12:30 - 15:00"); else the number of the line that is none."""
    spans = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        span = _typed(line.strip())
        if span is None:
            return number
        spans.append(span)
    return spans


def _typed(line: str) -> Span | None:
    match = _TYPED.fullmatch(line)
    if match is None or any(int(match[place]) >= _SIXTY for place in (3, 6)):
        return None
    # Typed to the second: all of the last one is meant.
    span = Span(_milliseconds(*match.group(1, 2, 3)), _milliseconds(*match.group(4, 5, 6)) + 999)
    return span if span.start < span.end else None


def _milliseconds(hours: str | None, minutes: str, seconds: str) -> int:
    return ((int(hours or 0) * _SIXTY + int(minutes)) * _SIXTY + int(seconds)) * 1000


def clock_time(milliseconds: int) -> str:
    """Return a moment of a meeting as people read it: "0:12:30"."""
    minutes, seconds = divmod(milliseconds // 1000, _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return f"{hours}:{minutes:02}:{seconds:02}"


# ---------------------------------------------------------------- kept in parts

# A page shows one part. Smaller ones would pad more than they hold; with larger ones a page grows past what one reads.
CUES_A_PART = 100


class Placed(NamedTuple):
    """A cue in its place: the how manieth of its part it is."""

    place: int
    start: int
    end: int
    text: str


def parts(cues: Iterable[Cue]) -> Iterator[dict[str, list[Placed]]]:
    """Yield the cues in parts of a page each, and in each part what every speaker said."""
    for part in batched(cues, CUES_A_PART):
        by_speaker: dict[str, list[Placed]] = {}
        for place, cue in enumerate(part):
            by_speaker.setdefault(cue.speaker, []).append(Placed(place, cue.start, cue.end, cue.text))
        yield by_speaker


@dataclass(frozen=True)
class Line:
    """What one line of a page shows: somebody's words, or that somebody's words are not shared."""

    speaker: str = ""
    start: int = 0
    place: int = 0
    text: str = ""
    is_shared: bool = True

    @property
    def time(self) -> str:
        """When it was said, as people read it."""
        return clock_time(self.start)


NOT_SHARED = Line(is_shared=False)


def lines(shown: Mapping[str, Iterable[Placed]], cues: int) -> list[Line]:
    """Return the lines of a part of so many cues of which these are shown, by their speaker's name.

    What is not shared between two shown ones is one line, however many spoke there: it tells nothing but itself.
    """
    at = {cue.place: (speaker, cue) for speaker, said in shown.items() for cue in said}
    found: list[Line] = []
    for place in range(cues):
        if place in at:
            speaker, cue = at[place]
            found.append(Line(speaker, cue.start, place, cue.text))
        elif not found or found[-1].is_shared:
            found.append(NOT_SHARED)
    return found


# ---------------------------------------------------------------- consent


class Consent(StrEnum):
    """What a speaker says about their words, or about the recording of them.

    *Not asked*: nobody has said who it is. *Asked*: without an answer. *Alone*: shown to the speaker alone, who decides
    later. *Shared*: a yes. *Refused*, and *withdrawn*, which was a yes.
    """

    NOT_ASKED = "not asked"
    ASKED = "asked"
    ALONE = "alone"
    SHARED = "shared"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ANSWERS = frozenset({Consent.ALONE, Consent.SHARED, Consent.REFUSED})
UNANSWERED = frozenset({Consent.ASKED, Consent.ALONE})


def answered(was: Consent, answer: Consent) -> Consent | None:
    """Return what stands after a speaker's answer, which can be changed at any time; None where it is no answer."""
    if answer not in ANSWERS or was == Consent.NOT_ASKED:
        return None
    if answer == Consent.REFUSED and was in {Consent.SHARED, Consent.WITHDRAWN}:
        return Consent.WITHDRAWN
    return answer


def may_read_words(consent: Consent, *, is_keeper: bool, is_speaker: bool) -> bool:
    """Tell whether a reader of a meeting reads what one speaker said in it."""
    if is_keeper or consent == Consent.SHARED:
        return True
    return is_speaker and consent in {Consent.ALONE, Consent.WITHDRAWN}


def may_play(consents: Collection[Consent]) -> bool:
    """Tell whether a recording may be shown: everybody who spoke in it says yes, and somebody did speak."""
    return bool(consents) and all(consent == Consent.SHARED for consent in consents)


class Reach(StrEnum):
    """Who reads what speakers share of a meeting; said to them before they are asked, and never changed."""

    SPEAKERS = "speakers"
    ORGANISATION = "organisation"


def may_open(reach: Reach, *, is_keeper: bool, is_speaker: bool, is_anything_shared: bool) -> bool:
    """Tell whether a meeting exists for somebody; to everybody only when there is something of it to show them."""
    if is_keeper or is_speaker:
        return True
    return reach == Reach.ORGANISATION and is_anything_shared


# ---------------------------------------------------------------- who a speaker may be

_MARKS = re.compile(r"\(.*?\)|\[.*?\]|[@|/].*$")


def likely(speaker: str, names: Mapping[str, str]) -> list[str]:
    """Return the keys of the people whom a name in a transcript may mean, for a person to choose from: a guess alone.

    `names` maps a key to a name. The same name whole, or one whose words hold all of the speaker's.
    """
    said = _words(speaker)
    same = [key for key, name in names.items() if said and _words(name) == said]
    return same or [key for key, name in names.items() if said and said <= _words(name)]


def _words(name: str) -> frozenset[str]:
    bare = _MARKS.sub(" ", name) if not name.startswith("@") else name[1:]
    return frozenset(re.findall(r"[^\W_]+", bare.casefold()))
