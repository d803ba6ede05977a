"""Saltmarsh: what a visitor of the demo finds."""

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from groundswell.checkins import queries as checkins
from groundswell.demo import keepsake
from groundswell.demo.story import proposed
from groundswell.demo.story.calendar import SATURDAY, Days
from groundswell.demo.story.telling import Teller
from groundswell.demo.tests.conftest import text_of_the_story
from groundswell.epics.models import Epic, Offer
from groundswell.epics.queries import epics, forecasts, plans
from groundswell.hours import queries as hours
from groundswell.hours.rules.sharing import month_of, next_month
from groundswell.kit import audit, clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.seal.receipts import parse_receipt
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Grant
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.waiting import Reviews
from groundswell.register.models import Concern, Evidence, Fit, Idea, Measure, Merge, Perspective, Source
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.rules.concerns import State
from groundswell.register.rules.perspectives import by_condition
from groundswell.register.threads import queries as threads
from groundswell.register.threads.queries import blocks_in, newest
from groundswell.register.threads.rules import text_of
from groundswell.talks import queries as talks
from groundswell.talks.transcripts import queries as transcripts
from groundswell.teaching.models import Piece
from groundswell.teaching.queries.duties import hand_overs_for
from groundswell.teaching.queries.events import followed_calls
from groundswell.teaching.queries.outside import episodes
from groundswell.teaching.queries.pieces import to_look_at
from groundswell.voices import queries as voices
from groundswell.voices.desk.actions import keys
from groundswell.voices.models import Voice
from groundswell.voices.rules import Level, Queue, VoiceState

# The proposal's own thread lies beside the project where it is developed; nobody needs it to run the tests.
REAL = Path(__file__).parents[4].parent / "shared/data/forum/topic-1128.json"

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]


def test_three_cells_and_twenty_four_people_in_their_third_sprint(teller: Teller) -> None:
    assert Cell.objects.count() == 3
    assert people.active_people().count() == 24
    assert people.sprint_now().number == 256
    assert Person.objects.exclude(left_on=None).count() == 2
    in_no_cell = [person.name for person in people.active_people() if people.cell_of(person) is None]
    assert sorted(in_no_cell) == ["Ines Vaal", "Maren Holt", "Pia Kern", "Tomas Reuter"]


def test_an_advocate_and_an_alternate_can_be_spoken_to(teller: Teller) -> None:
    readers = {reader.person.name: reader.grant for reader in people.readers_today()}
    assert readers == {"Maren Holt": Grant.ADVOCATE, "Oskar Lind": Grant.ALTERNATE}
    assert {reader.name for reader in voices.readers_today()} == set(readers)


def test_the_passphrases_open_the_desks(teller: Teller) -> None:
    for key, words in teller.passphrases.items():
        assert keys.unlock(reader=teller.people[key], words=words).pairs


def test_concerns_stand_in_every_state(teller: Teller) -> None:
    assert set(Concern.objects.values_list("state", flat=True)) == {state.value for state in State}
    assert 15 <= Concern.objects.count() <= 22
    assert Merge.objects.count() == 1


def test_the_register_holds_something_of_each_kind(teller: Teller) -> None:
    assert Idea.objects.count() >= 8
    assert set(Fit.objects.values_list("kind", flat=True)) >= {"helps", "hurts", "depends"}
    assert Measure.objects.count() >= 5
    assert {bool(entry.summary) for entry in Evidence.objects.all()} == {True, False}
    assert set(Source.objects.values_list("source_kind", flat=True)) >= {
        "voice",
        "mail",
        "thread",
        "retrospective",
        "sprint_update",
    }


def test_two_views_are_both_right_under_their_conditions(teller: Teller) -> None:
    views = Perspective.objects.filter(concern=teller.items["firm or loose"])
    groups = [group for group in by_condition(list(views), lambda view: view.conditions) if group.condition]
    assert len(groups) == 2
    assert not any(group.is_contested for group in groups)
    assert {view.standing for view in views} == {"confirmed", "unconfirmed"}


