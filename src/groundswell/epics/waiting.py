"""What is offered to a member, on the page of everything that waits for them: one click, and no reason."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.epics import actions
from groundswell.epics.models import Offer
from groundswell.epics.queries import offers as queries
from groundswell.epics.rules.hours import in_hours
from groundswell.epics.rules.offers import Answer
from groundswell.people.models import Person
from groundswell.people.ports import Ask

_ANSWERS = (Answer.ACCEPT, Answer.DECLINE)


class Offers:
    """Tickets that are offered to somebody themselves; those of a whole cell wait for nobody in particular."""

    name = "epics"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return the open offers to a person."""
        return [_ask(each) for each in queries.offers_to(person) if each.person_id is not None]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        found = {str(each.id): each for each in queries.offers_to(person)}.get(key)
        if found is None or choice not in set(_ANSWERS):
            raise LookupError
        actions.answer_offer(by=person, offer=found, answer=Answer(choice))


class Leavers:
    """What was offered to somebody, and what they had, when they leave."""

    def departed(self, person: Person) -> None:
        """Take back the one, and free the other."""
        actions.let_go_of_leaver(person=person)


def _ask(offer: Offer) -> Ask:
    told = {"title": offer.ticket.title, "hours": in_hours(offer.halves), "sprint": offer.sprint}
    question = (
        _("Do you review “%(title)s” in sprint %(sprint)d (%(hours)s h)?")
        if offer.is_review
        else _("Do you take “%(title)s” in sprint %(sprint)d (%(hours)s h)?")
    )
    return Ask(
        key=str(offer.id),
        question=question % told,
        text=offer.why,
        note=_("No reason is asked. Nobody is assigned: as long as you say nothing, it is not yours."),
        choices=((Answer.ACCEPT.value, _("I take it")), (Answer.DECLINE.value, _("Not me"))),
        url=reverse("epics:ticket", args=[offer.ticket_id]),
        url_words=_("Look at it first"),
    )
