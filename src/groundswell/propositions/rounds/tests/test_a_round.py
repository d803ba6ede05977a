"""A round goes its way: phases end by the clock or because all are done, two advocates never move it twice."""

from datetime import timedelta

import pytest

from groundswell.checkins.tests.stage import on
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people import actions as people
from groundswell.people.models import AskOfAll, Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import BallotBook, Idea, IdeaSheet, Opinions, RoundRosterEntry
from groundswell.propositions.rounds import actions, queries, sealing
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import Ending, Phase, SealedState, Template
from groundswell.propositions.rounds.rules.sheets import Done, Vote
from groundswell.propositions.rounds.sweeps import Leavers, rounds
from groundswell.propositions.rounds.tests import stage


def test_review_only_is_the_default_and_opens_with_the_proposition(alice: Person) -> None:
    found = actions.prepare_round(by=alice, prepared=Prepared("Shorter meetings"))
    actions.open_round(by=alice, found=found)
    assert (found.template, found.phase) == (Template.REVIEW_ONLY, Phase.PROPOSITION)
    assert AskOfAll.objects.get(what="Shorter meetings").minutes == 10


def test_a_round_that_asks_for_more_than_was_agreed_needs_a_reason_that_everybody_sees(alice: Person) -> None:
    stage.opened(alice)
    second = stage.prepared(alice, title="Another")
    with pytest.raises(Refused, match="Say why it cannot wait"):
        actions.open_round(by=alice, found=second)
    second.refresh_from_db()
    assert second.phase == Phase.PREPARE
    actions.open_round(by=alice, found=second, reason="The client asks on Friday.")
    assert AskOfAll.objects.filter(reason="The client asks on Friday.").exists()


def test_a_round_that_follows_another_says_what_has_changed(alice: Person) -> None:
    first = stage.opened(alice, template=Template.REVIEW_ONLY)
    with pytest.raises(Refused, match="what has changed"):
        actions.prepare_round(by=alice, prepared=Prepared("Again", follows=first, changed=" "))
    second = actions.prepare_round(by=alice, prepared=Prepared("Again", follows=first, changed="Two cells joined."))
    assert second.changed == "Two cells joined."


def test_a_last_day_that_has_passed_is_refused_with_a_sentence(alice: Person) -> None:
    found = stage.prepared(alice)
    with pytest.raises(Refused, match="This day has passed"):
        actions.open_round(by=alice, found=found, closes_on=clock.today() - timedelta(days=1))
    found.refresh_from_db()
    assert found.phase == Phase.PREPARE


def test_a_silent_phase_is_put_off_and_never_brought_forward_or_closed_by_hand(alice: Person) -> None:
    found = stage.opened(alice)
    assert found.closes_on is not None
    announced = found.closes_on
    with pytest.raises(Refused, match="never be brought forward"):
        actions.put_off_phase(by=alice, found=found, seen=Phase.IDEAS, closes_on=announced - timedelta(days=1))
    actions.put_off_phase(by=alice, found=found, seen=Phase.IDEAS, closes_on=announced + timedelta(days=2))
    with pytest.raises(Refused, match="Nobody closes this phase by hand"):
        actions.move_round(by=alice, found=found, seen=Phase.IDEAS)
    with pytest.raises(Refused, match="Somebody else"):
        actions.put_off_phase(by=alice, found=found, seen=Phase.REVIEW, closes_on=announced + timedelta(days=9))


def test_a_silent_phase_among_too_few_does_not_open(alice: Person, bob: Person, charlie: Person, dana: Person) -> None:
    for person in (bob, charlie, dana):
        people.leave(by=None, person=person, day=clock.today())
    with pytest.raises(Refused, match="at least 5 are needed"):
        stage.opened(alice)
    assert not IdeaSheet.objects.exists()


def test_ideas_are_revealed_together_after_the_last_day(alice: Person, bob: Person, dana: Person) -> None:
    found = stage.opened(alice)
    stage.writes(found, bob, "Pair on reviews", "A rota")
    stage.writes(found, dana, "Smaller changes")
    rounds()
    assert not Idea.objects.exists()
    stage.over(found)
    assert found.phase == Phase.CLARIFY
    assert {each.text for each in queries.ideas_of(found)} == {"Pair on reviews", "A rota", "Smaller changes"}
    assert not IdeaSheet.objects.exists()
    assert stage.sealed(found, Phase.IDEAS).ending == Ending.SHOWN


