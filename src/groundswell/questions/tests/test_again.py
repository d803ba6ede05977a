"""A piece about a question says whether the question came again, and opens exactly what it counted."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions.finding import find
from groundswell.questions.models import Gap, Item, Source
from groundswell.questions.repeating import AskedAgain
from groundswell.questions.tests.scene import question
from groundswell.teaching.ports import Repeats
from groundswell.teaching.rules.pieces import Origin
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")
WEEK = 7 * 24


def repeats(of: Item, since: date, origin: Origin = Origin.QUESTION) -> Repeats | None:
    return AskedAgain().repeats(origin, UUID(int=of.id), since)


def forum_of_weeks(forum: Source) -> tuple[Item, date]:
    """Let a question come each week for ten weeks, a page be out then, and the question come once more."""
    first = question(forum, "0", 16 * WEEK, title="Certificates of learners expire")
    for number in range(1, 9):
        question(forum, f"{number}", (16 - number) * WEEK, title="Certificates of learners expire")
    question(forum, "late", 3 * WEEK, title="Certificates of learners expire")
    question(forum, "other", 3 * WEEK, title="How do mails go out?", by="eve")
    for item in Item.objects.all():
        item.messages.update(text=item.title)
    return first, clock.today() - timedelta(weeks=6)


@pytest.mark.slow
def test_the_same_question_is_counted_before_and_after(forum: Source) -> None:
    first, day = forum_of_weeks(forum)
    assert repeats(first, day) is None, "nothing was compared"
    find()
    found = repeats(first, day)
    assert found is not None
    assert (found.before_weeks, found.after_weeks) == (10, 6)
    assert (round(found.before * 10), round(found.after * 6)) == (9, 1)
    assert found.low < found.change < found.high


def test_it_is_not_known_before_four_weeks_or_while_something_is_not_compared(forum: Source) -> None:
    first, day = forum_of_weeks(forum)
    find()
    assert repeats(first, clock.today() - timedelta(weeks=3)) is None
    question(forum, "new", 2 * WEEK, title="Not compared yet")
    assert repeats(first, day) is None
    assert AskedAgain().repeats(Origin.QUESTION, UUID(int=2**127), day) is None
    assert repeats(first, day, Origin.DECISION) is None
    assert repeats(first, day, Origin.GAP) is None, "there is no such gap"


@pytest.mark.slow
def test_the_page_shows_exactly_what_was_counted(
    forum: Source, organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    first, day = forum_of_weeks(forum)
    find()
    client, found = client_of(organisation.bob), repeats(first, day)
    assert found is not None
    with CaptureQueriesContext(connection) as all_of_it:
        shown = client.get(found.url).content.decode()
    assert "9 in 10 weeks before" in shown
    assert "1 in 6 weeks since" in shown
    assert shown.count('class="line-title"') == 10
    assert "How do mails go out?" not in shown
    late = question(forum, "late too", 4 * WEEK, title="Certificates of learners expire")
    late.messages.update(text=late.title)
    find()
    with CaptureQueriesContext(connection) as one_more:
        assert "2 in 6 weeks since" in client.get(found.url).content.decode()
    assert len(one_more) == len(all_of_it)
    for query in ("", "?since=never", f"?since={clock.today()}"):
        assert "Not known yet" in client.get(reverse("questions:again", args=[first.id]) + query).content.decode()


def test_a_gap_is_counted_by_all_its_questions(forum: Source) -> None:
    first, day = forum_of_weeks(forum)
    find()
    items = list(Item.objects.exclude(key__in=["other", "late"]).values_list("id", flat=True))
    Gap.objects.create(first=first, items=items, words=[], found_on=day)
    found = repeats(first, day, Origin.GAP)
    assert found is not None
    assert found.url.endswith("&of=gap")
    assert (round(found.before * 10), round(found.after * 6)) == (9, 1)
