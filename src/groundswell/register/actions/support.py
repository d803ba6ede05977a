"""Saying "me too": one click, no name, never a vote. These writes leave no audit line: it would name who clicked."""

from django.db import transaction
from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.register import policy
from groundswell.register.groups import group_of, root_of
from groundswell.register.models import Concern, MeToo
from groundswell.register.tags import tag_of


@transaction.atomic
def say_me_too(*, by: Person, concern: Concern) -> None:
    """Count somebody, once however often they click, and however many duplicates of the concern there were."""
    if not policy.may_take_part(policy.reading_of(by), concern):
        raise PermissionError
    if not _said_by(by, concern).update(until=None):
        root = root_of(concern)
        _count(root, tag_of(root.id, by.id))


@transaction.atomic
def take_back_me_too(*, by: Person, concern: Concern) -> None:
    """Count somebody no longer, from tomorrow on: a number that fell at once would tell who was just here."""
    said = _said_by(by, concern)
    said.filter(day=clock.today()).delete()
    said.filter(until=None).update(until=clock.today())


def forget_taken_back() -> None:
    """Delete what was taken back before today: its day is over, and it counts no more. A sweep; twice is once."""
    MeToo.objects.filter(until__lt=clock.today()).delete()


def _count(root: Concern, tag: str) -> None:
    forget_taken_back()
    MeToo.objects.get_or_create(tag=tag, defaults={"concern": root, "day": clock.today()})


def _said_by(person: Person, concern: Concern) -> QuerySet[MeToo]:
    return MeToo.objects.filter(tag__in=[tag_of(each, person.id) for each in group_of(concern)])
