"""Which questions somebody may read: those of public sources all of us; those of any other whoever answers."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.questions import policy
from groundswell.questions.models import HandOff, Item, Source
from groundswell.questions.rules.turns import BY_LINK

# Whoever holds a role with one of these words in its name answers, beside the advocates.
_FIREFIGHTER = Q(role__name__icontains="firefighter")
_LIAISON = Q(role__name__icontains="liaison")


@once_a_page
def answers(person: Person) -> bool:
    """Tell whether somebody answers what is asked outside: advocates, firefighters and liaisons of today."""
    if policy.may_sort(person):
        return True
    return bool(answering_roles(person))


def answering_roles(person: Person) -> list[tuple[str, Decimal | None]]:
    """Return the roles of today by which somebody answers: the name, and the hours a sprint where it names some."""
    return list(_answering(person=person, today=clock.today())) if person.is_active else []


@once_a_page
def closed_sources() -> frozenset[UUID]:
    """Return the sources whose questions only those read who answer. It fails closed: nobody said they are public.

    What is followed by its link was written here for all of us.
    """
    return frozenset(_closed())


def readable_by(reader: Person | None, path: str = "") -> Q:
    """Return the condition that somebody may read a question; of nobody in particular: that all of us may.

    Whoever has a question, or was asked to take it, reads that one. `path` leads to it.
    """
    closed = frozenset() if reader is not None and answers(reader) else closed_sources()
    if not closed:
        return Q()
    is_open = ~Q((f"{path}source__in", closed))
    if reader is None:
        return is_open
    asked = HandOff.objects.filter(person=reader, undone_on=None).values("item")
    return is_open | Q((f"{path}assigned", reader)) | Q((f"{path}id__in", asked))


def who_reads(item: Item) -> str:
    """Return in words who may read a question."""
    if item.source_id not in closed_sources():
        return _("everyone in the organisation")
    return _("advocates, firefighters and liaisons, and whoever has it or is asked to take it")


@prepared
def _answering(given: Given) -> QuerySet[RoleAssignment, tuple[str, Decimal | None]]:
    held = RoleAssignment.objects.filter(within(given.today), _FIREFIGHTER | _LIAISON, person=given.person)
    return held.order_by("role__name").values_list("role__name", "role__hours_per_sprint")


@prepared
def _closed(given: Given) -> QuerySet[Source, UUID]:
    del given
    return Source.objects.filter(is_public=False).exclude(kind=BY_LINK).order_by().values_list("id", flat=True)