def test_the_role_has_the_proposals_own_hours(teller: Teller) -> None:
    month = month_of(teller.days.today)
    found = hours.month_of_holder(teller.advocate, month)
    assert [(each.line.name, sum(each.given.values())) for each in found.lines] == [
        ("Automation", 10 * 60),
        ("Community liaison", 35 * 60),
    ]
    assert (found.sums.total, found.sums.is_firm, found.mismatch) == (45 * 60, True, 0)
    floor = hours.month_of_holder(teller.advocate, next_month(month))
    assert (floor.sums.total, floor.sums.is_firm) == (45 * 60, False)
    chidi = teller.people["chidi"]
    (fire,) = [line for line in hours.ledger(chidi) if line.role.name == "Firefighter"]
    assert fire.is_squeezed
    assert [each.other.name for each in hours.fitting(chidi)] == ["Hana Kovar"]
    (moving,) = hours.transitions_for(teller.people["tomas"])
    assert moving.full_confirmed_by == teller.people["tomas"]
    asked = hours.look_ahead_of(moving)
    assert asked is not None
    foreseen = hours.found_of(asked)
    assert foreseen is not None
    assert foreseen.is_safe


def test_dialogues_are_answered_waiting_and_closed(teller: Teller) -> None:
    assert set(Voice.objects.values_list("level", flat=True)) == {level.value for level in Level}
    assert set(Voice.objects.values_list("state", flat=True)) == {VoiceState.OPEN, VoiceState.CLOSED}
    queues = set(Voice.objects.values_list("readers__queue", flat=True))
    assert queues >= {Queue.NEW, Queue.WAITING, Queue.TALK, Queue.NONE}


def test_the_receipts_to_try_open_what_they_promise(teller: Teller) -> None:
    keepsake.write(teller)
    kept = keepsake.read()
    assert set(kept.receipts) == set(keepsake.RECEIPTS)
    for receipt in kept.receipts.values():
        thread = voices.thread_by_receipt(parse_receipt(receipt))
        assert thread is not None
        assert not voices.dialogue(thread)[-1].by_author


def test_what_is_about_the_advocate_she_cannot_read(teller: Teller) -> None:
    told = teller.told["about the advocate"]
    readers = voices.names_of_readers(told.voice)
    assert readers == ["Oskar Lind"]
    concern = Concern.objects.get(id=teller.items["two hats"])
    assert concern.audience_key == f"person:{teller.people['oskar'].id}"


def test_two_check_ins_are_published_and_one_is_open(teller: Teller) -> None:
    assert [each.sprint for each in checkins.releases()] == [254, 255]
    period = checkins.period_open()
    assert period is not None
    assert period.sprint == 256
    assert checkins.link_of(teller.people["lina"], period)


def test_a_121_waits_for_its_member_to_say_what_becomes_of_one_point(teller: Teller) -> None:
    (talk,) = talks.talks_of(teller.people["freya"])
    assert sorted(talk.talk.points.values_list("outcome", flat=True)) == ["", "anonymised"]


def test_the_times_of_the_advocate_are_times_at_which_people_work(teller: Teller) -> None:
    there = [each.starts_at.astimezone(ZoneInfo(teller.advocate.time_zone)) for each in talks.free_slots()]
    assert sorted({f"{each:%H:%M}" for each in there}) == ["14:00", "14:30", "15:00"]
    assert all(each.weekday() < SATURDAY for each in there)


def test_of_a_retrospective_everybody_reads_what_its_speakers_share(teller: Teller) -> None:
    (meeting,) = transcripts.meetings_for(teller.people["lina"])
    room = transcripts.room_for(teller.people["lina"], meeting.id)
    assert room is not None
    said = " ".join(line.text for line in transcripts.lines_of(room, 0))
    assert "steps four to eleven" in said
    assert "the upper end first from now on" not in said, "Kofi has not answered yet"
    kept = transcripts.room_kept_by(teller.advocate, meeting.id)
    assert kept is not None
    assert not any("Between us" in cue.text for cue in transcripts.all_said(kept.speakers)), "off the record"


def test_the_thread_is_worked_through_and_shows_an_edit(teller: Teller) -> None:
    thread = Thread.objects.get()
    coverage = threads.coverage_of(threads.whole(thread))
    assert (coverage.marked, coverage.posts) == (14, 19)
    assert Passage.objects.filter(start=None).count() == 1
    assert Post.objects.get(number=17).versions.count() == 2
    assert set(Passage.objects.values_list("kind", flat=True)) == {"concern", "idea", "perspective", "measure"}


def test_it_was_told_day_by_day_and_left_an_unbroken_log(teller: Teller) -> None:
    assert audit.verify_chain().is_sound
    days = list(Entry.objects.order_by("number").values_list("day", flat=True))
    assert all(one <= other for one, other in pairwise(days))
    assert days[0] == teller.days.first
    assert days[-1] <= clock.today()


