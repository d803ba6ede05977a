"""The lists of the queue, and what people do with a question."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from groundswell.hours.models import Entry, PlannedHours
from groundswell.hours.rules.axes import Kind, Stream
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Role
from groundswell.people.queries import sprint_now
from groundswell.people.refusals import Refused
from groundswell.questions import actions
from groundswell.questions.models import Author, Effort, HandOff, Item, Source
from groundswell.questions.queries import queue, working
from groundswell.questions.records import Gone
from groundswell.questions.rules.lists import Filters, Lists
from groundswell.questions.tests.scene import firefighter, ours, question, replied, told
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")


def keys(which: Lists, **narrowed: str) -> list[str]:
    return [each.key for each in queue.listed(which, Filters(**narrowed))]


def again(item: Item) -> Item:
    return Item.objects.get(id=item.id)


def test_unanswered_is_no_reply_by_our_people_and_no_accepted_answer(forum: Source, organisation: Cast) -> None:
    bob = ours(forum, organisation.bob)
    question(forum, "new", 5)
    question(forum, "silent", 50)
    replied(forum, question(forum, "by-others", 30), "cat", 20)
    replied(forum, question(forum, "by-us", 40), bob, 30)
    replied(forum, question(forum, "accepted", 60), "cat", 20, answer=True)
    assert keys(Lists.UNANSWERED) == ["silent", "by-others", "new"], "the oldest first"
    assert keys(Lists.SILENT) == ["silent", "new"]
    assert keys(Lists.ON_THEM) == ["by-us"]
    assert keys(Lists.ANSWERED) == ["accepted"]


def test_who_writes_again_after_us_waits_on_us(forum: Source, organisation: Cast) -> None:
    bob = ours(forum, organisation.bob)
    item = replied(forum, replied(forum, question(forum), bob, 20), "ann", 10)
    assert keys(Lists.ON_US) == ["1"]
    replied(forum, item, bob, 5)
    assert keys(Lists.ON_US) == []


def test_what_our_own_people_begin_waits_for_nobody(forum: Source, organisation: Cast) -> None:
    question(forum, by=ours(forum, organisation.bob))
    assert keys(Lists.UNANSWERED) == keys(Lists.SILENT) == []


def test_resolved_is_another_axis_than_a_reply(forum: Source) -> None:
    question(forum, "1", resolved_at=clock.now())
    question(forum, "2", closed_at=clock.now())
    assert sorted(keys(Lists.RESOLVED)) == ["1", "2"]
    assert keys(Lists.UNANSWERED) == []


def test_a_list_is_narrowed_by_source_label_and_work(forum: Source, organisation: Cast) -> None:
    chat = Source.objects.create(name="Chat", kind="zulip")
    question(forum, "1", labels=("install",))
    question(chat, "2", labels=("install guide",))
    upstream = question(forum, "3")
    actions.sort_as(by=organisation.alice, item=upstream, work=Item.Work.UPSTREAM)
    assert sorted(keys(Lists.UNANSWERED, source=str(forum.id))) == ["1", "3"]
    assert keys(Lists.UNANSWERED, label="install") == ["1"]
    assert keys(Lists.UNANSWERED, work="upstream") == ["3"]
    assert keys(Lists.UNANSWERED, source="no id") == []


@pytest.mark.slow
def test_a_list_is_narrowed_by_words_of_the_title_or_of_one_message(forum: Source, organisation: Cast) -> None:
    question(forum, "1", 30, title="Upgrade stops at the migration")
    said = replied(
        forum, question(forum, "2", 20, title="Mails"), "cat", 10, text="Run the migrations, then “tide” up."
    )
    assert keys(Lists.UNANSWERED, words="migrat") == ["1", "2"], "a word may go on"
    assert keys(Lists.UNANSWERED, words="TIDE migrations") == ["2"], "all of them in one message"
    assert keys(Lists.UNANSWERED, words="tide upgrade") == [], "and not here and there"
    assert keys(Lists.UNANSWERED, words="op") == [], "a word begins so: stops does not"
    assert keys(Lists.UNANSWERED, words="??") == []
    assert keys(Lists.UNANSWERED, words="migrat", source=str(forum.id), work="upstream") == []
    assert all(
        count == queue.listed(which, Filters(words="tide")).count()
        for which, count in queue.counts(Filters(words="tide")).items()
    )
    actions.erase(by=organisation.alice, identity=Author.objects.get(key="cat").identity)
    assert keys(Lists.UNANSWERED, words="tide") == []
    assert keys(Lists.UNANSWERED, words="migrat") == ["1"]
    told(forum, Gone(key="1", of="item"))
    assert keys(Lists.UNANSWERED, words="migrat") == []
    assert keys(Lists.UNANSWERED) == [said.key]


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"', "NEAR(a b)", "*", "a:*", "\\", "\0", "(", "text : x", "💡", "x" * 200]
)
def test_whatever_is_looked_for_is_words_and_nothing_else(words: str, forum: Source) -> None:
    question(forum, title="Nothing of it")
    assert keys(Lists.UNANSWERED, words=words) == []


def test_a_count_is_the_size_of_its_list(forum: Source, organisation: Cast) -> None:
    bob = ours(forum, organisation.bob)
    for number in range(5):
        question(forum, f"{number}", 10 + number)
    replied(forum, replied(forum, question(forum, "back", 90), bob, 80), "ann", 70)
    assert all(count == queue.listed(which).count() for which, count in queue.counts().items())
    assert queue.counts()[Lists.UNANSWERED] == 5


def test_put_off_comes_back_by_itself_and_not_too_late(forum: Source, organisation: Cast, noon: Traveller) -> None:
    item, alice = question(forum), organisation.alice
    for days in (0, -3, 400):
        with pytest.raises(Refused):
            actions.snooze(by=alice, item=item, until=clock.today() + timedelta(days=days))
    actions.snooze(by=alice, item=item, until=clock.today() + timedelta(days=3))
    assert (keys(Lists.UNANSWERED), keys(Lists.SNOOZED)) == ([], ["1"])
    noon.shift(timedelta(days=3))
    assert (keys(Lists.UNANSWERED), keys(Lists.SNOOZED)) == (["1"], [])
    actions.snooze(by=alice, item=item, until=None)
    assert again(item).snoozed_until is None


def test_not_ours_goes_and_comes_back(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.set_not_ours(by=organisation.alice, item=item, is_not_ours=True)
    assert (keys(Lists.UNANSWERED), keys(Lists.NOT_OURS)) == ([], ["1"])
    actions.set_not_ours(by=organisation.alice, item=item, is_not_ours=False)
    assert keys(Lists.UNANSWERED) == ["1"]


def test_members_decide_about_what_they_have_and_about_nothing_else(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    with pytest.raises(PermissionError):
        actions.set_not_ours(by=organisation.bob, item=item, is_not_ours=True)
    actions.take(by=organisation.bob, item=item)
    with pytest.raises(Refused, match="Somebody else"):
        actions.take(by=organisation.charlie, item=item)
    actions.snooze(by=organisation.bob, item=item, until=clock.today() + timedelta(days=1))
    with pytest.raises(PermissionError):
        actions.give_back(by=organisation.charlie, item=item)
    actions.give_back(by=organisation.bob, item=item)
    assert again(item).assigned is None


def test_who_left_may_do_nothing(forum: Source, organisation: Cast) -> None:
    for act in (actions.take, actions.escalate):
        with pytest.raises(PermissionError):
            act(by=organisation.lee, item=question(forum))


def test_minutes_are_hours_of_the_external_stream_and_can_be_taken_back(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    effort = actions.spend(by=organisation.bob, item=item, minutes=15, words="asked for the log")
    entry = Entry.objects.get()
    assert (entry.person, entry.minutes, entry.stream, entry.kind) == (organisation.bob, 15, "external", Kind.OTHER)
    actions.take_back_effort(by=organisation.alice, effort=effort)
    assert Effort.objects.exists(), "nobody takes back somebody else's"
    actions.take_back_effort(by=organisation.bob, effort=effort)
    actions.take_back_effort(by=organisation.bob, effort=effort)
    assert not Effort.objects.exists()
    assert not Entry.objects.exists()


def test_upstream_work_is_development(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.sort_as(by=organisation.alice, item=item, work=Item.Work.UPSTREAM)
    actions.spend(by=organisation.alice, item=item, minutes=60)
    assert Entry.objects.get().kind == Kind.DEVELOPMENT


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_that_cannot_be_are_refused_and_leave_nothing(forum: Source, organisation: Cast, minutes: int) -> None:
    with pytest.raises(Refused):
        actions.spend(by=organisation.bob, item=question(forum), minutes=minutes)
    assert not Effort.objects.exists()


def test_a_day_that_is_still_to_come_is_refused(forum: Source, organisation: Cast) -> None:
    with pytest.raises(Refused):
        actions.spend(by=organisation.bob, item=question(forum), minutes=5, day=date(2026, 11, 26))
    assert not Effort.objects.exists()


def test_a_firefighters_question_that_is_large_goes_to_the_advocates(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.take(by=organisation.bob, item=item)
    actions.estimate(by=organisation.bob, item=item, minutes=120)
    assert keys(Lists.ESCALATED) == []
    actions.estimate(by=organisation.bob, item=item, minutes=121)
    actions.estimate(by=organisation.bob, item=item, minutes=300)
    assert keys(Lists.ESCALATED) == keys(Lists.LARGE) == ["1"]
    assert again(item).assigned is None, "it is not the firefighter's any more"
    assert HandOff.objects.count() == 1, "twice is once"


def test_one_that_grows_past_two_hours_goes_too_and_its_firefighter_sees_the_outcome(
    forum: Source, organisation: Cast
) -> None:
    item, bob, alice = question(forum), organisation.bob, organisation.alice
    actions.spend(by=bob, item=item, minutes=120)
    assert keys(Lists.ESCALATED) == []
    actions.spend(by=bob, item=item, minutes=1)
    (hand_off,) = working.handed_by(bob)
    with pytest.raises(PermissionError):
        actions.say_outcome(by=organisation.charlie, hand_off=hand_off, outcome="No.")
    actions.accept_hand_off(by=alice, hand_off=hand_off)
    actions.say_outcome(by=alice, hand_off=hand_off, outcome="Fixed in the next release.")
    assert [each.outcome for each in working.handed_by(bob)] == ["Fixed in the next release."]
    assert keys(Lists.ESCALATED) == []
    assert keys(Lists.UNANSWERED) == ["1"], "whoever asked still has to be told"


def test_an_advocates_own_large_question_stays_with_them(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.estimate(by=organisation.alice, item=item, minutes=600)
    assert keys(Lists.LARGE) == ["1"]
    assert keys(Lists.ESCALATED) == []
    with pytest.raises(Refused, match="your queue"):
        actions.escalate(by=organisation.alice, item=item)


def test_a_hand_off_to_a_person_is_asked_accepted_and_has_an_outcome(forum: Source, organisation: Cast) -> None:
    item, alice, dana = question(forum), organisation.alice, organisation.dana
    made = actions.hand_off(by=alice, item=item, person=dana, note="They use the old release.")
    assert (keys(Lists.UNANSWERED), keys(Lists.HANDED_OFF)) == (["1"], ["1"])
    assert working.handed_to(dana) == [made]
    with pytest.raises(PermissionError):
        actions.accept_hand_off(by=organisation.bob, hand_off=made)
    with pytest.raises(Refused, match="already"):
        actions.hand_off(by=alice, item=item, team="Docs")
    actions.accept_hand_off(by=dana, hand_off=made)
    assert again(item).assigned == dana
    actions.say_outcome(by=dana, hand_off=made, outcome="They upgraded.")
    assert (keys(Lists.UNANSWERED), working.handed_to(dana)) == (["1"], [])
    with pytest.raises(Refused, match="outcome already"):
        actions.undo_hand_off(by=alice, hand_off=made)


def test_who_gives_back_what_was_handed_to_them_puts_it_into_the_queue(forum: Source, organisation: Cast) -> None:
    item, dana = question(forum), organisation.dana
    made = actions.hand_off(by=organisation.alice, item=item, person=dana)
    actions.accept_hand_off(by=dana, hand_off=made)
    actions.give_back(by=dana, item=again(item))
    assert again(item).assigned is None
    assert (keys(Lists.UNANSWERED), keys(Lists.HANDED_OFF), working.handed_to(dana)) == (["1"], [], [])


def test_after_the_advocates_answer_a_minute_more_does_not_bring_it_back_to_them(
    forum: Source, organisation: Cast
) -> None:
    item, bob = question(forum, title="Ann Example cannot log in"), organisation.bob
    actions.spend(by=bob, item=item, minutes=121)
    assert (keys(Lists.ESCALATED), again(item).is_large) == (["1"], True)
    [made] = item.hand_offs.all()
    actions.say_outcome(by=organisation.alice, hand_off=made, outcome="Go on with it.")
    actions.spend(by=bob, item=again(item), minutes=5)
    assert (keys(Lists.ESCALATED), item.hand_offs.count()) == ([], 1)
    assert "Ann Example" not in "".join(Entry.objects.values_list("words", flat=True))


def test_who_left_accepts_nothing(forum: Source, organisation: Cast) -> None:
    made = actions.hand_off(by=organisation.alice, item=question(forum), team="Docs")
    with pytest.raises(PermissionError):
        actions.accept_hand_off(by=organisation.lee, hand_off=made)


def test_who_says_no_needs_no_reason_and_the_question_is_back(forum: Source, organisation: Cast) -> None:
    made = actions.hand_off(by=organisation.alice, item=question(forum), person=organisation.dana)
    actions.decline_hand_off(by=organisation.dana, hand_off=made)
    assert keys(Lists.UNANSWERED) == ["1"]
    with pytest.raises(Refused, match="taken back"):
        actions.accept_hand_off(by=organisation.dana, hand_off=made)


def test_a_hand_off_to_a_team_can_be_undone(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    made = actions.hand_off(by=organisation.alice, item=item, team=" Release  team ")
    assert made.team == "Release team"
    with pytest.raises(PermissionError):
        actions.undo_hand_off(by=organisation.bob, hand_off=made)
    actions.undo_hand_off(by=organisation.alice, hand_off=made)
    assert keys(Lists.UNANSWERED) == ["1"]
    actions.hand_off(by=organisation.alice, item=item, team="Docs")
    assert keys(Lists.HANDED_OFF) == ["1"]


@pytest.mark.parametrize("to", [{}, {"team": "  "}, {"team": "x" * 201}])
def test_a_hand_off_names_one_team_or_one_person(forum: Source, organisation: Cast, to: dict[str, str]) -> None:
    with pytest.raises(Refused):
        actions.hand_off(by=organisation.alice, item=question(forum), **to)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.hand_off(by=organisation.alice, item=question(forum), person=organisation.lee)


def test_what_a_leaver_had_is_in_the_queue_again(forum: Source, organisation: Cast) -> None:
    had, given = question(forum, "had"), question(forum, "given")
    actions.take(by=organisation.bob, item=had)
    actions.hand_off(by=organisation.alice, item=given, person=organisation.bob)
    people.leave(by=organisation.ada, person=organisation.bob, day=clock.today())
    assert again(had).assigned is None
    assert sorted(keys(Lists.UNANSWERED)) == ["given", "had"]


def test_what_somebody_has_who_is_away_rises_to_others(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.take(by=organisation.bob, item=item)
    assert [place.candidate.key for place in working.box_for(organisation.charlie).box.places] == []
    today = clock.today()
    people.be_away(by=organisation.bob, person=organisation.bob, from_on=today, to_on=today + timedelta(days=2))
    assert keys(Lists.LEFT_BEHIND) == ["1"]
    (place,) = working.box_for(organisation.charlie).box.places
    assert place.candidate.is_left_behind


def test_a_firefighter_has_two_hours_a_sprint_or_what_the_role_says(forum: Source, organisation: Cast) -> None:
    bob = organisation.bob
    actions.spend(by=bob, item=question(forum), minutes=45)
    role = firefighter(bob)
    left = working.hours_left(bob)
    assert (left.minutes, left.of, left.used) == (75, 120, 45)
    Role.objects.filter(id=role.id).update(hours_per_sprint=Decimal(3))
    assert working.hours_left(bob).minutes == 135
    actions.spend(by=bob, item=question(forum), minutes=75)
    actions.spend(by=bob, item=question(forum), minutes=75)
    assert working.hours_left(bob).is_over, "the hard stop; what was spent stays spent"


def test_an_advocates_box_is_what_the_week_has_of_the_external_plan(forum: Source, organisation: Cast) -> None:
    alice = organisation.alice
    PlannedHours.objects.create(
        person=alice, sprint=sprint_now().first, stream=Stream.EXTERNAL, kind=Kind.OTHER, minutes=600
    )
    left = working.hours_left(alice)
    assert left.of == 600
    assert 0 < left.minutes <= 600
    question(forum)
    (place,) = working.box_for(alice).box.places
    assert place.reasons


def test_items_as_long_as_the_queue_cost_as_many_queries_as_one(
    forum: Source, organisation: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question(forum, "0")
    with CaptureQueriesContext(connection) as alone:
        working.box_for(organisation.bob)
    for number in range(1, 4):
        question(forum, f"{number}")
    with django_assert_num_queries(len(alone)):
        working.box_for(organisation.bob)
