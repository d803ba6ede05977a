"""Questions from outside, as evidence counts them: when they were asked and first answered, and what was handed on."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from groundswell.evidence.ports import Answered, HandedOff
from groundswell.questions.queries.between import asked_between, handed_between


class QuestionsAsked:
    """The questions of every source: a bot, whoever asks and a line of the system never count as a reply."""

    def asked_between(self, first: date, last: date) -> Sequence[Answered]:
        """Return the questions of these days (both included). One query."""
        return [
            Answered(item.title, _page_of(item.id), item.opened_at, item.first_reply_at)
            for item in asked_between(first, last)
            if item.opened_at is not None
        ]


class QuestionsHandedOn:
    """The hand-offs of questions to a named team or person."""

    def made_between(self, first: date, last: date) -> Sequence[HandedOff]:
        """Return the hand-offs of these days (both included) that nobody took back. One query."""
        return [
            HandedOff(each.item.title, _page_of(each.item_id), each.handed_on, each.accepted_on)
            for each in handed_between(first, last)
        ]


def _page_of(item: int) -> str:
    return reverse("questions:item", args=[item])
