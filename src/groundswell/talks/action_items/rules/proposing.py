"""What in a transcript sounds like something to do, by whom and until when: proposals, for a person to confirm.

Rules and no more. They know the ways in which people promise and ask in English; they miss what is agreed in other
words, and propose much that was only said. `docs/use/transcripts.md` says how often, measured on two real meetings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from groundswell.talks.transcripts.rules import Cue


class Sounds(StrEnum):
    """What a sentence sounds like: somebody's own promise, a request of somebody, or what all agreed on."""

    PROMISE = "promise"
    REQUEST = "request"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class Proposal:
    """A sentence that may be something to do. `owner` is a name as the transcript has it, or empty."""

    text: str
    sounds: Sounds
    owner: str
    due_on: date | None
    said_by: str
    start: int
    # Worth a look before the rest: by its words (asked of others, with a day or a place), and by where it was said.
    weight: int = 0
    is_firm: bool = False


# Verbs after which something exists that was not there before, or somebody knows what they did not.
_WORK = (
    "add|address|agree on|ask|book|bring|build|check (?:with|in with)|clean up|close|collaborate|come (?:up )?with|"
    "come out with|comment|confirm|connect|contact|converge|coordinate|create|decide|deploy|"
    "discuss (?:this |that |it )?(?:async|offline|with)|document|draft|email|figure out|file|finali[sz]e|find out|fix|"
    "follow[- ]up|have a look|implement|invite|investigate|look (?:at|into)|make (?:a|an|another|sure|the)|measure|"
    "merge|move (?:it|this|that) to|open (?:a|an|the|up)|organi[sz]e|ping|plot|post|prepare|propose|publish|"
    "put (?:together|up)|reach out|read|release|remove|reply|report back|rerun|resolve|review|rewrite|schedule|send|"
    "set up|share (?:a|an|my|our|the|this|that|it|more)|specify|spec|submit|summari[sz]e|sync with|take a look|"
    "talk to|test|try out|update|upload|verify|work together|write"
)
_BETWEEN = (
    r"(?:[, ]+(?:then|also|all|just|maybe|probably|definitely|first|try to|try and|go ahead and|please|like))*[, ]+"
)
_PROMISE = re.compile(
    rf"\bI(?:['’]ll| will| can|['’]m going to|['’]m gonna| am going to)(?!\s+not){_BETWEEN}(?:{_WORK})\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    rf"\b(?:please|feel free to|(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody)(?: please)?|"
    rf"(?:someone|somebody) (?:should|please|has to|needs to)|you should|you need to|"
    rf"(?:would|['’]d) be (?:great|good|nice|helpful) (?:if (?:you|someone|somebody|people|teams?|clients?|we)"
    rf"(?: (?:can|could|would))?|to)){_BETWEEN}(?:{_WORK})\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    rf"\b(?:let['’]s|we(?:['’]ll| will| can| should|['’]re going to| need to| have to| agreed to)){_BETWEEN}"
    rf"(?:{_WORK})\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\baction items?\b|\bto-?do\b:?", re.IGNORECASE)
_RULES = ((_REQUEST, Sounds.REQUEST), (_PROMISE, Sounds.PROMISE), (_AGREEMENT, Sounds.AGREEMENT))
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")

# What stands before it and makes it no decision: supposed, asked, explained, or told of others.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|suppose|in case|(?:that|which|this|it) means|because|why|how|which|what|"
    r"(?:was|were) (?:thinking|wondering)|(?!I\b|we\b)\w+ (?:says|said|thinks|thought|mentioned))\b",
    re.IGNORECASE,
)
# What is done while it is said, in the room where it is said.
_HERE = re.compile(
    r"\b(?:screen|slides?|presentation|right now|in a (?:second|minute|moment)|quickly|next slide)\b", re.IGNORECASE
)
# A sentence that breaks off before it says what.
_BROKEN = re.compile(r"(?:\b(?:or|and|but|the|a|an|to|of|whether|like|is|not)\W*|…)$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]\s+(?:and|so|but)\b|\s(?:so|but)\s|[;:]", re.IGNORECASE)
# What stands with things that are to be done, counted in the summaries of 77 recorded meetings (decision 0128).
_TOLD = (
    (re.compile(r"\bplease\b", re.IGNORECASE), 2),
    (re.compile(r"\blet['’]s\b|\b(?:someone|somebody|everyone|everybody|teams?|clients?)\b", re.IGNORECASE), 1),
    (
        re.compile(
            r"\b(?:PRs?|pull requests?|issues?|tickets?|channel|forum|wiki|repo(?:sitory)?|tracker|board|breakout|doc|"
            r"docs|document|agenda|calendar|poll|Telegram|Discord|Slack|Matrix|Jira|GitHub|Hack ?MD)\b",
            re.IGNORECASE,
        ),
        1,
    ),
    (re.compile(r"\b(?:async|offline|after (?:the|this) call|tomorrow|this week|next week|soon)\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:take a look|have a look|feel free|reach out|follow[- ]up)\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:I|we) can\b", re.IGNORECASE), -1),
)
# And where it was said: beside something else to do, in the last part of a meeting, by whoever will do it.
_BESIDE, _BESIDE_POINTS = 60_000, 2
_LAST_PART = 0.85
_FIRM = 3
# Words that name nothing by themselves.
_NOTHING = frozenset(["it", "that", "this", "them", "you", "more", "like", "also", "just", "there"])
_FEWEST_WORDS, _LONGEST = 4, 300


def proposals(cues: Iterable[Cue], *, held_on: date) -> list[Proposal]:
    """Return what sounds like something to do, in the order in which it was said; the same words twice are one."""
    said = list(cues)
    names = sorted({cue.speaker for cue in said if cue.speaker})
    found: dict[str, Proposal] = {}
    for cue in said:
        for proposal in _in(cue, names, held_on):
            found.setdefault(proposal.text.casefold(), proposal)
    late = _LAST_PART * max((cue.end for cue in said), default=0)
    return [replace(each, is_firm=_stands(each, found.values(), late) >= _FIRM) for each in found.values()]


def _stands(proposal: Proposal, others: Iterable[Proposal], late: float) -> int:
    """Return how much speaks for a proposal, by its words and by where it was said."""
    apart = (abs(each.start - proposal.start) for each in others if each is not proposal)
    beside = _BESIDE_POINTS * any(each <= _BESIDE for each in apart)
    return proposal.weight + beside + (proposal.start > late) + (proposal.sounds == Sounds.PROMISE)


def _in(cue: Cue, names: Sequence[str], held_on: date) -> Iterator[Proposal]:
    for match in _SENTENCE.finditer(cue.text):
        sentence = match[0].strip()
        sounds = sounds_like(sentence)
        if sounds is not None:
            owner = cue.speaker if sounds == Sounds.PROMISE else _addressed(sentence, names, cue.speaker)
            day = due(sentence, held_on)
            weight = _weight(sentence) + (day is not None)
            yield Proposal(sentence[:_LONGEST], sounds, owner, day, cue.speaker, cue.start, weight)


def _weight(sentence: str) -> int:
    return sum(points for pattern, points in _TOLD if pattern.search(sentence))


def sounds_like(sentence: str) -> Sounds | None:
    """Return what a sentence sounds like, or None."""
    if len(sentence.split()) < _FEWEST_WORDS:
        return None
    for pattern, sounds in _RULES:
        if any(_is_meant(sentence, match) for match in pattern.finditer(sentence)):
            return sounds
    return Sounds.AGREEMENT if _NAMED.search(sentence) else None


def _is_meant(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether what was found is said to be done: not supposed, not done on the spot, and not broken off."""
    before = _CLAUSE.split(sentence[: match.start()])[-1]
    clause = _CLAUSE.split(sentence[match.end() :])[0]
    says_what = set(re.findall(r"[^\W_]+", clause.casefold())) - _NOTHING and not _BROKEN.search(clause)
    return bool(says_what) and not _HERE.search(clause) and not _SUPPOSED.search(before)


def _addressed(sentence: str, names: Sequence[str], speaker: str) -> str:
    """Return the one other speaker whose first name stands in a request; of several none is meant for sure."""
    words = set(re.findall(r"[^\W_]+", sentence.casefold()))
    others = [name for name in names if name != speaker]
    meant = [name for name in others if (first := re.match(r"\W*([^\W_]+)", name)) and first[1].casefold() in words]
    return meant[0] if len(meant) == 1 else ""


# ---------------------------------------------------------------- until when

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FROM = r"\b(?:by|until|before|on|for|from|due|to)\s+(?:the\s+)?"
_WEEKDAY = re.compile(rf"{_FROM}(next\s+|this\s+|coming\s+)?({'|'.join(_DAYS)})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"({'|'.join(_MONTHS)}))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"{_FROM}(\d{{1,2}})(?:st|nd|rd|th)\b", re.IGNORECASE)
_WITHIN = re.compile(rf"\b(?:in|within)\s+({'|'.join(_NUMBERS)}|\d{{1,2}})\s+(day|week|month)s?\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\btomorrow\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|tonight|end of day|eod)\b", re.IGNORECASE)
_WEEK = re.compile(r"\b(this|next)\s+week\b|\bend of (?:the|this) week\b", re.IGNORECASE)
_MONTH = re.compile(r"\bend of (?:the|this) month\b", re.IGNORECASE)
_FRIDAY = 4
_DAYS_OF = {"day": 1, "week": 7, "month": 30}


def due(sentence: str, held_on: date) -> date | None:
    """Return the day that a sentence names for what is to be done, seen from the day of the meeting; or None."""
    for read in (_on_a_date, _within_a_while, _on_a_weekday, _in_a_week, _at_once):
        day = read(sentence, held_on)
        if day is not None:
            return day
    return None


def _on_a_date(sentence: str, held_on: date) -> date | None:
    match = _DATE.search(sentence)
    if match:
        month = _MONTHS.index((match[1] or match[4]).lower()) + 1
        return _coming(held_on, int(match[2] or match[3]), month)
    match = _ORDINAL.search(sentence)
    return _coming(held_on, int(match[1]), None) if match else None


def _coming(held_on: date, day: int, month: int | None) -> date | None:
    """Return the first such day from the meeting on, of this month (else the next), or of a named month."""
    months = [month] if month else [held_on.month, held_on.month % 12 + 1]
    years = [held_on.year, held_on.year + 1]
    days = [_day(year, each, day) for year in years for each in months]
    return min((each for each in days if each is not None and each >= held_on), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _within_a_while(sentence: str, held_on: date) -> date | None:
    match = _WITHIN.search(sentence)
    if match is None:
        return None
    many = _NUMBERS.get(match[1].lower()) or int(match[1])
    return held_on + timedelta(days=many * _DAYS_OF[match[2].lower()])


def _on_a_weekday(sentence: str, held_on: date) -> date | None:
    match = _WEEKDAY.search(sentence)
    if match is None:
        return None
    ahead = (_DAYS.index(match[2].lower()) - held_on.weekday()) % 7 or 7
    return held_on + timedelta(days=ahead)


def _in_a_week(sentence: str, held_on: date) -> date | None:
    friday = held_on + timedelta(days=(_FRIDAY - held_on.weekday()) % 7)
    match = _WEEK.search(sentence)
    if match:
        return friday + timedelta(days=7 if (match[1] or "").lower() == "next" else 0)
    if _MONTH.search(sentence):
        first = (held_on.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first - timedelta(days=1)
    return None


def _at_once(sentence: str, held_on: date) -> date | None:
    if _TOMORROW.search(sentence):
        return held_on + timedelta(days=1)
    return held_on if _TODAY.search(sentence) else None
