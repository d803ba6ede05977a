"""What waits for a member: a duty that is to come to them. No reason is asked for a no."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.teaching import actions
from groundswell.teaching.models import HandOver
from groundswell.teaching.queries import duties

_YES, _NO = "yes", "no"


class HandOvers:
    """Duties that somebody is asked to take over."""

    name = "teaching"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return them. One query."""
        return [_ask(each) for each in duties.asked_to_take(person)]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        found = {str(each.id): each for each in duties.asked_to_take(person)}.get(key)
        if found is None or choice not in {_YES, _NO}:
            raise LookupError
        if choice == _YES:
            actions.take_duty(by=person, found=found, is_taken=True)
        else:
            actions.decline_duty(by=person, found=found)


def _ask(found: HandOver) -> Ask:
    told = {"duty": found.duty.name, "day": found.day.isoformat()}
    return Ask(
        key=str(found.id),
        question=_("Do you take over “%(duty)s” on %(day)s?") % told,
        note=_("No reason is asked. As long as you say nothing, it is not yours."),
        choices=((_YES, _("I take it")), (_NO, _("Not me"))),
        url=reverse("teaching:handing", args=[found.id]),
        url_words=_("Look at it first"),
    )
