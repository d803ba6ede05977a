"""A check-up that was made elsewhere: sealed as it comes in, low below 5, and brought twice it is there once."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from groundswell.checkins import importing
from groundswell.checkins.actions import check_ups as actions
from groundswell.checkins.importing.doing import bring_in
from groundswell.checkins.models import CheckUp, CheckUpEnvelope, Conversion
from groundswell.checkins.queries import check_ups as queries
from groundswell.checkins.rules import check_ups as rules
from groundswell.checkins.rules.check_ups import OURS, Fault, Scale, Told
from groundswell.checkins.rules.periods import Word
from groundswell.checkins.tests.stage import Desks, opened_desk
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.tables import Report, Unreadable
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.register.actions import Copied
from groundswell.register.models import Concern, Source
from groundswell.voices import actions as voices
from groundswell.voices.desk.unlocked import Unlocked
from tests.cast import Cast

CANARY = "the harbour lamps sing at noon"
HEAD = "person,cell,date,rating,scale,reason\n"
SCALES = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda ends: ends[0] < ends[1])
SCALES_OF_ANY = SCALES.map(lambda ends: Scale(*ends))


def brought(text: str, **more: object) -> Report:
    """Bring lines in; return what was said of them."""
    return bring_in(importing.read(HEAD + text), by=None, **more)  # type: ignore[arg-type]


def low_of(desk: Unlocked) -> list[tuple[str, int]]:
    return [(each.told.name, each.told.rating) for each in queries.check_ups_at(desk).low]


def problems_of(report: Report) -> list[tuple[int, str]]:
    return [(each.line, each.column) for each in report.problems]


@pytest.mark.parametrize(("rating", "is_low"), [(1, True), (4, True), (5, False), (10, False)])
def test_four_is_low_and_five_is_not(rating: int, is_low: bool) -> None:  # noqa: FBT001 - a case of the table
    assert rules.is_low(Told(date(2026, 1, 5), rating, OURS), []) is is_low


def test_another_scale_says_nothing_until_somebody_chose_to_convert_it() -> None:
    worst = Told(date(2026, 1, 5), 0, Scale(0, 5))
    assert rules.is_low(worst, []) is None
    assert rules.is_low(worst, [Scale(0, 10)]) is None, "another conversion is no choice for this scale"
    assert rules.is_low(worst, [Scale(0, 5)]) is True


@given(SCALES_OF_ANY)
def test_a_conversion_is_a_straight_line_from_worst_to_best(scale: Scale) -> None:
    on_ours = [rules.converted(rating, scale) for rating in range(scale.low, scale.high + 1)]
    assert (on_ours[0], on_ours[-1]) == (Fraction(1), Fraction(10))
    steps = {later - earlier for earlier, later in pairwise(on_ours)}
    assert len(steps) == 1
    assert min(steps) > 0
    border = rules.lowest_that_is_not_low(scale)
    low = [rating for rating in range(scale.low, scale.high + 1) if rules.converted(rating, scale) < 5]
    assert low == list(range(scale.low, border))


def test_our_own_scale_converts_to_itself() -> None:
    assert [rules.converted(rating, OURS) for rating in range(1, 11)] == list(range(1, 11))
    assert rules.lowest_that_is_not_low(OURS) == 5


@pytest.mark.parametrize("text", ["1-10", "1 to 10", "1–10", " 1..10 ", "1 - 10"])
def test_a_scale_is_written_as_its_ends(text: str) -> None:
    assert rules.scale_of(text) == OURS


@pytest.mark.parametrize("text", ["", "10", "10-1", "1-1", "one to ten", "-1-5", "0-101", "1-10-20"])
def test_anything_else_is_no_scale(text: str) -> None:
    assert rules.scale_of(text) is Fault.NO_SCALE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_RATING),
        ("five", Fault.NO_RATING),
        ("4.5", Fault.NOT_WHOLE),
        ("0", Fault.OUTSIDE),
        ("11", Fault.OUTSIDE),
        ("-3", Fault.OUTSIDE),
    ],
)
def test_a_bad_rating_has_its_reason(text: str, fault: Fault) -> None:
    assert rules.rating_on(text, OURS) is fault
    assert rules.rating_on("4", OURS) == 4


def test_a_day_is_written_plainly_and_is_over() -> None:
    today = date(2026, 11, 27)
    assert rules.day_of(" 2026-11-27 ", today) == today
    assert rules.day_of("2026-11-28", today) is Fault.TO_COME
    assert rules.day_of("27.11.2026", today) is Fault.NO_DAY


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("personal", (Word.PERSONAL, "")),
        ("Personal: my father is ill", (Word.PERSONAL, "")),
        ("(personal) something", (Word.PERSONAL, "")),
        ("mostly personal", (Word.PERSONAL, "")),
        ("Mostly personal: my divorce", (Word.PERSONAL, "")),
        ("mainly personal issues", (Word.PERSONAL, "")),
        ("It's mostly personal.", (Word.PERSONAL, "")),
        ("rather not say", (None, "")),
        ("I'd rather not say, sorry", (None, "")),
        ("process", (Word.PROCESS, "")),
        ("mostly how we work", (Word.PROCESS, "")),
        ("Process: reviews", (Word.PROCESS, "reviews")),
        ("mostly how we work (reviews)", (Word.PROCESS, "reviews")),
        ("processes are slow", (None, "processes are slow")),
        ("process reviews take long", (None, "process reviews take long")),
        ("Both", (Word.BOTH, "")),
        ("mostly both: reviews, and my divorce", (Word.BOTH, "")),
        ("both of my reviewers are away", (None, "both of my reviewers are away")),
        ("a personality clash", (None, "a personality clash")),
        ("", (None, "")),
        ("too many  meetings", (None, "too many meetings")),
    ],
)
def test_of_what_is_personal_only_the_word_is_kept(text: str, kept: tuple[Word | None, str]) -> None:
    assert rules.reason_of(text) == kept
    assert rules.reason_of("x" * 501) is Fault.LONG


@pytest.mark.parametrize(
    "text",
    ["caused by personal issues", "reviews, and personal things", "not PERSONAL at all", "both work and personal"],
)
def test_where_personal_stands_within_a_reason_somebody_is_asked_which_it_is(text: str) -> None:
    assert rules.reason_of(text) is Fault.PERSONAL


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_no_words_beside_the_word_personal_are_ever_kept(before: str, after: str) -> None:
    read = rules.reason_of(f"{before} personal {after}")
    assert read is Fault.PERSONAL or (isinstance(read, tuple) and read[1] == "")


TOLD = st.builds(
    Told,
    day=st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    rating=st.integers(1, 3),
    scale=st.just(OURS),
    cell=st.sampled_from(["", "One"]),
)
BATCHES = st.lists(st.lists(TOLD, max_size=5), max_size=4)


@given(file=st.lists(TOLD, max_size=8), times=st.integers(1, 4))
def test_a_file_that_is_brought_again_shows_every_answer_once(file: list[Told], times: int) -> None:
    rows = {
        UUID(int=batch * 100 + place): (str(batch), told) for batch in range(times) for place, told in enumerate(file)
    }
    kept = list(rules.without_repeats(rows).values())
    assert sorted(map(repr, map(rules.written, kept, [""] * len(kept)))) == sorted(
        repr(rules.written(told, "")) for told in file
    )


@given(BATCHES)
def test_no_answer_is_lost_and_what_was_seen_to_stays(batches: list[list[Told]]) -> None:
    rows = {
        UUID(int=batch * 100 + place): (str(batch), told)
        for batch, file in enumerate(batches)
        for place, told in enumerate(file)
    }
    for told in {told for _batch, told in rows.values()}:
        there = [key for key, (_batch, each) in rows.items() if each == told]
        most = max(file.count(told) for file in batches)
        first = there[-most:]
        kept = [key for key, each in rules.without_repeats(rows, first).items() if each == told]
        assert sorted(kept) == sorted(first)


@given(wanted=st.lists(TOLD, max_size=8), known=st.lists(TOLD, max_size=8))
def test_of_a_file_only_what_is_not_there_yet_is_fresh(wanted: list[Told], known: list[Told]) -> None:
    fresh = [wanted[place] for place in rules.fresh(wanted, known)]
    for told in wanted:
        assert fresh.count(told) == max(wanted.count(told) - known.count(told), 0)


@given(TOLD, st.sampled_from([None, *Word]), st.text(max_size=50))
def test_what_is_sealed_is_read_again(told: Told, cause: Word | None, reason: str) -> None:
    whole = Told(told.day, told.rating, told.scale, UUID(int=7), "Bob", "One", cause, reason)
    assert rules.read(rules.written(whole, "batch")) == ("batch", whole)
    assert rules.read({"something": "else"}) is None
    assert rules.read(rules.written(whole, "batch") | {"day": "never"}) is None


@pytest.mark.django_db
def test_low_ones_are_listed_with_their_names_and_the_others_are_not(desks: Desks) -> None:
    report = brought(
        "bob@example.org,Cell One,2026-01-05,4,1-10,too many meetings\n"
        "Charlie,,2026-01-05,5,1-10,\n"
        ",Cell Two,2026-01-05,2,1-10,process\n"
    )
    assert report.is_kept
    assert sorted(low_of(desks.alice)) == [("", 2), ("Bob", 4)]
    assert low_of(desks.otto) == low_of(desks.alice)
    assert queries.check_ups_at(desks.alice).others == 1


@pytest.mark.django_db
def test_nothing_of_it_can_be_read_in_the_database(desks: Desks) -> None:
    del desks
    brought(f"bob@example.org,Cell One,2026-01-05,4,1-10,{CANARY}\n")
    assert {len(bytes(row.body)) for row in CheckUp.objects.all()} == {1024 + 40}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM checkins_checkup")
        rows = repr(cursor.fetchall())
    assert CANARY not in rows
    assert "Bob" not in rows
    assert "2026-01-05" not in rows


@pytest.mark.django_db
def test_it_is_no_answer_that_a_figure_counts(desks: Desks) -> None:
    from groundswell.checkins.models import Answer, Figure  # noqa: PLC0415 - of this test alone

    del desks
    brought(",,2026-01-05,4,1-10,\n" * 30)
    assert not Answer.objects.exists()
    assert not Figure.objects.exists()


@pytest.mark.django_db
def test_one_wrong_line_keeps_all_of_it_out_and_every_fault_has_its_place(desks: Desks) -> None:
    report = brought(
        "bob@example.org,Cell One,2026-01-05,4,1-10,\n"
        "nobody@example.org,Cell Nine,yesterday,11,1-10,\n"
        ",,2999-01-01,five,ten,\n"
        f",,2026-01-05,4,1-10,{'x' * 501}\n"
    )
    assert not report.is_kept
    assert problems_of(report) == [
        (3, "person"),
        (3, "cell"),
        (3, "date"),
        (3, "rating"),
        (4, "scale"),
        (4, "date"),
        (5, "reason"),
    ]
    assert low_of(desks.alice) == []
    kept = brought("bob@example.org,Cell One,2026-01-05,4,1-10,\n,,2026-01-05,11,1-10,\n", keep_good=True)
    assert kept.is_kept
    assert low_of(desks.alice) == [("Bob", 4)]


@pytest.mark.django_db
def test_a_trial_keeps_nothing(desks: Desks) -> None:
    report = brought("bob@example.org,,2026-01-05,4,1-10,\n", dry_run=True)
    assert len(report.changes) == 1
    assert not CheckUp.objects.exists()
    assert low_of(desks.alice) == []


@pytest.mark.django_db
def test_what_is_said_of_a_line_does_not_say_what_it_says(desks: Desks) -> None:
    del desks
    report = brought(f"bob@example.org,Cell One,2026-01-05,4,1-10,{CANARY}\n")
    told = repr(report)
    assert CANARY not in told
    assert "Bob" not in told


@pytest.mark.django_db
def test_a_name_of_two_people_is_no_name(desks: Desks) -> None:
    del desks
    people.add_person(by=None, name="Bob", email="bob2@example.org")
    report = brought("Bob,,2026-01-05,4,1-10,\n")
    assert "Several people" in report.problems[0].sentence


@pytest.mark.django_db
def test_brought_again_by_the_command_it_is_shown_once(desks: Desks) -> None:
    lines = ",Cell One,2026-01-05,3,1-10,\n,Cell One,2026-01-05,3,1-10,\nbob@example.org,,2026-01-05,2,1-10,\n"
    for _time in range(3):
        brought(lines)
    assert len(low_of(desks.alice)) == 3, "two people of a cell may have said the same"


@pytest.mark.django_db
def test_brought_again_at_an_open_desk_it_changes_nothing(desks: Desks) -> None:
    line = "bob@example.org,,2026-01-05,2,1-10,\n"
    brought(line)
    known = [each.told for each in queries.opened_check_ups(desks.alice)]
    report = brought(line, known=known)
    assert not report.changes
    assert not report.is_kept
    assert CheckUp.objects.count() == 1


@pytest.mark.django_db
def test_before_both_desks_are_open_nothing_is_taken(organisation: Cast) -> None:
    with pytest.raises(Refused, match="open their desks first"):
        brought("bob@example.org,,2026-01-05,2,1-10,\n")
    assert not CheckUp.objects.exists()


@pytest.mark.django_db
def test_who_looks_after_one_cell_gets_the_answers_of_that_cell(desks: Desks, organisation: Cast) -> None:
    role = people.make_role(by=None, name="Advocate of Cell Two", grant=Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=organisation.mo, cells=[organisation.cell_two])
    mo = opened_desk(organisation.mo)
    brought("bob@example.org,Cell One,2026-01-05,2,1-10,\ncharlie@example.org,Cell Two,2026-01-05,3,1-10,\n")
    assert low_of(mo) == [("Charlie", 3)]
    assert len(low_of(desks.alice)) == 2


@pytest.mark.django_db
def test_what_was_seen_to_leaves_the_list_and_can_come_back(desks: Desks) -> None:
    line = "bob@example.org,,2026-01-05,2,1-10,\n"
    brought(line)
    found = queries.check_ups_at(desks.alice).low[0].id
    actions.see_to(unlocked=desks.otto, check_up=found)
    actions.see_to(unlocked=desks.otto, check_up=found)
    brought(line)
    assert low_of(desks.alice) == [], "also when the file is brought again"
    assert len(queries.check_ups_at(desks.alice).seen_to) == 1
    actions.list_again(unlocked=desks.alice, check_up=found)
    assert low_of(desks.alice) == [("Bob", 2)]


@pytest.mark.django_db
def test_a_desk_acts_on_nothing_that_it_cannot_open(desks: Desks, organisation: Cast) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    found = queries.check_ups_at(desks.alice).low[0].id
    stranger = Unlocked(organisation.mo, {})
    for act in (actions.see_to, actions.list_again):
        with pytest.raises(LookupError):
            act(unlocked=stranger, check_up=found)
    with pytest.raises(LookupError):
        actions.raise_from_check_up(unlocked=stranger, check_up=found, title="Meetings")
    assert actions.forget_check_ups(unlocked=stranger) == 0
    assert CheckUp.objects.exists()


@pytest.mark.django_db
def test_a_conversion_is_somebodys_choice_and_can_be_taken_back(desks: Desks, alice: Person) -> None:
    brought("bob@example.org,,2026-01-05,1,0-5,\ncharlie@example.org,,2026-01-05,3,0-5,\n")
    page = queries.check_ups_at(desks.alice)
    assert (page.low, page.others) == ([], 2)
    assert [(str(each.scale), each.answers, each.not_low_from, each.is_chosen) for each in page.scales] == [
        ("0-5", 2, 3, False)
    ]
    actions.choose_conversion(by=alice, scale=Scale(0, 5))
    actions.choose_conversion(by=alice, scale=Scale(0, 5))
    assert low_of(desks.alice) == [("Bob", 1)]
    assert Conversion.objects.get().chosen_by == alice
    actions.drop_conversion(by=alice, scale=Scale(0, 5))
    actions.drop_conversion(by=alice, scale=Scale(0, 5))
    assert low_of(desks.alice) == []
    with pytest.raises(Refused):
        actions.choose_conversion(by=alice, scale=OURS)


@pytest.mark.django_db
def test_how_we_work_becomes_a_concern_in_words_of_ones_own(desks: Desks) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,every review waits three whole days and nobody minds\n")
    found = queries.check_ups_at(desks.alice).low[0].id
    with pytest.raises(Copied):
        actions.raise_from_check_up(unlocked=desks.alice, check_up=found, title="Every review waits three whole days")
    concern = actions.raise_from_check_up(unlocked=desks.alice, check_up=found, title="Reviews are slow")
    assert Concern.objects.get(id=concern).audience == "me"
    source = Source.objects.get(item=concern)
    assert (source.source_kind, source.source_id) == ("check_in", "check-up of 2026-01")


@pytest.mark.django_db
def test_nothing_is_made_of_what_is_personal(desks: Desks) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,personal: my father\n")
    found = queries.check_ups_at(desks.alice).low[0]
    assert found.told.cause is Word.PERSONAL
    assert found.told.reason == ""
    with pytest.raises(LookupError):
        actions.raise_from_check_up(unlocked=desks.alice, check_up=found.id, title="Illness")


@pytest.mark.django_db
def test_forgotten_is_gone_with_its_keys(desks: Desks) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    items = list(CheckUp.objects.values_list("id", flat=True))
    assert set(keyring.keys_of(items)) == set(items)
    assert actions.forget_check_ups(unlocked=desks.alice) == 1
    assert not CheckUp.objects.exists()
    assert not CheckUpEnvelope.objects.exists()


@pytest.mark.django_db
def test_who_became_a_reader_later_is_given_it_by_one_who_reads_it(desks: Desks, organisation: Cast) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=organisation.dana)
    dana = opened_desk(organisation.dana)
    assert low_of(dana) == []
    assert queries.unread_by_readers() == 1
    assert actions.share_check_ups(unlocked=desks.alice) == 1
    assert low_of(dana) == [("Bob", 2)]
    assert actions.share_check_ups(unlocked=desks.alice) == 0


@pytest.mark.django_db
def test_what_nobody_can_open_any_more_is_destroyed(desks: Desks) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    assert actions.destroy_unreadable_check_ups() == 0
    for desk in (desks.alice, desks.otto):
        voices_give_up(desk)
    assert actions.destroy_unreadable_check_ups() == 1
    assert not CheckUp.objects.exists()


def voices_give_up(desk: Unlocked) -> None:
    from groundswell.voices.desk.actions import ending  # noqa: PLC0415 - of this test alone

    ending.give_up(reader=desk.reader)


@pytest.mark.django_db
def test_its_item_keys_are_not_taken_for_left_over_ones(desks: Desks) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    item = CheckUp.objects.get().id
    assert item not in voices.suspect_item_keys()
    voices.destroy_orphaned_keys(suspects=[item])
    assert low_of(desks.alice) == [("Bob", 2)]


@pytest.mark.django_db
def test_each_act_has_its_line_in_the_log_and_none_a_name(desks: Desks, alice: Person, bob: Person) -> None:
    brought("bob@example.org,,2026-01-05,2,1-10,\n")
    found = queries.check_ups_at(desks.alice).low[0].id
    actions.open_check_ups(unlocked=desks.alice, answers=1)
    actions.see_to(unlocked=desks.alice, check_up=found)
    lines = list(Entry.objects.filter(context="checkins").order_by("number"))
    assert [line.verb for line in lines] == ["keep_check_ups", "open_check_ups", "see_to_check_up"]
    assert str(bob.id) not in repr([(line.object_id, line.changes) for line in lines])


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_where_and_ends_with_it(desks: Desks, tmp_path: Path) -> None:
    file = tmp_path / "checkups.csv"
    console = Console(record=True, width=200)
    file.write_text(f"{HEAD}bob@example.org,,2026-01-05,2,1-10,\n,,2026-01-05,11,1-10,\n", "utf-8")
    assert not importing.command(file, keep_good=False, dry_run=False, console=console)
    said = console.export_text()
    assert "This rating is not on the scale 1-10." in said
    assert "Nothing of the file was kept" in said
    assert importing.command(file, keep_good=True, dry_run=False, console=console) is False
    assert low_of(desks.alice) == [("Bob", 2)]
    assert not importing.command(tmp_path / "none.csv", keep_good=False, dry_run=False, console=console)


@pytest.mark.parametrize("text", ["", "name\n", "date,rating,scale\n", "date,rating,scale,mood\n", "\x00\x01"])
def test_a_file_that_is_no_such_table_has_one_sentence(text: str) -> None:
    with pytest.raises(Unreadable):
        importing.read(text)


@pytest.mark.django_db
def test_the_list_asks_the_same_for_one_and_for_three(
    desks: Desks, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for count in (1, 2):
        brought(f",,2026-01-0{count},3,1-10,\n" * count)
        with django_assert_num_queries(4):  # type: ignore[operator]
            queries.check_ups_at(desks.alice)


def test_today_is_not_to_come() -> None:
    assert rules.day_of((clock.today() + timedelta(days=1)).isoformat(), clock.today()) is Fault.TO_COME
