"""Offers: nobody is assigned. They are accepted, or declined without a reason, and an acceptance can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class OfferState(StrEnum):
    """Where an offer stands. `GONE`: somebody else took the ticket; `TAKEN_BACK`: whoever offered it took it back."""

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


def answer_fault(state: OfferState, answer: Answer, *, is_free: bool) -> AnswerFault | None:
    """Return why an offer cannot be answered so, or None. `is_free`: nobody has the ticket, and it is not done."""
    if answer is Answer.WITHDRAW:
        return None if state is OfferState.ACCEPTED else AnswerFault.NOT_ACCEPTED
    if state not in _ANSWERABLE:
        return AnswerFault.OVER
    return AnswerFault.TAKEN if answer is Answer.ACCEPT and not is_free else None


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
