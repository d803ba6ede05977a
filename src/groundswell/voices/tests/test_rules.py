"""Decisions about what was said."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.voices import rules
from groundswell.voices.rules import (
    ConsentState,
    Contribution,
    Reader,
    ReadersFault,
    Refusal,
    VoiceState,
    WordsFault,
)

DAY = date(2026, 11, 22)


def reader(name: str, *, alternate: bool = False, cells: frozenset[UUID] = frozenset(), wide: bool = True) -> Reader:
    return Reader(uuid4(), uuid4(), name, alternate, cells=cells, is_organisation_wide=wide)


ALICE, OTTO = reader("Alice"), reader("Otto", alternate=True)


# ---------------------------------------------------------------- words


@given(st.text())
def test_whatever_is_kept_can_be_written_as_utf8_and_is_kept_the_same_twice(text: str) -> None:
    kept = rules.plain(text)
    kept.encode()
    assert rules.plain(kept) == kept
    assert "\r" not in kept


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_words_are_kept_verbatim(text: str) -> None:
    assert rules.plain(text) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("one sentence", None),
        ("?", None),
        ("", WordsFault.EMPTY),
        (" \n\u200b", WordsFault.EMPTY),
        ("x" * rules.MOST_BYTES, WordsFault.LONG),
        ("x" * (rules.MOST_BYTES - 2), None),
        ("a\0", WordsFault.NOT_TEXT),
        ("\ufffd" * 9, WordsFault.NOT_TEXT),
        ("a few \ufffd\ufffd lost letters", None),
    ],
)
def test_why_words_cannot_be_taken(text: str, fault: WordsFault | None) -> None:
    assert rules.words_fault(text) == fault


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_title_is_one_line_and_no_longer_than_asked(text: str, longest: int) -> None:
    title = rules.title_of(text, longest)
    assert len(title) <= longest + 1
    assert "\n" not in title


def test_a_title_is_cut_between_words_where_there_are_words() -> None:
    assert rules.title_of("one two three", 9) == "one two…"
    assert rules.title_of("onetwothree", 9) == "onetwothr…"
    assert rules.title_of(" one\n two ", 9) == "one two"


# ---------------------------------------------------------------- readers


@pytest.mark.parametrize(
    ("readers", "may"),
    [([], False), ([ALICE], False), ([OTTO], False), ([ALICE, OTTO], True), ([ALICE, reader("Zoe")], False)],
)
def test_the_box_opens_with_an_advocate_and_an_alternate(readers: list[Reader], may: bool) -> None:  # noqa: FBT001 - the expectation
    assert rules.may_be_spoken_to(readers) is may


def test_one_person_with_both_roles_is_one_reader() -> None:
    twice = Reader(OTTO.key, ALICE.person, "Alice", is_alternate=True)
    assert not rules.may_be_spoken_to([ALICE, twice])


def test_who_looks_after_a_part_is_ticked_for_authors_of_that_part_only() -> None:
    cell, other = uuid4(), uuid4()
    scoped = reader("Sam", cells=frozenset({cell}), wide=False)
    everybody = [ALICE, OTTO, scoped]
    assert rules.ticked_at_first(everybody) == {ALICE.key, OTTO.key}
    assert rules.ticked_at_first(everybody, [other]) == {ALICE.key, OTTO.key}
    assert rules.ticked_at_first(everybody, [cell]) == {ALICE.key, OTTO.key, scoped.key}


def test_where_every_advocate_looks_after_a_part_all_are_ticked() -> None:
    scoped = reader("Sam", cells=frozenset({uuid4()}), wide=False)
    assert rules.ticked_at_first([scoped, OTTO]) == {scoped.key, OTTO.key}


def test_what_everybody_answers_is_sealed_to_readers_of_everybody_where_those_are_two() -> None:
    part, part_of_otto = reader("Cora", wide=False), reader("Omar", alternate=True, wide=False)
    assert rules.reading_all([ALICE, part, OTTO, part_of_otto]) == [ALICE, OTTO]
    assert rules.reading_all([ALICE, part, part_of_otto]) == [ALICE, part, part_of_otto]
    assert rules.reading_all([part, OTTO]) == [part, OTTO]


def test_nobody_is_asked_to_talk_with_themselves() -> None:
    assert rules.who_talks_with(uuid4(), [ALICE, OTTO]) == [ALICE]
    assert rules.who_talks_with(ALICE.person, [ALICE, OTTO]) == [OTTO]
    assert rules.who_talks_with(OTTO.person, [OTTO]) == []


def test_only_those_who_are_ticked_will_read() -> None:
    assert rules.chosen_readers([ALICE, OTTO], [str(OTTO.key)], is_about_the_advocate=False) == [OTTO]
    assert rules.chosen_readers([ALICE, OTTO], [], is_about_the_advocate=False) == ReadersFault.NONE
    assert rules.chosen_readers([ALICE, OTTO], ["else"], is_about_the_advocate=False) == ReadersFault.GONE


def test_what_is_about_the_advocate_goes_to_alternates_alone() -> None:
    second = reader("Ona", alternate=True)
    both = [str(ALICE.key), str(OTTO.key)]
    assert rules.chosen_readers([ALICE, OTTO, second], both, is_about_the_advocate=True) == [OTTO]
    assert rules.chosen_readers([ALICE, OTTO, second], [], is_about_the_advocate=True) == [OTTO, second]
    assert rules.chosen_readers([ALICE], [], is_about_the_advocate=True) == ReadersFault.NONE


@given(st.sets(st.sampled_from([str(ALICE.key), str(OTTO.key), "someone"])), st.booleans())
def test_nobody_reads_who_was_not_ticked_unless_it_is_about_the_advocate(ticked: set[str], about: bool) -> None:  # noqa: FBT001 - drawn
    chosen = rules.chosen_readers([ALICE, OTTO], ticked, is_about_the_advocate=about)
    if isinstance(chosen, ReadersFault):
        return
    assert chosen
    assert all(each.is_alternate for each in chosen) if about else {str(each.key) for each in chosen} == ticked


# ---------------------------------------------------------------- days and dialogue


def test_words_arrive_on_the_next_day_or_at_once() -> None:
    assert rules.arrives_on(DAY, at_once=False) == DAY + timedelta(days=1)
    assert rules.arrives_on(DAY, at_once=True) == DAY


def test_while_all_who_were_chosen_are_away_the_alternates_who_are_here_join_them() -> None:
    away = [replace(each, away_until=DAY) for each in (ALICE, OTTO)]
    assert rules.with_somebody_here([ALICE], [ALICE, OTTO]) == [ALICE]
    assert rules.with_somebody_here([away[0]], [away[0], OTTO]) == [away[0], OTTO]
    assert rules.with_somebody_here([away[0]], away) == [away[0]]
    assert rules.with_somebody_here([away[0], OTTO], [away[0], OTTO]) == [away[0], OTTO]


def test_a_leave_lasts_until_the_last_of_its_days_in_a_row() -> None:
    days = {DAY + timedelta(days=number) for number in (0, 1, 2, 4)}
    assert rules.away_until(days, DAY) == DAY + timedelta(days=2)
    assert rules.away_until(days, DAY + timedelta(days=3)) is None


def test_being_muted_is_not_told() -> None:
    assert rules.state_shown_to_author(VoiceState.MUTED) == VoiceState.OPEN
    assert rules.state_shown_to_author(VoiceState.CLOSED) == VoiceState.CLOSED
    assert rules.is_open_for_author(VoiceState.MUTED)
    assert not rules.is_open_for_author(VoiceState.WITHDRAWN)


def test_a_closing_by_an_anonymous_author_is_seen_at_the_desk_from_its_day_on() -> None:
    shown = rules.state_shown_to_desk
    assert shown(VoiceState.CLOSED, VoiceState.MUTED, DAY, DAY - timedelta(days=1)) == VoiceState.MUTED
    assert shown(VoiceState.CLOSED, VoiceState.MUTED, DAY, DAY) == VoiceState.CLOSED
    assert shown(VoiceState.CLOSED, None, None, DAY) == VoiceState.CLOSED
    assert shown(VoiceState.WITHDRAWN, VoiceState.OPEN, DAY, DAY - timedelta(days=1)) == VoiceState.WITHDRAWN


def test_after_an_answer_only_words_that_have_not_arrived_wait() -> None:
    later = DAY + timedelta(days=1)
    assert rules.still_waits_from([DAY, later], DAY) == later
    assert rules.still_waits_from([DAY], DAY) is None


# ---------------------------------------------------------------- consent

YES, NO, OTHER = ConsentState.AGREED, ConsentState.OBJECTED, ConsentState.REWORDED
LONG_AGO = DAY - timedelta(days=7)


def asked(*, announced_on: date | None = LONG_AGO, is_quote: bool = False) -> Contribution:
    return Contribution(ConsentState.ASKED, announced_on, is_quote)


@pytest.mark.parametrize(
    ("contributions", "size", "refusal"),
    [
        ([], 100, Refusal.NOBODY),
        ([Contribution(YES)], 2, None),
        ([Contribution(YES), Contribution(NO)], 100, Refusal.OBJECTED),
        ([Contribution(YES), Contribution(OTHER)], 100, Refusal.OBJECTED),
        ([Contribution(YES), Contribution(None)], 100, Refusal.NOT_ASKED),
        ([asked(), asked(), asked()], 8, None),
        ([asked(), asked(), asked()], 7, Refusal.SMALL_GROUP),
        ([asked(), asked()], 100, Refusal.FEW_SOURCES),
        ([asked(), asked(), Contribution(YES)], 100, None),
        ([asked(), asked(), asked(is_quote=True)], 100, Refusal.QUOTE),
        ([asked(), asked(), asked(announced_on=None)], 100, Refusal.WINDOW),
        ([asked(), asked(), asked(announced_on=DAY - timedelta(days=6))], 100, Refusal.WINDOW),
        ([Contribution(None, is_said_there_already=True)], 2, None),
        ([asked(), Contribution(None, is_said_there_already=True)], 100, Refusal.FEW_SOURCES),
    ],
)
def test_when_words_may_leave_the_desk(contributions: list[Contribution], size: int, refusal: Refusal | None) -> None:
    assert rules.refusal_to_publish(contributions, group_size=size, day=DAY) == refusal
    assert rules.may_publish(contributions, group_size=size, day=DAY) is (refusal is None)


CONTRIBUTIONS = st.lists(
    st.builds(
        Contribution,
        st.sampled_from([None, *ConsentState]),
        st.none() | st.dates(DAY - timedelta(days=30), DAY),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


@given(CONTRIBUTIONS, st.integers(0, 50))
def test_nothing_leaves_against_a_no_and_no_quote_without_a_yes(said: list[Contribution], size: int) -> None:
    if not rules.may_publish(said, group_size=size, day=DAY):
        return
    assert said
    assert not any(each.consent in {NO, OTHER} for each in said)
    assert all(each.has_said_yes for each in said if each.is_quote)
    if size < 8 or len(said) < 3:
        assert all(each.has_said_yes for each in said)


@given(CONTRIBUTIONS, st.integers(0, 50), st.integers(0, 5))
def test_one_more_no_never_helps(said: list[Contribution], size: int, place: int) -> None:
    withheld = [*said[:place], Contribution(NO), *said[place:]]
    assert not rules.may_publish(withheld, group_size=size, day=DAY)


def test_silence_counts_from_the_eighth_day_of_the_letter() -> None:
    last = rules.last_day_to_object(DAY)
    assert last == DAY + timedelta(days=6)
    assert not asked(announced_on=DAY).has_had_time(DAY + timedelta(days=6))
    assert asked(announced_on=DAY).has_had_time(DAY + timedelta(days=7))
    assert rules.last_day_to_object(None) is None
