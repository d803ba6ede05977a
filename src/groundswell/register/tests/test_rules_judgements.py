"""Likeness, fits, perspectives, the shelf, merges, and the words of items."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from groundswell.register.rules import evidence, fits, items, likeness, merging, perspectives
from groundswell.register.rules.fits import Fit
from groundswell.register.rules.likeness import Told
from groundswell.register.rules.merging import Merged, Unmergeable
from groundswell.register.rules.perspectives import Standing
from groundswell.register.rules.words import stem, telling_stems

A, B, C, D = (UUID(int=number) for number in range(1, 5))


def told(title: str, text: str = "") -> Told:
    return Told(uuid4(), title, text)


def test_the_same_thing_in_other_words_is_suggested() -> None:
    one = told("Reviews wait for days", "Nobody has time to review, so work waits.")
    same = told("Waiting for review", "My reviews wait a week.")
    other = told("The forum is hard to follow", "Too many threads.")
    found = likeness.suggestions(one, [other, same, one])
    assert [each.other for each in found] == [same]
    assert found[0].shared == ("reviews", "wait")


def test_concerns_without_telling_words_are_like_nothing() -> None:
    assert likeness.likeness(told("…"), told("…")).degree == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    first, second = told(one), told(other)
    assert likeness.likeness(first, second).degree == likeness.likeness(second, first).degree
    assert 0 <= likeness.likeness(first, second).degree <= 1


def test_few_are_suggested_and_the_likest_first() -> None:
    one = told("Deployments break")
    others = [told("Deployments break", "often" if number else "") for number in range(12)]
    assert len(likeness.suggestions(one, others, most=3)) == 3


@given(st.sampled_from(["plan", "review", "estimate", "deploy"]), st.sampled_from(["", "s", "ed", "ing"]))
def test_forms_of_a_word_share_their_stem(word: str, ending: str) -> None:
    doubled = f"{word}{word[-1]}" if word == "plan" and ending in {"ed", "ing"} else word
    cut = doubled[:-1] if doubled.endswith("e") and ending in {"ed", "ing"} else doubled
    assert stem(f"{cut}{ending}") == stem(word)


def test_joining_words_and_numbers_tell_nothing() -> None:
    assert telling_stems("and then 35 of the reviews") == {"review"}


def test_what_depends_says_on_what() -> None:
    assert fits.needs_a_condition(Fit.DEPENDS, "  ")
    assert not fits.needs_a_condition(Fit.DEPENDS, "if hours are left")
    assert not fits.needs_a_condition(Fit.HELPS, "")


def test_a_pair_view_shows_blanks() -> None:
    grid = fits.grid([A, B], [C, D], {(C, A): Fit.HELPS, (D, B): Fit.OFFERED})
    assert [[pair.judged for pair in row] for row in grid] == [[Fit.HELPS, None], [None, Fit.OFFERED]]
    assert fits.blanks(pair.judged for row in grid for pair in row) == 3


@dataclass(frozen=True)
class View:
    conditions: str
    position: str = ""


def test_two_positions_are_both_right_under_different_conditions() -> None:
    views = [View("where clients are few.", "rigid cells work"), View("Where clients are many", "they do not")]
    found = perspectives.by_condition(views, lambda view: view.conditions)
    assert [group.condition for group in found] == ["where clients are few.", "Where clients are many"]
    assert not any(group.is_contested for group in found)


def test_two_positions_under_one_condition_do_differ() -> None:
    views = [View("", "sometimes"), View("", "always"), View("With  clients"), View("with clients.")]
    contested, always = perspectives.by_condition(views, lambda view: view.conditions)
    assert contested.is_contested
    assert always.condition == ""
    assert not always.is_contested


def test_a_view_is_labelled_until_its_holder_knows_it_in_these_words() -> None:
    assert [each for each in Standing if perspectives.is_labelled(each)] == [Standing.UNCONFIRMED, Standing.DISPUTED]


def test_an_entry_without_a_summary_is_unread() -> None:
    assert evidence.is_unread(" \n ")
    assert not evidence.is_unread("Reviews under a day halve the waiting.")


def test_a_summary_has_five_lines_at_most() -> None:
    assert not evidence.is_too_long("\n".join("12345"))
    assert evidence.is_too_long("\n".join("123456"))
    assert evidence.is_too_long("long " * 50)


def test_a_concern_is_not_merged_into_itself_and_not_without_a_reason() -> None:
    assert merging.unmergeable(A, A, [], reason="same") is Unmergeable.ITSELF
    assert merging.unmergeable(A, B, [], reason=" ") is Unmergeable.REASON
    assert merging.unmergeable(A, B, [Merged(C, D)], reason="same") is None


def test_what_stands_in_another_concern_is_merged_no_more() -> None:
    assert merging.unmergeable(A, B, [Merged(A, C)], reason="same") is Unmergeable.ALREADY
    assert merging.unmergeable(A, B, [Merged(B, C)], reason="same") is Unmergeable.ALREADY


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9))
def test_every_duplicate_has_one_concern_that_stands_for_it_in_the_end(survivors: Sequence[int]) -> None:
    # Each number merges into a smaller one: a forest of merges of any depth.
    merges = [Merged(UUID(int=at + 1), UUID(int=into % (at + 1))) for at, into in enumerate(survivors)]
    found = merging.roots(merges)
    assert found.keys() == {merge.duplicate for merge in merges}
    assert not set(found.values()) & found.keys()


def test_a_person_counts_once_in_a_group_and_always_by_the_same_tag() -> None:
    assert merging.repeats([["b", "a"], ["c"], [], ["f", "d", "e"]]) == {"b", "e", "f"}
    assert merging.repeats([["a", "b"]]) == merging.repeats([["b", "a"]])


def test_what_is_said_leaves_out_what_is_empty() -> None:
    assert items.said(" a ", "", "\n", "b") == "a\n\nb"


def test_a_first_line_is_cut_between_words() -> None:
    assert items.first_line("short\n words") == "short words"
    assert items.first_line("one two three", most=9) == "one two…"
