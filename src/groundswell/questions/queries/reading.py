"""Questions as pages show them: lines of a list, and everything that was said in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.questions.models import DocPage, HandOff, Item, Message
from groundswell.questions.rules.lists import age_in_days

MOST_MESSAGES = 300


@dataclass(frozen=True)
class Line:
    """A question in a list. `away_until`: whoever has it is away, until and with that day; `asked`: who may take it."""

    item: Item
    age_days: int
    away_until: date | None = None
    asked: str = ""


def lines_of(items: Iterable[Item]) -> list[Line]:
    """Return items as lines. One query, and one more where somebody has one of them."""
    today, items = clock.today(), list(items)
    away = _away_until({each.assigned_id for each in items if each.assigned_id is not None}, today)
    asked = _asked([each.id for each in items])
    return [
        Line(each, age_in_days(_asked_on(each, today), today), away.get(each.assigned_id), asked.get(each.id, ""))
        for each in items
    ]


def messages_of(item: Item) -> list[Message]:
    """Return what was said, in its order: a line of the system too, and what is gone without its words. One query."""
    rows = Message.objects.filter(item=item).select_related("author__identity__person")
    return list(rows.order_by("written_at", "key")[:MOST_MESSAGES])


def has_pages() -> bool:
    """Tell whether any page of documentation was read."""
    return DocPage.objects.exists()


def _asked_on(item: Item, today: date) -> date:
    return timezone.localtime(item.opened_at).date() if item.opened_at else today


def _asked(items: list[int]) -> dict[int, str]:
    """Return who of us, or which team, was asked to take an item, and has not said yes or no."""
    rows = HandOff.objects.filter(item__in=items, accepted_on=None, ended_on=None, undone_on=None)
    named = rows.exclude(person=None, team="").values_list("item", "person__name", "team")
    return {item: person or team for item, person, team in named}


def _away_until(persons: set[UUID], today: date) -> dict[UUID | None, date]:
    if not persons:
        return {}
    found: dict[UUID | None, date] = {}
    for person, days in people.days_away(persons, today, _far(today)).items():
        if today in days:
            found[person] = _run_of(days, today)
    return found


def _run_of(days: set[date], today: date) -> date:
    last = today
    while (after := date.fromordinal(last.toordinal() + 1)) in days:
        last = after
    return last


def _far(today: date) -> date:
    """Return how far a leave is looked at: sixty days."""
    return date.fromordinal(today.toordinal() + 60)
