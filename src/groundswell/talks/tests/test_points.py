"""What becomes of a talk: each point ends by its member's say, and nothing goes out without it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.seal.boxes import new_secret
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import Copied
from groundswell.register.models import Concern, Idea, Perspective, Source
from groundswell.register.rules.items import Kind
from groundswell.talks import actions, queries
from groundswell.talks.models import Point, Talk
from groundswell.talks.queries import TalkLine
from groundswell.talks.rules.points import Outcome
from groundswell.talks.tests.conftest import Desks, anonymous, booked, offered, thread_of
from groundswell.voices import queries as voices
from groundswell.voices.desk import queries as desk


def noted(desks: Desks, talk: Talk, text: str = "Reviews wait for days.", suggested: Outcome | None = None) -> Point:
    point = actions.note_point_at_the_desk(unlocked=desks.alice, talk=talk, text=text, suggested=suggested)
    return Point.objects.get(id=point)


def test_both_see_the_points_of_their_talk(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    thread = thread_of(bob, talk)
    actions.note_point(thread=thread, talk=talk, text="Nobody owns the build.", nonce=new_secret()[:16])
    noted(desks, talk)
    words = ["Nobody owns the build.", "Reviews wait for days."]
    assert [each.entry.text for each in queries.points_for_member(thread, [talk])[talk.id]] == words
    closed = desk.conversation(desks.alice, talk.voice)
    assert closed is not None
    assert [each.entry.text for each in queries.points_for_desk(desks.alice, talk, closed)] == words
    assert desk.conversation(desks.otto, talk.voice) is None


def test_the_same_point_sent_twice_is_noted_once(desks: Desks, alice: Person, bob: Person) -> None:
    talk, nonce = booked(bob, alice), new_secret()[:16]
    thread = thread_of(bob, talk)
    first = actions.note_point(thread=thread, talk=talk, text="Once.", nonce=nonce)
    assert actions.note_point(thread=thread, talk=talk, text="Once.", nonce=nonce) == first
    assert Point.objects.count() == 1


def test_a_suggestion_ends_nothing_and_the_member_ends_each_point_otherwise(
    desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk, suggested=Outcome.PUBLISHED)
    actions.suggest_outcome(unlocked=desks.alice, point=point, outcome=Outcome.ANONYMISED)
    point.refresh_from_db()
    assert (point.outcome, point.suggested) == ("", Outcome.ANONYMISED)
    actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.REFUSED)
    point.refresh_from_db()
    assert point.outcome == Outcome.REFUSED
    with pytest.raises(Refused, match="agreed already"):
        actions.suggest_outcome(unlocked=desks.alice, point=point, outcome=Outcome.PUBLISHED)


def test_nobody_ends_a_point_of_somebody_elses_talk(desks: Desks, alice: Person, bob: Person, charlie: Person) -> None:
    talk, other = booked(bob, alice), booked(charlie, alice, hours=5)
    point = noted(desks, talk)
    with pytest.raises(Point.DoesNotExist):
        actions.agree(thread=thread_of(charlie, other), point=point.id, outcome=Outcome.PUBLISHED)
    with pytest.raises(Talk.DoesNotExist):
        actions.say_nothing_to_publish(thread=thread_of(charlie, other), talk=talk)


def test_one_click_ends_the_whole_talk_and_its_reader_adds_nothing_after_that(
    desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice)
    agreed, left = noted(desks, talk), noted(desks, talk, "A second one.")
    thread = thread_of(bob, talk)
    actions.agree(thread=thread, point=agreed.id, outcome=Outcome.PUBLISHED)
    actions.say_nothing_to_publish(thread=thread, talk=talk)
    assert Point.objects.get(id=agreed.id).outcome == Outcome.PUBLISHED
    assert Point.objects.get(id=left.id).outcome == Outcome.NOTHING
    with pytest.raises(Refused, match="nothing to publish"):
        noted(desks, talk, "One more.")


def test_what_a_member_says_of_a_point_stands_in_no_log(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk)
    before = Entry.objects.count()
    thread = thread_of(bob, talk)
    actions.note_point(thread=thread, talk=talk, text="Mine.", nonce=new_secret()[:16])
    actions.agree(thread=thread, point=point.id, outcome=Outcome.PUBLISHED)
    actions.say_nothing_to_publish(thread=thread, talk=talk)
    assert Entry.objects.count() == before


# --- I28: nothing derived leaves private before the member's OK -------------------------------------------------------


def carried(desks: Desks, point: Point, kind: Kind = Kind.CONCERN, concern: UUID | None = None) -> UUID:
    return actions.carry_point(
        unlocked=desks.alice,
        point=point,
        kind=kind,
        title="Changes wait long for a second pair of eyes",
        concern=concern,
    )


@pytest.mark.parametrize("outcome", [None, Outcome.NOTHING, Outcome.REFUSED])
def test_what_its_member_did_not_let_out_becomes_nothing_for_others(
    outcome: Outcome | None, desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk)
    if outcome is not None:
        actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=outcome)
    with pytest.raises(Refused, match="agreed"):
        carried(desks, point)
    assert not Concern.objects.exists()


@pytest.mark.slow
def test_a_point_becomes_a_concern_whose_words_wait_for_the_members_yes(
    desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk)
    actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.ANONYMISED)
    concern = Concern.objects.get(id=carried(desks, point))
    assert concern.audience == Audience.ME
    assert Source.objects.get(item=concern.id).source_id == str(talk.voice)
    wording = register.propose_words(
        by=alice,
        item=concern,
        words={"title": concern.title, "text": ""},
        audience=Audience.ORGANISATION,
        reason="Others wait, too.",
        originals={talk.voice: "A 121"},
        desk=desks.alice,
    )
    with pytest.raises(Refused):
        register.publish_words(by=alice, wording=wording, desk=desks.alice)
    assert register.ask_authors(by=alice, wording=wording, desk=desks.alice) == 1
    asked = voices.questions_of(thread_of(bob, talk))
    assert [question.words for question in asked] == [concern.title]
    with pytest.raises(Refused, match="register already"):
        actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.REFUSED)


@pytest.mark.slow
def test_a_point_becomes_an_idea_or_a_view_of_a_concern(desks: Desks, alice: Person, bob: Person) -> None:
    about = register.raise_concern(by=alice, title="Reviews")
    talk = booked(bob, alice)
    for kind, model in ((Kind.IDEA, Idea), (Kind.PERSPECTIVE, Perspective)):
        point = noted(desks, talk, f"A point for {kind}.")
        actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.PUBLISHED)
        made = carried(desks, point, kind, concern=about.id)
        assert model.objects.filter(id=made).exists()
        assert Source.objects.get(item=made).source_id == str(talk.voice)


def test_a_view_of_nothing_is_refused_and_nothing_is_made(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk)
    actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.PUBLISHED)
    with pytest.raises(Refused, match="Choose the concern"):
        carried(desks, point, Kind.PERSPECTIVE)
    assert Point.objects.get(id=point.id).item is None


def test_five_words_in_a_row_of_the_members_are_refused(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    thread = thread_of(bob, talk)
    words = "nobody in our cell dares to deploy on a Friday"
    made = actions.note_point(thread=thread, talk=talk, text=words, nonce=new_secret()[:16])
    actions.agree(thread=thread, point=made, outcome=Outcome.PUBLISHED)
    with pytest.raises(Copied):
        actions.carry_point(unlocked=desks.alice, point=Point.objects.get(id=made), kind=Kind.CONCERN, title=words)


def test_a_point_is_carried_once(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    point = noted(desks, talk)
    actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.PUBLISHED)
    carried(desks, point)
    with pytest.raises(Refused, match="register already"):
        carried(desks, point)


@pytest.mark.parametrize("outcome", ["", Outcome.NOTHING, Outcome.REFUSED])
def test_the_database_itself_refuses_to_carry_what_stays(
    outcome: str, desks: Desks, alice: Person, bob: Person
) -> None:
    point = noted(desks, booked(bob, alice))
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.filter(id=point.id).update(outcome=outcome, item=point.id)


# --- by receipt, and in time ------------------------------------------------------------------------------------------


def test_an_unknown_author_ends_the_points_of_a_talk_in_writing(desks: Desks, alice: Person) -> None:
    thread, _receipt = anonymous(desks)
    talk = actions.book_in_writing(thread=thread, slot=offered(alice).id, nonce=new_secret()[:16])
    point = noted(desks, talk)
    actions.agree(thread=thread, point=point.id, outcome=Outcome.ANONYMISED)
    assert Concern.objects.filter(id=carried(desks, point)).exists()


def listed_to(reader: Person) -> list[TalkLine]:
    return [line for line in queries.talks_read_by(reader) if line.is_listed_to_reader]


def test_an_open_talk_stays_listed_when_its_reader_goes(
    desks: Desks, *, alice: Person, otto: Person, ada: Person, later: Callable[..., None]
) -> None:
    thread, _receipt = anonymous(desks)
    talk = actions.book_in_writing(thread=thread, slot=offered(alice).id, nonce=new_secret()[:16])
    later(days=20)
    assert [line.talk for line in listed_to(alice)] == [talk]
    assert listed_to(otto) == []
    people.leave(by=ada, person=alice, day=clock.today())
    assert [line.talk for line in listed_to(otto)] == [talk], "the alternate reads that dialogue, too"


def test_an_open_talk_waits_for_its_member_for_two_weeks_and_then_stands_in_its_readers_list(
    desks: Desks, alice: Person, otto: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    assert not queries.talks_of(bob)[0].waits_for_member, "it is still to come"
    later(hours=3)
    assert queries.talks_of(bob)[0].waits_for_member
    assert listed_to(alice) == []
    later(days=14)
    assert queries.talks_of(bob)[0].waits_for_member
    later(days=1)
    assert not queries.talks_of(bob)[0].waits_for_member
    assert [line.talk for line in listed_to(alice)] == [talk]
    assert listed_to(otto) == []
    actions.say_nothing_to_publish(thread=thread_of(bob, talk), talk=talk)
    assert listed_to(alice) == []


# --- O9: talking asks nobody for a budget -----------------------------------------------------------------------------


def test_talking_costs_no_budget_request_and_its_minutes_go_to_the_readers_own_line(
    desks: Desks, alice: Person, otto: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    day = clock.today()
    with pytest.raises(Refused, match="not begun"):
        actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=30)
    later(hours=3)
    actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=20)
    actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=45)
    assert queries.minutes_talked(alice, day, day) == 45
    assert queries.minutes_talked(otto, day, day) == 0
    thread, _receipt = anonymous(desks)
    actions.talk_without_booking(unlocked=desks.alice, voice=thread.voice.id, by_receipt=True, minutes=15)
    assert queries.minutes_talked(alice, day, day) == 60
    columns = {field.name for model in (Talk, Point) for field in model._meta.get_fields()}
    assert not columns & {"budget", "ticket", "approved_by", "cost", "member", "person"}


@pytest.mark.parametrize("minutes", [0, -5, 481])
def test_a_talk_of_no_length_is_refused(
    minutes: int, desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    later(hours=3)
    with pytest.raises(Refused, match="how many minutes"):
        actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=minutes)
    with pytest.raises(Refused, match="how many minutes"):
        actions.talk_without_booking(unlocked=desks.alice, voice=talk.voice, by_receipt=False, minutes=minutes)


def test_notes_are_kept_for_their_reader_alone_written_anew_and_deleted(
    desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice)
    assert desk.talk_note(desks.alice, talk.id) is None
    actions.keep_note(unlocked=desks.alice, talk=talk, text="Ask about the build.")
    actions.keep_note(unlocked=desks.alice, talk=talk, text="Ask again.")
    kept = desk.talk_note(desks.alice, talk.id)
    assert kept is not None
    assert kept.text == "Ask again."
    assert "Ask" not in repr(kept)
    assert desk.talk_note(desks.otto, talk.id) is None
    assert not desk.notes(desks.alice).promises
    actions.keep_note(unlocked=desks.alice, talk=talk, text=" ")
    assert desk.talk_note(desks.alice, talk.id) is None
    actions.keep_note(unlocked=desks.alice, talk=talk, text="")
