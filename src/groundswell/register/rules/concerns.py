"""Where a concern stands, and who may move it there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stuck(StrEnum):
    """Why nobody fixes it by themselves."""

    NONE = "none"
    TOO_SMALL = "too_small"
    UNKNOWN = "unknown"
    NO_OWNER = "no_owner"
    ONE_PERSON = "one_person"


class State(StrEnum):
    """The stations of a concern, in the order of the way; NOT_OURS leaves it."""

    RAISED = "raised"
    LOOKED_AT = "looked_at"
    DECIDED = "decided"
    BEING_FIXED = "being_fixed"
    FIXED = "fixed"
    CONFIRMED = "confirmed"
    NOT_OURS = "not_ours"


class Heading(StrEnum):
    """The numbers that stand wherever concerns are counted."""

    OPEN = "open"
    BEING_FIXED = "being_fixed"
    FIXED = "fixed"
    CONFIRMED = "confirmed"


WAY = tuple(state for state in State if state is not State.NOT_OURS)
OPEN = frozenset({State.RAISED, State.LOOKED_AT, State.DECIDED})
ENDED = frozenset({State.FIXED, State.CONFIRMED, State.NOT_OURS})

_UNDER: dict[Heading, frozenset[State]] = {
    Heading.OPEN: OPEN,
    Heading.BEING_FIXED: frozenset({State.BEING_FIXED}),
    Heading.FIXED: frozenset({State.FIXED}),
    Heading.CONFIRMED: frozenset({State.CONFIRMED}),
}

# Nobody but somebody who raised a concern can say that it helped: CONFIRMED stands in no row.
_MOVES: dict[State, tuple[State, ...]] = {
    State.RAISED: (State.LOOKED_AT, State.DECIDED, State.BEING_FIXED, State.FIXED, State.NOT_OURS),
    State.LOOKED_AT: (State.DECIDED, State.BEING_FIXED, State.FIXED, State.NOT_OURS),
    State.DECIDED: (State.LOOKED_AT, State.BEING_FIXED, State.FIXED, State.NOT_OURS),
    State.BEING_FIXED: (State.LOOKED_AT, State.DECIDED, State.FIXED, State.NOT_OURS),
    State.FIXED: (State.LOOKED_AT,),
    State.CONFIRMED: (State.LOOKED_AT,),
    State.NOT_OURS: (State.LOOKED_AT,),
}


class Lacking(StrEnum):
    """What a move lacks."""

    WAY = "way"
    REASON = "reason"
    POINTER = "pointer"


def headline(counted: Mapping[State, int]) -> dict[Heading, int]:
    """Return how many concerns stand under each heading, of how many stand where."""
    return {heading: sum(counted.get(state, 0) for state in states) for heading, states in _UNDER.items()}


def states_asked_for(words: str) -> frozenset[State]:
    """Return the states that an address asks for: those under a heading, or a single one; none for all of them."""
    if words in set(Heading):
        return _UNDER[Heading(words)]
    return frozenset({State(words)} if words in set(State) else ())


def moves_from(state: State) -> tuple[State, ...]:
    """Return where its keeper may move a concern that stands here."""
    return _MOVES[state]


def lacking(state: State, to: State, *, reason: str, pointer: str) -> Lacking | None:
    """Return what a move by the keeper lacks, or None: a reason always, and for "not ours" where to go instead."""
    if to not in _MOVES[state]:
        return Lacking.WAY
    if not reason.strip():
        return Lacking.REASON
    if to is State.NOT_OURS and not pointer.strip():
        return Lacking.POINTER
    return None


def is_reopening(state: State, to: State) -> bool:
    """Tell whether a move opens again what had ended."""
    return state in ENDED and to not in ENDED


def may_be_answered(state: State) -> bool:
    """Tell whether those who raised a concern are asked if it helped."""
    return state in {State.FIXED, State.CONFIRMED}


def may_be_changed(state: State, came_from: State | None, *, by_answer: bool) -> bool:
    """Tell whether those who said whether it helped may say otherwise: while it is fixed, or open again by an answer.

    `came_from` and `by_answer` tell of its newest move. Once its keeper has moved it on, another fix is asked about.
    """
    is_open_again = state is State.LOOKED_AT and by_answer and came_from is not None and may_be_answered(came_from)
    return may_be_answered(state) or is_open_again


def after_answers(answers: Collection[bool]) -> State:
    """Return where a concern stands by all answers to a fix: "yes, this helped", or "not fixed".

    One "not fixed" opens it again, however many said yes, before or after: it is no vote, and whichever of two
    people answers first, the concern ends in the same place. It is confirmed again once nobody says so any more; and
    where nobody says anything any more, it is fixed as its keeper said.
    """
    if not answers:
        return State.FIXED
    return State.LOOKED_AT if False in answers else State.CONFIRMED


@dataclass(frozen=True)
class Stop:
    """One station on the line from voice to outcome."""

    state: State
    is_reached: bool
    is_here: bool
    day: date | None


def stations(now: State, reached: Iterable[tuple[State, date]]) -> tuple[Stop, ...]:
    """Return the line of stations of a concern that stands at `now`, with the day on which each was last reached.

    A concern that is "not ours" ends there: the stations it passed, then that one.
    """
    days = dict(reached)
    if now is State.NOT_OURS:
        passed = tuple(state for state in WAY if state in days)
        stops = (*passed, now)
        return tuple(Stop(state, is_reached=True, is_here=state is now, day=days.get(state)) for state in stops)
    here = WAY.index(now)
    return tuple(
        Stop(state, is_reached=place <= here, is_here=place == here, day=days.get(state) if place <= here else None)
        for place, state in enumerate(WAY)
    )
