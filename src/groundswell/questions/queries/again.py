"""Whether a question came again since a day, with exactly the questions that were counted."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, QuerySet
from django.utils import timezone

from groundswell.kit import clock
from groundswell.questions.models import Gap, Item
from groundswell.questions.queries.readers import readable_by
from groundswell.questions.rules import again as rules
from groundswell.questions.rules.again import Spans

# Two questions that are so alike are one: as the figures count repeats.
SAME = 0.5


@dataclass(frozen=True)
class Again:
    """What was counted on either side of a day: ids, the oldest first."""

    spans: Spans
    before: tuple[int, ...]
    after: tuple[int, ...]


def of_question(item: int, since: date) -> Again | None:
    """Return how often a question came before and since a day; None where it is not known yet. Three queries."""
    return _counted([item], since)


def of_gap(gap: int, since: date) -> Again | None:
    """Return the same of a gap in the documentation, by its first question. Four queries."""
    items = Gap.objects.filter(first=gap).values_list("items", flat=True).first()
    return _counted([int(key) for key in items], since) if items else None


def _counted(first: Collection[int], since: date) -> Again | None:
    known = Item.objects.filter(readable_by(None), gone_at=None, finding__isnull=False).aggregate(at=Min("opened_at"))[
        "at"
    ]
    if known is None:
        return None
    spans = rules.spans(since, known_from=timezone.localtime(known).date(), today=clock.today())
    if spans is None or _within(spans).filter(finding=None).exists():
        return None
    rows = list(_rows(spans))
    same = rules.family(first, ((key, repeated) for key, _at, repeated in rows))
    counted = [(key, at) for key, at, _repeated in rows if key in same]
    day = clock.midnight(spans.day)
    return Again(spans, tuple(key for key, at in counted if at < day), tuple(key for key, at in counted if at >= day))


def _rows(spans: Spans) -> Iterator[tuple[int, datetime, list[int]]]:
    """Yield the questions of these weeks, the oldest first, with the earlier ones that each repeats."""
    rows = _within(spans).order_by("opened_at", "id").values_list("id", "opened_at", "finding__earlier")
    for key, opened_at, earlier in rows:
        if opened_at is not None:
            # What was compared before likeness was kept repeats nothing.
            yield key, opened_at, [int(one) for one, _has, *likeness in earlier if likeness and likeness[0] >= SAME]


def _within(spans: Spans) -> QuerySet[Item]:
    days = {"opened_at__gte": clock.midnight(spans.start), "opened_at__lt": clock.midnight(spans.end)}
    # Only what all of us may read, so that a number opens the same list for everybody.
    return Item.objects.filter(readable_by(None), gone_at=None, work=Item.Work.QUESTION, **days)
