"""Questions that were solved and gaps in the documentation, for whoever teaches from them.

Only of sources of which somebody said that everybody can read them without signing in. Nobody else can know: what a key
opens may be private at its source, and so may be an archive that was imported. It fails closed.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from groundswell.kit import clock
from groundswell.questions.models import Gap, Item, Message
from groundswell.questions.queries import findings
from groundswell.questions.queries.findings import GapLine
from groundswell.questions.records import Kind
from groundswell.teaching.ports import Gap as Missing
from groundswell.teaching.ports import Solved
from groundswell.teaching.rules.drafts import Thread

_LARGEST = 2**63


class SolvedQuestions:
    """Questions whose source names the answer."""

    def solved(self, most: int) -> Sequence[Solved]:
        """Return them, the latest first. Two queries."""
        return _told(list(_open_items().order_by("-resolved_at", "-id")[:most]))

    def solved_among(self, threads: Collection[UUID]) -> Mapping[UUID, Solved]:
        """Return those of these that are solved and public now. Two queries."""
        return {each.id: each for each in _told(list(_open_items().filter(id__in=_numbers(threads))))}


class OpenGaps:
    """Gaps that are not closed, with questions of public sources alone behind them."""

    def gaps(self, most: int) -> Sequence[Missing]:
        """Return them, those of most questions first."""
        return [_missing(each) for each in findings.gaps() if all(_is_open(item) for item in each.items)][:most]

    def gaps_among(self, gaps: Collection[UUID]) -> Mapping[UUID, Missing]:
        """Return those of these that are there."""
        wanted = set(gaps)
        return {each.id: each for each in self.gaps(Gap.objects.count()) if each.id in wanted}


def _open_items() -> QuerySet[Item]:
    rows = Item.objects.filter(gone_at=None, opened_at__isnull=False, resolved_at__isnull=False)
    return rows.filter(source__is_public=True).select_related("source")


def _is_open(item: Item) -> bool:
    return item.source.is_public


def _told(items: Sequence[Item]) -> list[Solved]:
    """Return what was asked and answered; an item whose answer is gone, or has no words, is none. One query."""
    named = {each.id: each.answered_by for each in items}
    posts = Message.objects.filter(item__in=items, gone_at=None).exclude(text="").order_by("written_at", "id")
    asked: dict[int, str] = {}
    answered: dict[int, str] = {}
    for post in posts.filter(Q(kind=Kind.OPENING) | Q(is_answer=True) | Q(key__in=[*filter(None, named.values())])):
        if post.kind == Kind.OPENING:
            asked.setdefault(post.item_id, post.text)
        elif post.is_answer or post.key == named[post.item_id]:
            answered[post.item_id] = post.text
    return [_solved(each, asked.get(each.id, ""), answered[each.id]) for each in items if each.id in answered]


def _solved(item: Item, question: str, answer: str) -> Solved:
    solved_on = item.resolved_at.date() if item.resolved_at else clock.today()
    url = reverse("questions:item", args=[item.id])
    return Solved(UUID(int=item.id), Thread(item.title, question, answer, item.address), solved_on, url)


def _missing(line: GapLine) -> Missing:
    return Missing(UUID(int=line.gap.first_id), line.items[0].title, reverse("questions:gaps"))


def _numbers(threads: Collection[UUID]) -> list[int]:
    """Return the numbers of questions that stand in ids: a question has a number, written as an id with zeros."""
    return [each.int for each in threads if each.int < _LARGEST]
