"""A pattern of outside questions becomes a concern in one act, so that both communities are heard."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.questions import policy
from groundswell.questions.actions.checking import locked, record
from groundswell.questions.models import Item
from groundswell.register import actions as register

MOST = 50


@transaction.atomic
def raise_from(*, by: Person, items: Collection[Item], title: str, text: str) -> UUID:
    """Raise a concern of these questions, and link each to it; return its id. Raises Refused.

    It starts at the desk like every concern. No word of the questions is copied into it: they stand beside it, each to
    whoever may read it, so that what is erased outside stands nowhere here.
    """
    if not policy.may_sort(by):
        raise PermissionError
    if not items:
        raise Refused(_("Choose the questions that show the pattern."))
    if len(items) > MOST:
        raise Refused(_("Choose at most %(most)d questions: a pattern shows in fewer.") % {"most": MOST})
    concern = register.raise_concern(by=by, title=title, text=text, audience=Audience.ADVOCATE)
    for each in items:
        _link(each, concern.id)
    record(by, "raise_from", concern.id, questions=len(items))
    return concern.id


@transaction.atomic
def link_concern(*, by: Person, item: Item, concern: UUID | None) -> None:
    """Say of which concern a question is a case; None takes it back."""
    if not policy.may_sort(by):
        raise PermissionError
    _link(item, concern)
    record(by, "link_question", item.id, concern=str(concern) if concern else None)


def _link(item: Item, concern: UUID | None) -> None:
    now = locked(item)
    now.concern = concern
    now.save(update_fields=["concern"])
