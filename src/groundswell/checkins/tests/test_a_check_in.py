"""A check-in from its opening to what is published of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest

from groundswell.checkins import actions, queries, sealing
from groundswell.checkins.models import Answer, Ballot, Period, ReaderShare, RosterEntry
from groundswell.checkins.refusals import NotCounted
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.periods import ORGANISATION, RATING, Obstacle, PeriodState, Word
from groundswell.checkins.sweeps import check_ins
from groundswell.checkins.tests.stage import (
    WORDS,
    Desks,
    answers,
    closed,
    link_of,
    milestone,
    on,
    opened,
    opened_desk,
    opening,
    people_of,
    released,
)
from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_key_pair
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.project.archive import backup
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked
from tests.cast import Cast


def everybody(organisation: Cast) -> list[Person]:
    return [getattr(organisation, name) for name in ("alice", "otto", "bob", "charlie", "dana", "mo", "ada")]


def test_it_opens_on_its_milestone_for_everybody_of_that_day_and_only_once(organisation: Cast, desks: Desks) -> None:
    with on(milestone() - timedelta(days=1)):
        check_ins()
    assert queries.period_open() is None
    period = opened()
    with on(milestone()):
        check_ins()
    assert Period.objects.count() == 1
    assert period.closes_on == milestone() + timedelta(days=6)
    assert set(RosterEntry.objects.values_list("person", flat=True)) == {each.id for each in everybody(organisation)}
    assert Ballot.objects.count() == RosterEntry.objects.count() == 7
    assert set(ReaderShare.objects.values_list("key", flat=True)) == {*desks.alice.pairs, *desks.otto.pairs}


def test_without_two_working_desks_nothing_opens(organisation: Cast) -> None:
    opened_desk(organisation.alice)
    assert actions.open_check_in(opening(3, milestone())) == Obstacle.NO_READERS
    with on(milestone()):
        check_ins()
    assert not Period.objects.exists()


def test_fewer_than_five_people_have_no_check_in(organisation: Cast, desks: Desks) -> None:
    for person in (organisation.bob, organisation.charlie, organisation.dana):
        people.leave(by=None, person=person)
    assert actions.open_check_in(opening(3, milestone())) == Obstacle.TOO_FEW
    assert not Period.objects.exists()


@pytest.mark.slow
def test_a_cell_of_one_and_people_without_a_cell_share_a_group(organisation: Cast, desks: Desks) -> None:
    people_of(organisation.cell_one, 5, "one")
    period = opened()
    group_of = dict(RosterEntry.objects.values_list("person", "group"))
    assert group_of[organisation.bob.id] == str(organisation.cell_one.id)
    assert group_of[organisation.charlie.id] == group_of[organisation.dana.id] == ORGANISATION
    groups = {group.name: group.cells for group in period.groups.all()}
    assert groups[str(organisation.cell_one.id)] == [str(organisation.cell_one.id)]
    assert sorted(groups[ORGANISATION]) == sorted([ORGANISATION, str(organisation.cell_two.id)])


def test_an_answer_takes_its_ballot_and_says_nothing_to_a_dump(period: Period, bob: Person) -> None:
    before = set(Ballot.objects.values_list("hash", flat=True))
    answers(period, bob, 3, cause=Word.PERSONAL)
    gone = before - set(Ballot.objects.values_list("hash", flat=True))
    assert len(gone) == 1
    stored = Answer.objects.get()
    assert (stored.group, len(stored.sealed)) == (ORGANISATION, 1024 + 2 * 48)
    assert b"personal" not in bytes(stored.sealed)


def test_a_ballot_counts_once_and_its_form_sent_again_is_no_fault(period: Period, bob: Person) -> None:
    link, known = actions.require_link(link_of(period, bob))
    identity = sealing.answer_id(b"n" * 16, link.code)
    said = Said(8)
    assert actions.answer(known=known, said=said, identity=identity)
    assert not actions.answer(known=known, said=said, identity=identity)
    with pytest.raises(NotCounted, match="has been used"):
        actions.answer(known=known, said=said, identity=sealing.answer_id(b"m" * 16, link.code))
    with pytest.raises(NotCounted, match="has been used"):
        actions.require_unused(known)
    assert Answer.objects.count() == 1


def test_after_the_close_nobody_can_make_ballots_and_nothing_counts(period: Period, bob: Person) -> None:
    link = link_of(period, bob)
    answers(period, bob, 9)
    closed(period)
    assert period.state == PeriodState.CLOSED
    assert not Ballot.objects.exists()
    assert sealing.ballot_secret_kept(period.sprint) is None
    with pytest.raises(NotCounted, match="closed on"):
        actions.require_link(link)
    assert Answer.objects.count() == 1


def test_a_ballot_ends_with_the_last_day_even_where_the_sweep_is_late(period: Period, bob: Person) -> None:
    """The worker may be stopped for a day: what would come then counts with the next check-in."""
    link = link_of(period, bob)
    Period.objects.update(opened_on=clock.today(), closes_on=clock.today())
    assert actions.require_link(link)
    yesterday = clock.today() - timedelta(days=1)
    Period.objects.update(opened_on=yesterday, closes_on=yesterday)
    with pytest.raises(NotCounted, match="closed on") as refused:
        actions.require_link(link)
    assert "is open" not in str(refused.value)
    assert Ballot.objects.exists()


def test_nothing_can_be_opened_before_the_close(period: Period, desks: Desks, bob: Person) -> None:
    answers(period, bob, 9)
    with pytest.raises(Refused, match="still open"):
        actions.release_check_in(unlocked=desks.alice, sprint=period.sprint)
    assert queries.releases() == []


@pytest.mark.slow
def test_one_reader_opens_the_answers_and_what_may_be_shown_is_published(organisation: Cast, desks: Desks) -> None:
    ones = [organisation.bob, *people_of(organisation.cell_one, 9, "one")]
    period = opened()
    for person in ones:
        answers(period, person, 4, cause=Word.PROCESS)
    for person in (organisation.alice, organisation.otto, organisation.mo, organisation.ada, organisation.dana):
        answers(period, person, 8)
    released(closed(period), desks.otto)
    published = queries.releases()[0]
    rating = published.questions[RATING]
    means = {figure.unit: float(figure.mean) for figure in rating.figures}
    assert means[str(organisation.cell_one.id)] == 4
    assert means[ORGANISATION] in {5.5, 8.0}
    assert published.participation == 90
    assert {decision.cell for decision in rating.decisions} >= {str(organisation.cell_one.id)}
    assert period.state == PeriodState.RELEASED
    assert not Answer.objects.exists()
    assert not ReaderShare.objects.exists()
    actions.destroy_left_keys()
    assert sealing.outer_pair_kept(period.sprint) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((6, 0, 10), {Word.PROCESS: "5-9", Word.PERSONAL: "", Word.BOTH: ""}),
        ((5, 6, 5), {Word.PROCESS: "5-9", Word.PERSONAL: "5-9", Word.BOTH: ""}),
        ((4, 0, 12), dict.fromkeys(Word, "")),
        ((12, 0, 4), dict.fromkeys(Word, "")),
        ((16, 0, 0), dict.fromkeys(Word, "")),
        ((0, 0, 16), dict.fromkeys(Word, "")),
    ],
)
def test_causes_are_counted_in_bands_and_never_where_few_nobody_or_nearly_everybody_is_meant(
    organisation: Cast, desks: Desks, counts: tuple[int, int, int], told: dict[Word, str]
) -> None:
    people = [*everybody(organisation), *people_of(organisation.cell_one, 9, "one")]
    period = opened()
    process, personal, others = counts
    said = [(4, Word.PROCESS)] * process + [(4, Word.PERSONAL)] * personal + [(8, None)] * others
    for person, (rating, cause) in zip(people, said, strict=True):
        answers(period, person, rating, cause=cause)
    released(closed(period), desks.otto)
    published = queries.releases()[0]
    widest = [figure for figure in published.questions[RATING].figures if figure.unit == ORGANISATION]
    assert max(len(figure.counted[0].people) for figure in widest) == len(people)
    assert published.tallies == told


def test_answers_are_opened_once(period: Period, desks: Desks, bob: Person) -> None:
    answers(period, bob, 9)
    released(closed(period), desks.alice)
    with pytest.raises(Refused, match="opened already"):
        actions.release_check_in(unlocked=desks.otto, sprint=period.sprint)
    assert len(queries.releases()) == 1


def test_a_check_in_without_answers_is_released_and_says_so(period: Period, desks: Desks) -> None:
    released(closed(period), desks.alice)
    published = queries.releases()[0]
    assert published.participation == 0
    assert {decision.reason for decision in published.questions[RATING].decisions} == {"nobody answered"}
    assert published.questions[RATING].figures == ()


def test_answers_that_nobody_opened_for_two_weeks_are_destroyed_and_that_is_said(period: Period, bob: Person) -> None:
    answers(period, bob, 9)
    closed(period)
    assert period.closed_on is not None
    with on(period.closed_on + timedelta(days=14)):
        check_ins()
    assert Answer.objects.exists()
    with on(period.closed_on + timedelta(days=15)):
        check_ins()
    assert not Answer.objects.exists()
    assert sealing.outer_pair_kept(period.sprint) is None
    assert [published.was_destroyed for published in queries.releases()] == [True]


def test_a_joiner_votes_with_the_rolled_up_group_and_a_leaver_s_ballot_ends(
    organisation: Cast, period: Period, bob: Person
) -> None:
    link = link_of(period, bob)
    with on(period.opened_on):
        fresh = people.add_person(by=None, name="New", email="new@example.org")
        people.leave(by=None, person=bob)
        check_ins()
        check_ins()
    assert RosterEntry.objects.get(person=fresh.id).group == ORGANISATION
    assert RosterEntry.objects.filter(person=bob.id).exists()
    assert Ballot.objects.count() == 7
    _, known = actions.require_link(link)
    with pytest.raises(NotCounted, match="people who leave"):
        actions.require_unused(known)
    answers(period, fresh, 6)


@pytest.mark.slow
def test_an_older_check_in_is_opened_before_a_newer_one(organisation: Cast, desks: Desks) -> None:
    first = closed(opened())
    second = opened(milestone(1))
    closed(second)
    assert (first.state, second.state) == (PeriodState.CLOSED, PeriodState.CLOSED)
    with pytest.raises(Refused, match="Open the answers of sprint"):
        actions.release_check_in(unlocked=desks.alice, sprint=second.sprint)
    released(first, desks.alice)
    released(second, desks.otto)
    assert [published.sprint for published in queries.releases()] == [first.sprint, second.sprint]


@pytest.mark.slow
def test_the_ballot_of_somebody_who_leaves_ends_with_their_access(
    organisation: Cast, period: Period, bob: Person
) -> None:
    link = link_of(period, bob)
    people.leave(by=None, person=bob)
    _, known = actions.require_link(link)
    with pytest.raises(NotCounted):
        actions.require_unused(known)
    answers(period, organisation.dana, 6)
    people.leave(by=None, person=organisation.dana)
    assert Answer.objects.count() == 1


def test_a_crash_between_the_commit_and_the_key_file_is_made_good_by_the_sweep(period: Period, bob: Person) -> None:
    answers(period, bob, 6)
    with on(period.closes_on + timedelta(days=1)):
        actions.close_check_in(period)
        assert sealing.ballot_secret_kept(period.sprint) is not None, "the test has no commit, as a crash has none"
        check_ins()
    assert sealing.ballot_secret_kept(period.sprint) is None
    assert sealing.outer_pair_kept(period.sprint) is not None


def test_answers_do_not_open_without_the_key_file_and_nothing_is_lost_meanwhile(
    period: Period, desks: Desks, bob: Person
) -> None:
    answers(period, bob, 6)
    closed(period)
    sealing.destroy_outer_pair(period.sprint)
    with pytest.raises(Refused, match="key file"):
        actions.release_check_in(unlocked=desks.alice, sprint=period.sprint)
    assert (Answer.objects.count(), queries.releases()) == (1, [])


def test_answers_do_not_open_at_a_desk_that_they_were_not_sealed_to(period: Period, bob: Person) -> None:
    answers(period, bob, 6)
    closed(period)
    stranger = Unlocked(bob, {uuid4(): new_key_pair()})
    with pytest.raises(Refused, match="do not open here"):
        actions.release_check_in(unlocked=stranger, sprint=period.sprint)
    forged = Unlocked(bob, dict.fromkeys(ReaderShare.objects.values_list("key", flat=True), new_key_pair()))
    with pytest.raises(Refused, match="do not open here"):
        actions.release_check_in(unlocked=forged, sprint=period.sprint)
    assert Answer.objects.count() == 1


def test_a_row_that_no_ballot_wrote_counts_as_nothing(organisation: Cast, desks: Desks) -> None:
    period = opened()
    for person in (organisation.bob, organisation.mo, organisation.ada, organisation.dana, organisation.charlie):
        answers(period, person, 6)
    Answer.objects.create(period=period, group=ORGANISATION, sealed=b"x" * 1120)
    pushed = sealing.close_answer(Said(99), inner=bytes(period.inner_public), outer=bytes(period.outer_public))
    Answer.objects.create(period=period, group=ORGANISATION, sealed=pushed)
    released(closed(period), desks.alice)
    assert [float(figure.mean) for figure in queries.releases()[0].questions[RATING].figures] == [6.0]


def test_the_rotating_item_is_published_beside_the_rating_under_its_own_name(organisation: Cast, desks: Desks) -> None:
    period = opened()
    item = queries.item(period.item, period.item_version)
    assert item is not None
    for person in everybody(organisation):
        answers(period, person, 6, item=str(item), choice=item.low)
    released(closed(period), desks.alice)
    questions = queries.releases()[0].questions
    assert set(questions) == {RATING, str(item)}
    assert [float(figure.mean) for figure in questions[str(item)].figures] == (
        [item.low] if item.shown_from <= 7 else []
    )


@pytest.mark.slow
def test_what_is_published_is_read_with_as_many_queries_for_three_as_for_one(
    organisation: Cast, desks: Desks, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for number in range(3):
        period = opened(milestone(number))
        for person in everybody(organisation):
            answers(period, person, 5 + number)
        released(closed(period), desks.alice)
        with django_assert_num_queries(5):
            assert len(queries.releases()) == number + 1


@pytest.mark.slow
def test_a_reader_whose_key_changed_meanwhile_opens_the_answers(period: Period, desks: Desks, bob: Person) -> None:
    answers(period, bob, 6)
    with on(period.opened_on):
        fresh = keys.rotate(reader=desks.alice.reader, words=WORDS, cost=Cost.MINIMUM)
    closed(period)
    with on(period.closes_on + timedelta(days=1)):
        keys.destroy_spent_keys(desks.alice.reader)
    released(period, Unlocked(desks.alice.reader, fresh.pairs))
    with on(period.closes_on + timedelta(days=2)):
        assert keys.destroy_spent_keys(desks.alice.reader) == 1
    assert len(queries.releases()) == 1


def test_a_backup_takes_the_key_of_the_answers_along_and_never_the_secret_of_the_ballots(period: Period) -> None:
    assert sealing.ballot_secret_kept(period.sprint) is not None
    names = {file.name for file in backup._key_files()}
    assert f"check-in-{period.sprint}.key" in names
    assert not [name for name in names if "ballots" in name]
