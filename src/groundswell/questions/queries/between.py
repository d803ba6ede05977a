"""What was asked, and what was handed on, between two days, of what all of us may read: for those who sum up."""

from datetime import date, timedelta

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.questions.models import HandOff, Item
from groundswell.questions.queries.readers import readable_by


def asked_between(first: date, last: date) -> list[Item]:
    """Return the questions that were opened on these days (both included), the oldest first. One query.

    Upstream work and work outside the core are none, and what its source took away is not there.
    """
    return list(_opened_within(first, last).only("id", "title", "opened_at", "first_reply_at"))


def handed_between(first: date, last: date) -> list[HandOff]:
    """Return the hand-offs of these days (both included) that nobody took back, the oldest first. One query."""
    made = HandOff.objects.filter(
        readable_by(None, "item__"), handed_on__gte=first, handed_on__lte=last, undone_on=None
    )
    return list(made.select_related("item", "person").order_by("handed_on", "id"))


def _opened_within(first: date, last: date) -> QuerySet[Item]:
    since, until = clock.midnight(first), clock.midnight(last + timedelta(days=1))
    opened = Item.objects.filter(readable_by(None), opened_at__gte=since, opened_at__lt=until, gone_at=None)
    return opened.filter(work=Item.Work.QUESTION).order_by("opened_at", "id")