@pytest.mark.slow
def test_ideas_are_revealed_at_once_when_everybody_is_done(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    others = [each for each in stage.organisation() if each != bob]
    for person, done in zip(others, [*Done, *Done], strict=True):
        actions.write_ideas(known=stage.known(found, person), ideas=[], done=done)
    rounds()
    found.refresh_from_db()
    assert found.phase == Phase.IDEAS
    stage.writes(found, bob, "Pair on reviews")
    rounds()
    found.refresh_from_db()
    assert found.phase == Phase.CLARIFY


def test_the_secret_of_codes_goes_with_the_close_and_the_key_with_the_reveal(alice: Person) -> None:
    found = stage.opened(alice)
    actions.close_phase(stage.sealed(found, Phase.IDEAS))
    actions.destroy_left_keys()
    assert sealing.secret_kept(found.number, Phase.IDEAS) is None
    assert sealing.outer_pair_kept(found.number, Phase.IDEAS) is not None
    actions.reveal_ideas(stage.sealed(found, Phase.IDEAS))
    actions.destroy_left_keys()
    assert sealing.outer_pair_kept(found.number, Phase.IDEAS) is None


def test_what_two_workers_find_due_is_done_once(alice: Person) -> None:
    found = stage.opened(alice)
    phase = stage.sealed(found, Phase.IDEAS)
    assert actions.close_phase(phase)
    assert not actions.close_phase(phase)
    assert actions.reveal_ideas(phase)
    assert not actions.reveal_ideas(stage.sealed(found, Phase.IDEAS))
    assert Entry.objects.filter(verb="reveal_ideas").count() == 1


def test_who_leaves_takes_the_sheet_along_and_is_not_waited_for(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    link = stage.link_of(found, bob)
    stage.writes(found, bob, "Mine")
    Leavers().departed(bob)
    with pytest.raises(NotTaken, match="the links of people who leave end"):
        actions.require_link(link, Phase.IDEAS)
    assert IdeaSheet.objects.count() == len(stage.organisation()) - 1


def test_a_roster_that_empties_ends_the_phase_and_opens_nothing(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    stage.writes(found, bob, "Said before everybody left")
    for person in stage.organisation():
        Leavers().departed(person)
    rounds()
    found.refresh_from_db()
    assert found.phase == Phase.CLARIFY
    assert stage.sealed(found, Phase.IDEAS).ending == Ending.TOO_FEW
    assert not Idea.objects.exists()


def test_where_fewer_than_k_are_left_at_the_close_their_ideas_are_destroyed_unread(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    stage.writes(found, bob, "Everybody would know whose this is")
    for person in [each for each in stage.organisation() if each != bob][:3]:
        Leavers().departed(person)
    stage.over(found)
    assert stage.sealed(found, Phase.IDEAS).ending == Ending.TOO_FEW
    assert not Idea.objects.exists()


def test_without_the_key_file_nothing_is_opened_and_the_page_can_say_so(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    stage.writes(found, bob, "Lost")
    sealing.destroy_outer_pair(found.number, Phase.IDEAS)
    stage.over(found)
    assert stage.sealed(found, Phase.IDEAS).ending == Ending.KEY_LOST


def test_who_is_away_all_the_time_is_not_asked_and_is_told_when_they_are_back(alice: Person, bob: Person) -> None:
    people.be_away(by=None, person=bob, from_on=clock.today(), to_on=clock.today() + timedelta(days=20))
    found = stage.opened(alice)
    assert queries.link_of(bob, found, Phase.IDEAS) is None
    assert RoundRosterEntry.objects.get(round=found, person=bob.id).was_away
    stage.over(found)
    assert queries.away_lately(bob) == [found]


def test_clarifying_waits_for_a_statement_and_then_goes_on_by_itself(alice: Person) -> None:
    found = stage.opened(alice)
    stage.over(found)
    with pytest.raises(Refused, match="Write at least one statement first"):
        actions.move_round(by=alice, found=found, seen=Phase.CLARIFY)
    stage.over(found)
    assert found.phase == Phase.CLARIFY
    with on(clock.today() + timedelta(days=30)):
        assert queries.stalled(clock.today()) == {found: Missing.STATEMENT}
    actions.add_statement(by=alice, found=found, text="Reviews first.")
    stage.over(found)
    assert found.phase == Phase.VOTES
    assert BallotBook.objects.count() == len(stage.organisation())


@pytest.mark.slow
def test_votes_close_with_their_last_day_and_are_published_once(alice: Person, bob: Person) -> None:
    found = stage.voting(alice)
    stage.votes(found, bob, s0=Vote.AGREE)
    assert not actions.close_phase(stage.sealed(found, Phase.IDEAS))
    stage.over(found)
    assert found.phase == Phase.PROPOSITION
    assert Opinions.objects.filter(round=found).count() == 1
    assert not BallotBook.objects.exists()
    assert stage.sealed(found, Phase.VOTES).state == SealedState.ENDED
    assert not actions.publish_opinions(stage.sealed(found, Phase.VOTES))


def test_what_only_the_desk_can_do_stands_on_the_desk_until_it_is_done(alice: Person) -> None:
    found = stage.opened(alice, template=Template.QUICK_CONSENT)
    stage.over(found)
    assert found.phase == Phase.PROPOSITION
    with on(clock.today() + timedelta(days=9)):
        assert queries.stalled(clock.today()) == {found: Missing.PROPOSITION}
    actions.end_round(by=alice, found=found, seen=Phase.PROPOSITION, reason="The client left.")
    assert found.phase == Phase.ENDED
    assert queries.stalled(clock.today() + timedelta(days=99)) == {}


def test_every_act_of_the_desk_writes_a_line_and_no_answer_does(alice: Person, bob: Person) -> None:
    found = stage.opened(alice)
    before = Entry.objects.count()
    stage.writes(found, bob, "Pair")
    assert Entry.objects.count() == before
    assert {"prepare_round", "open_round"} <= set(Entry.objects.values_list("verb", flat=True))