def test_no_sealed_word_lies_open(teller: Teller) -> None:
    open_text = " ".join(
        f"{each.title} {each.text}" for model in (Concern, Idea) for each in model._default_manager.all()
    )
    for told in teller.told.values():
        if told.level is not Level.OPEN:
            assert told.text not in open_text


@pytest.mark.parametrize("offset", range(14))
def test_whatever_day_it_is_built_on_today_lies_in_the_second_week(offset: int) -> None:
    today = date(2026, 11, 16) + timedelta(days=offset)
    days = Days(today)
    assert days.first.weekday() == 0
    assert 35 <= (today - days.first).days < 42
    assert days.day(256, 14) == today
    assert days.day(254, 1) == days.first


@pytest.mark.skipif(not REAL.exists(), reason="the forum thread lies outside the project")
def test_the_story_is_told_in_its_own_words() -> None:
    def runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
        return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}

    real = " ".join(post["raw"] for post in json.loads(REAL.read_text(encoding="utf-8"))["post_stream"]["posts"])
    assert runs(real) & runs(text_of_the_story()) == set()


def test_the_demo_has_a_page_only_where_it_is_installed() -> None:
    with pytest.raises(Exception, match="demo"):
        reverse("demo:chooser")


def test_the_thread_became_a_proposition_that_answers_all_of_it_in_a_fifth_of_its_words(teller: Teller) -> None:
    made = proposed.the_proposition()
    page = pages.page_for(teller.people["lina"], made)
    words_of_thread = sum(
        len(text_of(blocks_in(newest(post))).split()) for post in Thread.objects.earliest("begun_at").posts.all()
    )
    assert page.content.word_count <= words_of_thread * 0.2, (page.content.word_count, words_of_thread)
    assert coverage_of(made).is_whole
    assert len(coverage_of(made).items) >= 25
    assert page.step == "decided"
    assert {str(part.decision.decided_on) for part in page.parts if part.decision}
    review = page.review
    assert review is not None
    assert review.result["asked"] == 24
    assert review.result["answered_percent"] >= 90
    first = Passage.objects.filter(became=True, kind__in=["concern", "idea", "perspective"])
    unanswered = set(first.values_list("item_id", flat=True)) - set(coverage_of(made).items)
    assert {key for key, item in teller.items.items() if item in unanswered} <= {"leaving", "forum reading"}


def test_one_review_waits_for_everybody_this_morning(teller: Teller) -> None:
    for person in people.active_people():
        assert [ask.minutes for ask in Reviews().asks_for(person)] == [2]


def test_an_internal_epic_is_on_hold_in_two_cells_of_three_and_an_offer_waits(teller: Teller) -> None:
    lines = {line.epic.name: line for line in epics.lines_of(epics.open_epics())}
    workflow = lines["Workflow Manager"]
    held = {place.cell.name: place.hold.reason for place in workflow.held_in if place.cell and place.hold}
    assert held == {"Heron": "client_work", "Kestrel": "nobody_free"}
    assert [place.cell.name for place in workflow.moves_in if place.cell] == ["Plover"]
    assert workflow.is_silent
    assert plans.published_of(256) is not None
    assert plans.lines_of(plans.newest_of(257)), "the next one is computed and not published"
    assert set(Offer.objects.values_list("state", flat=True)) >= {"open", "accepted"}


def test_an_epic_says_when_it_will_be_done_and_what_moved_that(teller: Teller) -> None:
    forecast = forecasts.forecast_of(Epic.objects.get(name="Tideline"))
    assert forecast is not None
    assert forecast.why_not is None
    assert all(each.day and each.day > teller.days.today for each in forecast.levels)
    assert forecast.moved["time"] > 0
    assert forecast.is_grown, "more than twenty tickets are done, so it is known how they grow"
    assert all(each.hits.said >= 7 for each in forecast.levels), "and how often such dates came true"
    assert forecast.sprints >= 10


def test_the_solved_became_a_page_a_talk_and_a_podcast(teller: Teller) -> None:
    kinds = set(Piece.objects.values_list("kind", "stage"))
    assert {("docs", "published"), ("podcast", "published"), ("talk", "draft"), ("process", "published")} <= kinds
    assert len(episodes()) == 1
    (waiting,) = to_look_at(teller.people["oskar"])
    assert waiting.origin == "decision"
    rosa = teller.people["rosa"]
    (handed,) = hand_overs_for(rosa)
    assert [each.given_on is None for each in handed.permissions.order_by("name")] == [True, False]
    assert len(followed_calls(teller.advocate)) == 1
