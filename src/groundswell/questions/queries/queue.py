"""The lists of the queue. Each is one condition on the columns of an item: a count and its list are the same.

Each is of what its reader may read; of no reader in particular, of what all of us may.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, Later, Prepared, prepared
from groundswell.kit.search import casing
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.questions import words as text
from groundswell.questions.models import HandOff, Item, Message, Source
from groundswell.questions.queries.readers import closed_sources, readable_by
from groundswell.questions.rules.lists import AFTERWARDS_DAYS, ANY, Filters, Lists, terms_of
from groundswell.questions.rules.states import State

PAGE = 30
_WITH = ("source", "author", "assigned")
THERE = Q(gone_at=None, opened_at__isnull=False)
_OPEN = Q(resolved_at=None, closed_at=None)
_OURS = Q(is_not_ours=False, is_handed_off=False)
# The last voice is the asker's, and it is later than the answer, the end, and what somebody looked at.
_WROTE_AFTERWARDS = (
    (Q(state=State.ANSWERED) | (Q(replies__gt=0) & ~_OPEN))
    & Q(is_last_ours=False, is_by_us=False, replies__gt=0, last_voice_by__identity=F("author__identity"))
    & (Q(resolved_at=None) | Q(resolved_at__lt=F("last_voice_at")))
    & (Q(closed_at=None) | Q(closed_at__lt=F("last_voice_at")))
    & (Q(settled_at=None) | Q(settled_at__lt=F("last_voice_at")))
)
# What they hold changes with the day, so that no question of theirs is prepared.
_DATED = frozenset({Lists.LEFT_BEHIND, Lists.AFTERWARDS})
_NEWEST_FIRST = frozenset({Lists.ANSWERED, Lists.RESOLVED, Lists.NOT_OURS, Lists.HANDED_OFF})


def condition(which: Lists, now: datetime | Later, away: Collection[UUID] = ()) -> Q:
    """Return what the items of a list have in common."""
    on_queue = _on_queue(now)
    return {
        Lists.UNANSWERED: on_queue & Q(first_ours_at=None, is_by_us=False) & ~Q(state=State.ANSWERED),
        Lists.SILENT: on_queue & Q(state=State.UNANSWERED, is_by_us=False),
        Lists.ON_US: on_queue & Q(state=State.ON_US),
        Lists.ON_THEM: on_queue & Q(state=State.ON_THEM),
        Lists.ANSWERED: THERE & Q(state=State.ANSWERED, resolved_at=None, closed_at=None),
        Lists.RESOLVED: THERE & ~_OPEN,
        Lists.AFTERWARDS: THERE & _OURS & _awake(now) & _WROTE_AFTERWARDS,
        Lists.LARGE: on_queue & Q(is_large=True),
        Lists.ESCALATED: on_queue & Q(is_escalated=True),
        Lists.LEFT_BEHIND: on_queue & Q(assigned__in=list(away)),
        Lists.SNOOZED: THERE & _OPEN & _OURS & Q(snoozed_until__gt=now),
        Lists.HANDED_OFF: THERE & Q(id__in=_handed()),
        Lists.NOT_OURS: THERE & Q(is_not_ours=True),
    }[which]


def listed(which: Lists, filters: Filters = ANY, reader: Person | None = None) -> QuerySet[Item]:
    """Return a list: what waits, the oldest first; what is done with, the newest first."""
    away = away_today() if which is Lists.LEFT_BEHIND else ()
    found = narrowed(Item.objects.filter(condition(which, clock.now(), away), readable_by(reader)), filters)
    if which is Lists.AFTERWARDS:
        found = _lately(found)
    return found.order_by(*_order(which)).select_related(*_WITH)


def narrowed(items: QuerySet[Item], filters: Filters) -> QuerySet[Item]:
    """Narrow items by what was chosen; what names nothing that is there narrows to nothing."""
    if filters.source:
        source = _uuid(filters.source)
        items = items.none() if source is None else items.filter(source=source)
    if filters.work:
        items = items.filter(work=filters.work)
    if filters.label:
        # Labels are a list in the row: SQLite cannot ask whether one holds a value, but can look for its text.
        items = items.filter(labels__icontains=f'"{filters.label}"')
    return _said(items, filters.words) if filters.words else items


def _said(items: QuerySet[Item], words: str) -> QuerySet[Item]:
    """Narrow items to those with all words in their title, or in one of their messages. No query more."""
    terms = terms_of(words)
    if not terms:
        return items.none()
    titled = Q()
    for term in terms:
        # A word of a title, from its beginning: as in messages.
        titled &= casing.begins("title", term) | casing.holds("title", f" {term}")
    reading = connections[router.db_for_read(Message)]
    return items.filter(titled | Q(id__in=text.items_with(reading, terms)))


def page_of(which: Lists, filters: Filters, number: int, reader: Person | None = None) -> tuple[list[Item], bool]:
    """Return a page of a list, and whether another follows. One query, and those of who its reader is."""
    start = (number - 1) * PAGE
    is_hot = number == 1 and filters == ANY and which not in _DATED and not readable_by(reader)
    if is_hot:
        rows = _first_page(which)(now=clock.now())
    else:
        rows = list(listed(which, filters, reader)[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


@cache
def _first_page(which: Lists) -> Prepared[Item]:
    """Return the question behind the page that everybody opens, put into SQL once."""
    order = _order(which)
    return prepared(
        lambda given: (
            Item.objects.filter(condition(which, given.now)).order_by(*order).select_related(*_WITH)[: PAGE + 1]
        )
    )


def _order(which: Lists) -> tuple[str, str]:
    return ("-opened_at", "id") if which in _NEWEST_FIRST else ("opened_at", "id")


def counts(filters: Filters = ANY, reader: Person | None = None) -> Mapping[Lists, int]:
    """Return how many items stand in each list that waits for somebody, from one look at what is open."""
    now, away, readable = clock.now(), away_today(), readable_by(reader)
    if filters == ANY and not readable:
        rows = _tally(now=now)
    else:
        rows = list(_tallied(narrowed(Item.objects.filter(readable), filters), now))
    found = dict.fromkeys((Lists.UNANSWERED, Lists.ON_US, Lists.ESCALATED), 0)
    for state, is_by_us, is_unheard, is_escalated, count in rows:
        found[Lists.UNANSWERED] += count if is_unheard and not is_by_us and state != State.ANSWERED else 0
        found[Lists.ON_US] += count if state == State.ON_US else 0
        found[Lists.ESCALATED] += count if is_escalated else 0
    found[Lists.AFTERWARDS] = listed(Lists.AFTERWARDS, filters, reader).count()
    if away:
        found[Lists.LEFT_BEHIND] = listed(Lists.LEFT_BEHIND, filters, reader).count()
    return found


def _tallied(items: QuerySet[Item], now: datetime | Later) -> QuerySet[Item, tuple[str, bool, bool, bool, int]]:
    """Return how many open items there are of each kind that a list tells apart."""
    is_unheard = ExpressionWrapper(Q(first_ours_at__isnull=True), output_field=BooleanField())
    rows = items.filter(_on_queue(now)).annotate(is_unheard=is_unheard).order_by()
    return rows.values_list("state", "is_by_us", "is_unheard", "is_escalated").annotate(count=Count("id"))


@prepared
def _tally(given: Given) -> QuerySet[Item, tuple[str, bool, bool, bool, int]]:
    return _tallied(Item.objects.all(), given.now)


def _on_queue(now: datetime | Later) -> Q:
    return THERE & _OPEN & _OURS & _awake(now)


def _awake(now: datetime | Later) -> Q:
    return Q(snoozed_until=None) | Q(snoozed_until__lte=now)


def _handed() -> QuerySet[HandOff, Any]:
    """Return what stands with a person or a team, or is asked of one."""
    return HandOff.objects.filter(undone_on=None, ended_on=None).exclude(person=None, team="").values("item")


def sources(reader: Person | None = None) -> Sequence[Source]:
    """Return where questions come from."""
    hidden = closed_sources() if readable_by(reader) else ()
    return [each for each in Source.objects.only("id", "name", "kind") if each.id not in hidden]


def is_anything_read() -> bool:
    """Tell whether questions come from anywhere. On every start page, so it is prepared."""
    return bool(_any_source())


@prepared
def _any_source(given: Given) -> QuerySet[Source, UUID]:
    del given
    return Source.objects.order_by().values_list("id", flat=True)[:1]


def labels(reader: Person | None = None, limit: int = 30) -> list[str]:
    """Return the labels of the newest open items, by name: what a filter offers."""
    rows = Item.objects.filter(THERE & _OPEN & _OURS, readable_by(reader)).order_by("-opened_at")
    newest = rows.values_list("labels", flat=True)[:300]
    return sorted({str(label) for row in newest for label in row})[:limit]


def away_today() -> set[UUID]:
    """Return who has questions and is away today. Two queries."""
    having = set(Item.objects.filter(assigned__isnull=False).values_list("assigned", flat=True).distinct())
    today = clock.today()
    return {person for person, days in people.days_away(having, today, today).items() if days} if having else set()


def mine(person: Person) -> list[Item]:
    """Return the open items that somebody has taken, the oldest first. One query."""
    return _taken(now=clock.now(), person=person)


@prepared
def _taken(given: Given) -> QuerySet[Item]:
    rows = Item.objects.filter(_on_queue(given.now), assigned=given.person)
    return rows.order_by("opened_at", "id").select_related(*_WITH)


def unanswered_now(reader: Person | None = None) -> int:
    """Return how many items nobody of ours has answered: the count of that list. One query."""
    if readable_by(reader):
        return listed(Lists.UNANSWERED, reader=reader).count()
    return sum(_unanswered(now=clock.now()))


@prepared
def _unanswered(given: Given) -> QuerySet[Item, int]:
    rows = Item.objects.filter(condition(Lists.UNANSWERED, given.now)).order_by()
    return rows.values("source").annotate(count=Count("id")).values_list("count", flat=True)


def wrote_afterwards(item: Item) -> bool:
    """Tell whether an item had ended, and whoever asked wrote again: whether it stands in that list. One query."""
    rows = _lately(Item.objects.filter(condition(Lists.AFTERWARDS, clock.now()), id=item.id))
    return rows.exists()


def _lately(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.filter(last_voice_at__gte=clock.now() - timedelta(days=AFTERWARDS_DAYS))


def item_for(item: int, reader: Person | None = None) -> Item | None:
    """Return an item that is there for its reader, or None."""
    return Item.objects.filter(THERE, readable_by(reader), id=item).select_related(*_WITH, "author__identity").first()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
