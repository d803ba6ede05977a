"""What stands beside a question: earlier ones that are like it, and pages of the documentation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions.models import DocPage, Finding, Gap, Item
from groundswell.questions.queries.readers import readable_by

LATELY_DAYS = 365
# Below it what was found has less than that of what the question is about.
_SHOWN = 0.4
_MOST = 5


@dataclass(frozen=True)
class Beside:
    """Suggestions for one question, the likeliest first; `is_known`: something very like it was asked before."""

    earlier: tuple[tuple[Item, int], ...]
    pages: tuple[tuple[DocPage, int], ...]
    is_known: bool
    was_compared: bool


@dataclass(frozen=True)
class GapLine:
    """Questions that are alike, and that no page answers."""

    gap: Gap
    items: tuple[Item, ...]


def beside(item: Item, reader: Person | None = None) -> Beside:
    """Return what is like a question. Three queries; scores are in whole percent."""
    found = Finding.objects.filter(item=item).first()
    if found is None:
        return Beside((), (), is_known=False, was_compared=False)
    earlier = [(int(key), score) for key, score, *_alike in found.earlier if score >= _SHOWN][:_MOST]
    pages = [(int(key), score) for key, score in found.pages if score >= _SHOWN][:_MOST]
    wanted = [key for key, _ in earlier]
    items = {each.id: each for each in Item.objects.filter(readable_by(reader), id__in=wanted, gone_at=None)}
    docs = DocPage.objects.in_bulk([key for key, _ in pages])
    return Beside(
        tuple((items[key], round(100 * score)) for key, score in earlier if key in items),
        tuple((docs[key], round(100 * score)) for key, score in pages if key in docs),
        is_known=found.is_repeat,
        was_compared=True,
    )


def gaps(reader: Person | None = None) -> list[GapLine]:
    """Return the open gaps, those of most questions first; each only to whoever may read all of it. Two queries."""
    rows = list(Gap.objects.filter(closed_on=None))
    wanted = {key for each in rows for key in each.items}
    there = Item.objects.filter(id__in=wanted, gone_at=None)
    items = {each.id: each for each in there.filter(readable_by(reader)).select_related("source")}
    hidden = set(there.values_list("id", flat=True)) - items.keys() if readable_by(reader) else set()
    shown = [each for each in rows if hidden.isdisjoint(each.items)]
    lines = [GapLine(each, tuple(items[key] for key in each.items if key in items)) for each in shown]
    return sorted((line for line in lines if line.items), key=lambda line: (-len(line.items), line.gap.first_id))


def lately() -> datetime:
    """Return since when questions are compared: for a year."""
    return clock.now() - timedelta(days=LATELY_DAYS)


def uncompared() -> QuerySet[Item]:
    """Return the questions of the last year that were not compared with others yet."""
    return Item.objects.filter(gone_at=None, opened_at__gte=lately(), finding=None)


def is_comparing_due() -> bool:
    """Tell whether a question was not compared yet, and nothing was for an hour. Two queries."""
    since = clock.now() - timedelta(hours=1)
    return uncompared().exists() and not Finding.objects.filter(found_at__gte=since).exists()
