"""What a page says now is no gap any more; and the words of a gap go with those that they were found in."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions import policy
from groundswell.questions.actions.checking import record
from groundswell.questions.models import Gap, Message


@transaction.atomic
def close_gap(*, by: Person, gap: Gap) -> None:
    """Say that a page answers these questions now, or that none is needed. Twice is once."""
    if not policy.may_sort(by):
        raise PermissionError
    if Gap.objects.filter(first=gap.first_id, closed_on=None).update(closed_on=clock.today()):
        record(by, "close_gap", gap.first_id)


def forget_gaps_of(messages: QuerySet[Message]) -> None:
    """Remove the words of gaps in which one of these messages has a part: the next search finds what is left."""
    for gap in Gap.objects.exclude(words=[]):
        if messages.filter(item__in=gap.items).exists():
            Gap.objects.filter(first=gap.first_id).update(words=[])


def forget_gaps_with(items: Collection[int]) -> None:
    """Remove the words of gaps in which one of these items stands. Two queries, whatever there is."""
    among = set(items)
    rows = Gap.objects.exclude(words=[]).values_list("first", "items")
    Gap.objects.filter(first__in=[first for first, alike in rows if among & set(alike)]).update(words=[])
