"""The way of a piece, from an idea to a second look at what became of it, and what each step asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What teaches."""

    DOCS = "docs"
    PROCESS = "process"
    POST = "post"
    VIDEO = "video"
    PODCAST = "podcast"
    TALK = "talk"
    MEETUP = "meetup"
    WORKSHOP = "workshop"


class Stage(StrEnum):
    """Where a piece stands, in the order of its way."""

    IDEA = "idea"
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    REVISITED = "revisited"


class Origin(StrEnum):
    """What a piece comes from."""

    NONE = ""
    QUESTION = "question"
    GAP = "gap"
    DECISION = "decision"
    TALK = "talk"
    CONCERN = "concern"


class Fault(StrEnum):
    """Why a piece cannot go where somebody wants it to go."""

    NO_WAY = "no way"
    NO_AUDIENCE = "no audience"
    NO_AIM = "no aim"
    EMPTY = "empty"
    NO_DAY = "no day"
    NO_STEPS = "no steps"
    NO_CONCERN = "no concern"
    NO_RECORDING = "no recording"
    NOT_WIDENED = "not widened"
    NOT_LOOKED_AT = "not looked at"
    NO_OUTCOME = "no outcome"


# A podcast nobody can hear, and a change of a process that changes no step, are none.
OUT = frozenset({Stage.PUBLISHED, Stage.REVISITED})
WAYS: Mapping[Stage, frozenset[Stage]] = {
    Stage.IDEA: frozenset({Stage.DRAFT}),
    Stage.DRAFT: frozenset({Stage.IDEA, Stage.REVIEW}),
    Stage.REVIEW: frozenset({Stage.DRAFT, Stage.SCHEDULED, Stage.PUBLISHED}),
    Stage.SCHEDULED: frozenset({Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset({Stage.DRAFT, Stage.REVISITED}),
    Stage.REVISITED: frozenset({Stage.DRAFT, Stage.REVISITED}),
}


@dataclass(frozen=True)
class Content:
    """What the steps ask of a piece. `is_inside` says that it tells of a decision made inside."""

    kind: Kind
    for_whom: bool
    aim: bool
    words_or_link: bool
    steps: int = 0
    names_concern: bool = False
    recording: bool = False
    day: bool = False
    outcome: bool = False
    is_inside: bool = False
    is_widened: bool = False
    is_looked_at: bool = False


def ways_from(stage: Stage) -> list[Stage]:
    """Return where a piece can go, in the order of the way."""
    return [each for each in Stage if each in WAYS[stage]]


def fault(content: Content, stage: Stage, to: Stage, *, is_public: bool) -> Fault | None:
    """Return what keeps a piece from going from one stage to another; a way back asks for nothing.

    `is_public` says that people outside would read it.
    """
    if to not in WAYS[stage]:
        return Fault.NO_WAY
    if to in {Stage.IDEA, Stage.DRAFT}:
        return None
    if to is Stage.REVISITED:
        return None if content.outcome else Fault.NO_OUTCOME
    lacking = _lacking(content)
    if lacking or to is Stage.REVIEW:
        return lacking
    if to is Stage.SCHEDULED:
        return None if content.day else Fault.NO_DAY
    return _not_ready(content, is_public=is_public)


def _lacking(content: Content) -> Fault | None:
    """Return what a piece lacks before somebody else looks at it."""
    if not content.for_whom:
        return Fault.NO_AUDIENCE
    if not content.aim:
        return Fault.NO_AIM
    if content.kind is Kind.PROCESS and not content.steps:
        return Fault.NO_STEPS
    if content.kind is Kind.PROCESS and not content.names_concern:
        return Fault.NO_CONCERN
    has_something = content.words_or_link or content.kind is Kind.PROCESS
    return None if has_something else Fault.EMPTY


def _not_ready(content: Content, *, is_public: bool) -> Fault | None:
    """Return what a piece lacks before it is out."""
    if content.kind is Kind.PODCAST and is_public and not content.recording:
        return Fault.NO_RECORDING
    if is_public and content.is_inside and not content.is_widened:
        return Fault.NOT_WIDENED
    if is_public and content.is_inside and not content.is_looked_at:
        return Fault.NOT_LOOKED_AT
    return None
