"""What propositions ask of a member, on the page of everything that waits for them."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.propositions.models import ReviewAsk
from groundswell.propositions.proposing import actions, sentences
from groundswell.propositions.proposing.queries import pages, reviews
from groundswell.propositions.proposing.queries.titles import title_of
from groundswell.propositions.proposing.rules.reviews import Answer, Ended

RESOLVED = "resolved"
STANDS = "stands"
_IN_ONE_CLICK = (Answer.SUPPORT, Answer.NO_OPINION, Answer.NOT_NOW)


class Reviews:
    """A review is asked once; an objection whose resolution is offered comes back to whoever raised it."""

    name = "propositions"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for a person."""
        waiting = reviews.waiting_for(person)
        return list(chain(_reviews(person, waiting.reviews), _offers(waiting.offers), _which(waiting.which)))

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        kind, _space, about = key.partition(" ")
        waiting = reviews.waiting_for(person)
        asks = {"review": waiting.reviews, "offer": waiting.offers, "which": waiting.which}.get(kind, ())
        ask = next((each for each in asks if str(each.id) == about), None)
        if ask is None:
            raise LookupError
        _ANSWERS[kind](ask, choice)


def _reviews(person: Person, asks: Sequence[ReviewAsk]) -> Iterator[Ask]:
    titles = title_of([ask.review.proposition for ask in asks])
    affected = reviews.roles_affected(person, [*titles]) if asks else {}
    for ask in asks:
        until = _("Until %(day)s. For a concern or an objection, open it: it needs a sentence of yours.")
        words = until % {"day": date_format(ask.deadline, "l j F")}
        yield Ask(
            key=f"review {ask.id}",
            question=_("What do you say to “%(title)s”?") % {"title": titles[ask.review.proposition_id]},
            note=" ".join([*sentences.affects(affected.get(ask.review.proposition_id)), words]),
            choices=tuple((each.value, str(sentences.ANSWER[each])) for each in _IN_ONE_CLICK),
            minutes=ask.review.minutes,
            url=reverse("propositions:proposition", args=[ask.review.proposition_id]),
        )


def _offers(asks: Sequence[ReviewAsk]) -> Iterator[Ask]:
    titles = title_of([ask.review.proposition for ask in asks])
    for ask in asks:
        yield Ask(
            key=f"offer {ask.id}",
            question=_("Does this resolve your objection to “%(title)s”?")
            % {"title": titles[ask.review.proposition_id]},
            text=ask.offer,
            note=_("Only you say so. As long as you say nothing, it stands."),
            choices=((RESOLVED, _("Yes, it is resolved")), (STANDS, _("No, it stands"))),
            minutes=2,
            url=reverse("propositions:proposition", args=[ask.review.proposition_id]),
        )


def _which(asks: Sequence[ReviewAsk]) -> Iterator[Ask]:
    for ask in asks:
        content = pages.published(ask.review.proposition)
        parts = reviews.halves_read(ask, content.parts)
        if parts:
            yield Ask(
                key=f"which {ask.id}",
                question=_("Which part of “%(title)s” is your objection about?") % {"title": content.title},
                text=ask.words,
                note=_("The words that it was about went into several parts. Until you say so, it stands on each."),
                choices=tuple((str(part.id), f"{part.place}. {part.title}") for part in parts),
                minutes=1,
                url=reverse("propositions:proposition", args=[ask.review.proposition_id]),
            )


def _answer_review(ask: ReviewAsk, choice: str) -> None:
    if choice not in set(_IN_ONE_CLICK):
        raise LookupError
    actions.answer_review(ask=ask, answer=Answer(choice))


def _answer_offer(ask: ReviewAsk, choice: str) -> None:
    if choice == RESOLVED:
        actions.end_objection(ask=ask, ended=Ended.RESOLVED)
    elif choice == STANDS:
        actions.let_stand(ask=ask)
    else:
        raise LookupError


def _answer_which(ask: ReviewAsk, choice: str) -> None:
    part = next((each for each in ask.review.proposition.parts.all() if str(each.id) == choice), None)
    if part is None:
        raise LookupError
    actions.say_which(ask=ask, part=part)


_ANSWERS = {"review": _answer_review, "offer": _answer_offer, "which": _answer_which}
