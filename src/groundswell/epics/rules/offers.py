"""Offers: nobody is assigned. They are accepted, or declined without a reason, and an acceptance can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class OfferState(StrEnum):
    """Where an offer stands. `GONE`: somebody took the ticket, or its time is over; `TAKEN_BACK`: by who offered it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    GONE = "gone"


class Answer(StrEnum):
    """What can be said to an offer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class To(StrEnum):
    """To whom a ticket is offered."""

    CELLS = "cells"
    PEOPLE = "people"


class AnswerFault(StrEnum):
    """Why an offer cannot be answered so."""

    TAKEN = "taken"
    OVER = "over"
    PAST = "past"
    NOT_ACCEPTED = "not_accepted"


AFTER = {
    Answer.ACCEPT: OfferState.ACCEPTED,
    Answer.DECLINE: OfferState.DECLINED,
    Answer.WITHDRAW: OfferState.WITHDRAWN,
}
# Who declined may think again while nobody else took it.
_ANSWERABLE = frozenset({OfferState.OPEN, OfferState.DECLINED, OfferState.WITHDRAWN})


def first_to(halves: int, limit: int) -> To:
    """Return to whom a ticket goes first: one above the limit to cells, any other to people."""
    return To.CELLS if halves > limit else To.PEOPLE


def answer_fault(state: OfferState, answer: Answer, *, is_free: bool, is_past: bool) -> AnswerFault | None:
    """Return why an offer cannot be answered so, or None.

    `is_free`: nobody else has the ticket, and it is not done; `is_past`: the sprint of the offer is over.
    """
    if answer is Answer.WITHDRAW:
        return None if state is OfferState.ACCEPTED else AnswerFault.NOT_ACCEPTED
    if state not in _ANSWERABLE:
        return AnswerFault.OVER
    if is_past:
        return AnswerFault.PAST
    return AnswerFault.TAKEN if answer is Answer.ACCEPT and not is_free else None


@dataclass(frozen=True)
class Standing:
    """An offer of a ticket to somebody that is there already; half hours."""

    halves: int
    state: OfferState
    # A plan made it: the next plan takes it back where it does not hold it.
    is_planned: bool = True


def anew(wanted: Sequence[int], standing: Sequence[Standing]) -> tuple[list[int], list[int]]:
    """Return what a plan still offers, line by line, and the places of the standing offers that are over with it.

    What was accepted, and what somebody offered by hand, counts as offered: only the difference is. Whoever declined is
    not asked again.
    """
    left, over = list(wanted), []
    for each in standing:
        if each.state is OfferState.ACCEPTED or (each.state is OfferState.OPEN and not each.is_planned):
            left = _less(left, each.halves)
    for place, each in enumerate(standing):
        if each.state is OfferState.OPEN and each.is_planned:
            if each.halves in left:
                left.remove(each.halves)
            else:
                over.append(place)
    return ([] if any(each.state is OfferState.DECLINED for each in standing) else left), over


def _less(lines: Sequence[int], halves: int) -> list[int]:
    """Return these lines without so many half hours: one of just that size goes first, else from the first line on."""
    if halves in lines:
        place = lines.index(halves)
        return [*lines[:place], *lines[place + 1 :]]
    left = []
    for each in lines:
        taken = min(each, halves)
        halves -= taken
        left += [each - taken] if each > taken else []
    return left


@dataclass(frozen=True)
class Room[Who]:
    """Spare half hours that somebody, or a cell through its members, said they have."""

    who: Who
    halves: int

    def fits(self, halves: int) -> bool:
        """Tell whether a ticket of this size fits."""
        return self.halves >= halves


def with_room[Who](rooms: Iterable[Room[Who]], halves: int) -> list[Who]:
    """Return who said that they have room for a ticket of this size, in the order given: nobody is ranked."""
    return [each.who for each in rooms if each.fits(halves)]
