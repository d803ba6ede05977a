"""The box looks at all that waits, however much that is: what the database weighs is what the rule weighs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.questions import actions
from groundswell.questions.models import Finding, Source
from groundswell.questions.queries import candidates as queries
from groundswell.questions.queries import working
from groundswell.questions.rules import box
from groundswell.questions.tests.scene import ours, question, replied
from tests.cast import Cast

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db]


@pytest.fixture
def crowd(forum: Source, organisation: Cast) -> Source:
    """Return a forum in which all sorts of questions wait; Bob is ours there."""
    bob = ours(forum, organisation.bob)
    for number in range(24):
        item = question(forum, f"{number}", hours_ago=24 * number * 2, by=f"asker{number % 7}")
        if number % 3 == 0:
            item = replied(forum, item, "cat", 1)
        if number % 4 == 0:
            replied(forum, replied(forum, item, bob, 0.9), f"asker{number % 7}", 0.5)
        if number % 5 == 0:
            actions.estimate(by=organisation.alice, item=item, minutes=20 * (number + 1))
        if number % 6 == 0:
            Finding.objects.create(item=item, is_repeat=True, found_at=clock.now())
    return forum


def test_the_database_weighs_as_the_rule_does(crowd: Source, organisation: Cast) -> None:
    del crowd
    told, items = queries.candidates(organisation.alice, set(), {})
    weighed = {place.candidate.key: place.days for place in box.pack(600, told).places}
    assert len(weighed) == 24
    assert {key: item.weight for key, item in items.items()} == weighed  # type: ignore[attr-defined]  # annotated


def test_however_many_older_ones_wait_the_heaviest_are_looked_at(
    crowd: Source, organisation: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    del crowd
    whole = [place.candidate.key for place in working.box_for(organisation.alice).box.places]
    monkeypatch.setattr(queries, "CONSIDERED", 4)
    few = [place.candidate.key for place in working.box_for(organisation.alice).box.places]
    assert len(few) < len(whole)
    assert few[:4] == whole[:4]


def test_what_others_have_takes_no_place_of_what_nobody_has(
    forum: Source, organisation: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CONSIDERED", 2)
    for number in range(4):
        actions.take(by=organisation.dana, item=question(forum, f"had {number}", 900))
    free = question(forum, "free", 1)
    (place,) = working.box_for(organisation.alice).box.places
    assert int(place.candidate.key) == free.id
    today = clock.today()
    people.be_away(by=organisation.dana, person=organisation.dana, from_on=today, to_on=today + timedelta(days=1))
    assert len(working.box_for(organisation.alice).box.places) == 2


def test_what_went_to_the_advocates_is_not_offered_to_whoever_sent_it(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.escalate(by=organisation.bob, item=item)
    assert working.box_for(organisation.bob).box.places == ()
    assert len(working.box_for(organisation.alice).box.places) == 1


def test_whoever_has_neither_role_nor_plan_has_no_hours_for_questions(forum: Source, organisation: Cast) -> None:
    left = working.hours_left(organisation.bob)
    assert (left.minutes, left.of, left.source) == (0, 0, "none")
    question(forum)
    found = working.box_for(organisation.bob)
    assert found.fitting == []
    assert len(found.rest) == 1, "they may look, and give an hour all the same"
    liaison = people.make_role(by=None, name="Community liaison", hours_per_sprint=Decimal(4), duties=[])
    people.assign_role(by=None, role=liaison, person=organisation.bob, from_on=clock.today())
    assert working.hours_left(organisation.bob).of == 240


def test_many_questions_cost_the_box_as_many_queries_as_few(forum: Source, organisation: Cast) -> None:
    counted = []
    for more in (1, 8):
        for number in range(more):
            question(forum, f"{more} {number}", by=f"asker {number}")
        with CaptureQueriesContext(connection) as queries_made:
            working.box_for(organisation.alice)
        counted.append(len(queries_made))
    assert counted[0] == counted[1]
