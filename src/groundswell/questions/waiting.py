"""What is handed to a member, on the page of everything that waits for them: one click, and no reason."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.questions import actions
from groundswell.questions.models import HandOff
from groundswell.questions.queries import working

_ACCEPT, _DECLINE = "accept", "decline"


class HandOffs:
    """Questions from outside that somebody would like a member to answer."""

    name = "questions"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return those that were neither accepted nor declined. One query."""
        return [_ask(each) for each in working.handed_to(person) if each.accepted_on is None]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        found = {str(each.id): each for each in working.handed_to(person)}.get(key)
        if found is None or choice not in {_ACCEPT, _DECLINE}:
            raise LookupError
        act = actions.accept_hand_off if choice == _ACCEPT else actions.decline_hand_off
        act(by=person, hand_off=found)


class Leavers:
    """What somebody had of the queue, when they leave."""

    def departed(self, person: Person) -> None:
        """Put it back."""
        actions.let_go_of_leaver(person=person)


def _ask(hand_off: HandOff) -> Ask:
    told = {"title": hand_off.item.title, "name": hand_off.by.name}
    return Ask(
        key=str(hand_off.id),
        question=_("Do you answer “%(title)s”? %(name)s thinks that you can.") % told,
        text=hand_off.note,
        note=_("No reason is asked. As long as you say nothing, it is not yours."),
        choices=((_ACCEPT, _("I answer it")), (_DECLINE, _("Not me"))),
        url=reverse("questions:item", args=[hand_off.item_id]),
        url_words=_("Look at it first"),
    )
