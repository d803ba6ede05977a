"""Review asks: who gets one, what it costs, which answers there are, and what of them is shown."""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from groundswell.register.rules.bands import FLOOR

_SATURDAY = 5
_STEP = 10
_MINUTES_IN_AN_HOUR = 60
# So many words in a row are no chance: as where something that was said in confidence is looked for.
_RUN = 5
_WORD = re.compile(r"\w+")


class Answer(StrEnum):
    """What a member can say in a review."""

    SUPPORT = "support"
    CONCERN = "concern"
    OBJECTION = "objection"
    NO_OPINION = "no_opinion"
    NOT_NOW = "not_now"


class Ended(StrEnum):
    """How an objection came to its end."""

    WITHDRAWN = "withdrawn"
    RESOLVED = "resolved"
    LEFT = "left"


class AnswerFault(StrEnum):
    """What an answer lacks."""

    CHOICE = "choice"
    SENTENCE = "sentence"
    REASON = "reason"


class SendingFault(StrEnum):
    """Why a review is not sent."""

    DEADLINE = "deadline"
    MINUTES = "minutes"
    NOBODY = "nobody"


class AtLeast(StrEnum):
    """How many gave one answer, as a number that is surely reached; never the most there can be."""

    FEW = "few"
    FIVE = "5+"
    TEN = "10+"
    TWENTY = "20+"


MOST_MINUTES = 240
_STEPS = {AtLeast.TWENTY: 20, AtLeast.TEN: 10, AtLeast.FIVE: FLOOR}
WITH_WORDS = frozenset({Answer.CONCERN, Answer.OBJECTION})


@dataclass(frozen=True)
class Result:
    """What is shown of a review, once, after its close: how many at least, in steps, and no name.

    Whatever is shown, it could also be that somebody did not answer, and that somebody answered otherwise than all.
    """

    asked: int
    answered_percent: int
    counts: dict[str, str]


def answer_fault(answer: Answer | None, words: str) -> AnswerFault | None:
    """Return what an answer lacks, or None: a concern says what, an objection why."""
    if answer is None:
        return AnswerFault.CHOICE
    if answer in WITH_WORDS and not words.strip():
        return AnswerFault.SENTENCE if answer is Answer.CONCERN else AnswerFault.REASON
    return None


def sending_fault(*, deadline: date, today: date, minutes: int, people: int) -> SendingFault | None:
    """Return why a review is not sent, or None."""
    if minutes not in range(1, MOST_MINUTES + 1):
        return SendingFault.MINUTES
    if deadline <= today:
        return SendingFault.DEADLINE
    return None if people else SendingFault.NOBODY


def is_here(away: Collection[date], first: date, last: date) -> bool:
    """Tell whether somebody has a working day between two days (both included) on which they are not away."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return any(day.weekday() < _SATURDAY and day not in away for day in days)


def hours(people: int, minutes: int) -> float:
    """Return what asking so many people for so many minutes costs: 20 people × 30 minutes = 10 hours."""
    return people * minutes / _MINUTES_IN_AN_HOUR


def is_over(*, deadline: date, today: date, answered: int, asked: int) -> bool:
    """Tell whether a review closes: at its deadline, or when everybody who was asked has answered."""
    return today > deadline or (asked > 0 and answered >= asked)


def result_of(answers: Iterable[Answer | None]) -> Result:
    """Return what may be shown of a review that is over; `answers` has one entry for everybody who was asked.

    The highest step of those who answered holds "all" and "all but one" alike, and a number is told of an answer only
    where more people than that surely answered. Where that leaves no step, nothing is told but how many were asked.
    """
    every = list(answers)
    given = [each for each in every if each is not None]
    percent = surely_percent(len(given), len(every))
    if percent == 0:
        return Result(len(every), 0, {})
    surely = _people(percent, len(every))
    return Result(len(every), percent, {each.value: _told(given.count(each), surely).value for each in Answer})


def surely_percent(part: int, whole: int, least: int = FLOOR) -> int:
    """Return a share in steps that is surely reached, the same for all and for all but one.

    0 says nothing: where `least` people or fewer would surely be among them, whoever they are could be told.
    """
    if whole == 0:
        return 0
    percent = min(_step(part, whole), _step(whole - 1, whole))
    return percent if _people(percent, whole) > least else 0


def _people(percent: int, whole: int) -> int:
    return -(-percent * whole // 100)


def takes_its_place(answer: Answer) -> bool:
    """Tell whether an answer to a later review ends an objection to an earlier one: who says nothing ends nothing."""
    return answer in {Answer.SUPPORT, Answer.CONCERN, Answer.OBJECTION}


def blocks(answer: Answer | None, ended: Ended | None, *, about: Collection[object], part: object) -> bool:
    """Tell whether an answer keeps a part from being decided: a standing objection to it, or to all of them.

    `about` is empty for all of them; it holds more than one where the words that it is about went into several parts.
    """
    if answer is not Answer.OBJECTION or ended is not None:
        return False
    return not about or part in about


def parts_with_words_of[Key: Hashable](
    objected: str, before: Mapping[Key, str], now: Mapping[Key, str]
) -> frozenset[Key]:
    """Return the parts that hold words now to which somebody objected elsewhere, and did not hold them before.

    Five words in a row are taken for the same, and of fewer all of them.
    """
    long = min(_RUN, len(_words(objected)))
    wanted = _runs(objected, long)
    return frozenset(
        part for part, text in now.items() if wanted & _runs(text, long) - _runs(before.get(part, ""), long)
    )


def _runs(text: str, long: int) -> frozenset[tuple[str, ...]]:
    """Return all runs of so many words."""
    said = _words(text)
    return frozenset(tuple(said[at : at + long]) for at in range(len(said) - long + 1) if long)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _step(part: int, whole: int) -> int:
    return part * 100 // whole // _STEP * _STEP


def _told(count: int, surely: int) -> AtLeast:
    """Return a step in which nobody and a few are one: that nobody objected would tell of each that they did not."""
    return next((step for step, least in _STEPS.items() if least <= count and least < surely), AtLeast.FEW)
