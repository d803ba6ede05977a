"""Who writes again after the answer, or after the end, waits where we look."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import Traveller

from groundswell.questions import actions
from groundswell.questions.models import Item, Source
from groundswell.questions.queries import queue, working
from groundswell.questions.rules.box import Reason
from groundswell.questions.rules.lists import Lists
from groundswell.questions.tests.conftest import topic
from groundswell.questions.tests.scene import asked_at, ours, question, replied, told
from tests.cast import Cast

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db]


def keys(which: Lists = Lists.AFTERWARDS) -> list[str]:
    return [each.key for each in queue.listed(which)]


def ended(forum: Source, item: Item, hours_ago: float, **how: object) -> None:
    at = asked_at(hours_ago)
    how = how or {"resolved_at": at}
    about = topic(item.key, opened_at=item.opened_at, address=item.address, as_of=at)
    told(forum, replace(about, **how))  # type: ignore[arg-type]  # moments


def test_whoever_writes_again_after_our_accepted_answer_waits(forum: Source, organisation: Cast) -> None:
    bob = ours(forum, organisation.bob)
    item = replied(forum, question(forum, hours_ago=50), bob, 40, answer=True)
    assert keys() == []
    replied(forum, item, "ann", 30, text="It does not help.")
    assert keys() == ["1"]
    assert queue.counts()[Lists.AFTERWARDS] == 1
    (place,) = working.box_for(organisation.alice).box.places
    assert (Reason.THEIRS, 5) in place.reasons
    replied(forum, item, bob, 20)
    assert keys() == [], "we answered"


def test_whoever_writes_again_after_the_end_waits_and_not_who_ended_it_after_that(
    forum: Source, organisation: Cast
) -> None:
    item = replied(forum, question(forum, hours_ago=50), ours(forum, organisation.bob), 40)
    ended(forum, item, 30, closed_at=asked_at(30))
    replied(forum, item, "ann", 20)
    assert keys() == ["1"]
    assert keys(Lists.ON_US) == []
    ended(forum, item, 10, closed_at=asked_at(10))
    assert keys() == []


def test_others_who_write_afterwards_do_not_make_it_wait(forum: Source, organisation: Cast) -> None:
    item = replied(forum, question(forum, hours_ago=50), ours(forum, organisation.bob), 40, answer=True)
    replied(forum, item, "cat", 30)
    assert keys() == []


def test_what_needs_no_answer_is_settled_until_they_write_again(
    forum: Source, organisation: Cast, noon: Traveller
) -> None:
    item = replied(forum, question(forum, hours_ago=50), ours(forum, organisation.bob), 40, answer=True)
    item = replied(forum, item, "ann", 30, text="Thank you.")
    assert queue.wrote_afterwards(item)
    actions.settle(by=organisation.bob, item=item)
    assert keys() == []
    assert not queue.wrote_afterwards(Item.objects.get())
    replied(forum, item, "ann", 5, text="One more thing:")
    assert keys() == ["1"]
    noon.shift(timedelta(days=31))
    assert keys() == [], "after a month nobody waits there any more"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["ann", "bob", "cat"]), st.booleans()), max_size=5),
    st.sampled_from([None, 1, 2, 3, 4, 5]),
)
def test_the_list_is_what_a_look_at_each_message_says(
    organisation: Cast, said: list[tuple[str, bool]], closes_after: int | None
) -> None:
    forum = Source.objects.create(name=f"{Source.objects.count()}", kind="discourse", is_public=True)
    ours(forum, organisation.bob)
    item = question(forum, hours_ago=50)
    for place, (who, is_answer) in enumerate(said, start=1):
        item = replied(forum, item, who, 50 - 5 * place, answer=is_answer)
    if closes_after is not None:
        ended(forum, item, 50 - 5 * closes_after - 1, closed_at=asked_at(50 - 5 * closes_after - 1))
    replies = [place for place, (who, _is) in enumerate(said) if who != "ann"]
    answers = [place for place in replies if said[place][1]]
    is_last_theirs = bool(said) and said[-1][0] == "ann" and bool(replies)
    is_open = closes_after is None
    has_ended = bool(answers) or not is_open
    is_before = is_open or closes_after < len(said)  # type: ignore[operator]  # a number, where it closed
    expected = is_last_theirs and has_ended and is_before
    assert (item.id in {each.id for each in queue.listed(Lists.AFTERWARDS)}) is expected
