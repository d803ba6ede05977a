"""What of a question that was handed on may go to a tracker outside: its title, and where it was asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.questions import policy
from groundswell.questions.models import HandOff


@dataclass(frozen=True)
class Outward:
    """What would leave; or, where nothing may, why, in a sentence."""

    title: str
    text: str
    kept_inside: str = ""


def to_send(person: Person, hand_off: UUID) -> HandOff | None:
    """Return a hand-off that this person may make a ticket of, or None: advocates."""
    if not policy.may_sort(person):
        return None
    return HandOff.objects.select_related("item__source").filter(id=hand_off).first()


def for_a_tracker(hand_off: HandOff, address: str) -> Outward:
    """Return a question as a tracker takes it; `address` leads back here.

    The note is for the organisation, and stays in it, as what was said does; no name of a person is in it.
    """
    kept = _kept_inside(hand_off)
    if kept:
        return Outward("", "", kept)
    item = hand_off.item
    asked = [_("Asked at %(address)s") % {"address": item.address}, ""] if item.address else []
    return Outward(item.title, "\n".join([*asked, address]))


def item_of(hand_off: UUID) -> int | None:
    """Return the question of a hand-off. One query."""
    return HandOff.objects.filter(id=hand_off).values_list("item", flat=True).first()


def items_of(hand_offs: Collection[UUID]) -> Mapping[UUID, int]:
    """Return the questions of hand-offs. One query."""
    return dict(HandOff.objects.filter(id__in=hand_offs).values_list("id", "item"))


def _kept_inside(hand_off: HandOff) -> str:
    item = hand_off.item
    if hand_off.ticket:
        return _("It stands in a tracker already, at %(address)s") % {"address": hand_off.ticket}
    if hand_off.undone_on is not None or hand_off.ended_on is not None:
        return _("It was taken back, or has an outcome: there is nothing to do in a tracker.")
    if item.gone_at is not None or not item.title:
        return _("Its words are gone where it was asked, or were erased.")
    if not item.source.is_public:
        return _("Nobody said of its source that everybody can read it, so its words stay here.")
    return ""
