"""What of votes is shown tells nobody's vote, says how sure it is, and never speaks of fewer than k."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure, Share, Sort, Tally, Why

K = 5


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    agree, disagree, passed = draw(st.integers(0, 60)), draw(st.integers(0, 60)), draw(st.integers(0, 20))
    return Tally(agree, disagree, passed, draw(st.integers(0, agree + disagree + passed)))


@given(tallies(), st.integers(4, 12))
def test_nothing_is_shown_of_fewer_than_k(tally: Tally, k: int) -> None:
    shown = figures.figure(tally, k)
    assert (shown is Why.FEW) == (tally.seen < k)


@given(st.integers(K, 3000))
def test_that_everybody_agrees_looks_like_that_all_but_one_do(of: int) -> None:
    assert figures.share(of, of) == figures.share(of - 1, of)
    assert figures.share(0, of) == figures.share(1, of)


@given(tallies())
def test_nobodys_vote_follows_from_what_is_shown_where_everybody_votes_alike(tally: Tally) -> None:
    """A unanimous vote is shown as it would be with one person of another opinion."""
    alike = Tally(agree=max(tally.seen, K), matters=tally.matters)
    one_else = Tally(agree=alike.agree - 1, disagree=1, matters=tally.matters)
    assert figures.figure(alike, K) == figures.figure(one_else, K)


@given(st.integers(K, 4000), st.data())
def test_an_interval_holds_its_share_and_lies_between_none_and_all(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    shown = figures.share(count, of)
    assert 0 <= shown.low <= shown.value <= shown.high <= 100
    assert shown.low <= 100 * count / of <= shown.high


@given(st.integers(K, 4000), st.data())
def test_an_interval_is_made_of_what_is_shown_alone(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    other = data.draw(st.integers(0, of))
    one, two = figures.share(count, of), figures.share(other, of)
    assert (one.value != two.value) or one == two


@pytest.mark.parametrize(("few", "many"), [(24, 120), (120, 1200)])
def test_more_voters_make_it_surer(few: int, many: int) -> None:
    one, two = figures.share(few // 2, few), figures.share(many // 2, many)
    assert one.high - one.low > two.high - two.low


@given(tallies())
def test_to_how_many_it_matters_is_neither_a_few_nor_nearly_all(tally: Tally) -> None:
    shown = figures.figure(tally, K)
    if isinstance(shown, Figure) and shown.matters:
        assert tally.matters >= K
        assert tally.seen - tally.matters >= K


def test_counts_are_bands() -> None:
    assert [figures.band(count) for count in (5, 9, 10, 19, 20, 2000)] == ["5-9", "5-9", "10-19", "10-19", "20+", "20+"]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(4, 50))
def test_how_many_voted_is_said_in_tenths_that_are_surely_reached_by_more_than_k(voted: int, more: int, k: int) -> None:
    share = figures.participation(voted, voted + more, k)
    assert share % 10 == 0
    assert share * (voted + more) <= 100 * voted
    assert share == 0 or voted > k


@given(st.integers(1, 500), st.integers(4, 50))
def test_that_everybody_voted_looks_like_that_all_but_one_did(of: int, k: int) -> None:
    assert figures.participation(of, of, k) == figures.participation(of - 1, of, k)


@pytest.mark.parametrize("of", range(1, 26))
def test_whatever_is_said_of_who_voted_somebody_may_have_and_somebody_may_not(of: int) -> None:
    said: dict[int, set[int]] = {}
    for voted in range(of + 1):
        said.setdefault(figures.participation(voted, of, K), set()).add(voted)
    assert all(min(some) < of and max(some) > 0 for some in said.values())


def test_of_nobody_nothing_is_said() -> None:
    assert figures.participation(0, 0, K) == 0


def shown(agree: int, disagree: int, passed: int = 0) -> Figure:
    found = figures.figure(Tally(agree, disagree, passed), K)
    assert isinstance(found, Figure)
    return found


def test_a_statement_is_agreed_with_disagreed_with_divides_or_is_not_heard_enough() -> None:
    assert figures.sort_of(shown(20, 2)) is Sort.AGREED
    assert figures.sort_of(shown(2, 20)) is Sort.DISAGREED
    assert figures.sort_of(shown(12, 10)) is Sort.DIVIDES
    assert figures.sort_of(shown(5, 2)) is Sort.UNHEARD
    assert figures.sort_of(shown(4, 4, 30)) is Sort.UNHEARD, "most passed, and neither side is more"
    assert figures.sort_of(shown(18, 6, 16)) is Sort.AGREED, "more than disagree, though fewer than half"
    assert figures.sort_of(None) is Sort.UNHEARD
    wide = Figure(Share(50, 10, 90), Share(50, 10, 90), "10-19")
    assert figures.sort_of(wide) is Sort.UNHEARD


def test_the_clearest_comes_first_in_each_sort() -> None:
    agreed = sorted([shown(16, 6), shown(21, 1), shown(19, 3)], key=figures.rank)
    assert [each.agree.value for each in agreed] == [95, 85, 75]
    disagreed = sorted([shown(4, 18), shown(1, 21)], key=figures.rank)
    assert [each.disagree.value for each in disagreed] == [95, 80]
    divided = sorted([shown(14, 8), shown(11, 11)], key=figures.rank)
    assert [each.agree.value for each in divided] == [50, 65]
    assert figures.rank(None) == (0, 0)


def test_what_nearly_the_same_people_voted_on_before_is_withheld() -> None:
    people = {str(number) for number in range(12)}
    before = [(people - {"3"}, {"reviews wait"})]
    texts = {0: "Reviews WAIT!", 1: "Something else"}
    assert figures.withheld(texts, people, before, K) == {0}
    assert figures.withheld(texts, people, [(people, {"reviews wait"})], K) == set()
    assert figures.withheld(texts, people, [({"x"}, {"reviews wait"})], K) == set()
    assert figures.figure(Tally(8, 4), K, is_withheld=True) is Why.SAME_PEOPLE


@given(st.lists(st.integers(0, 40), max_size=5), st.integers(0, 20))
def test_groups_are_shown_where_each_and_the_rest_are_enough(sizes: list[int], outside: int) -> None:
    may = figures.groups_shown(sizes, outside, K)
    assert may == (bool(sizes) and all(size >= K for size in sizes) and outside not in range(1, K))


@given(st.lists(tallies(), min_size=2, max_size=4))
def test_a_group_that_is_left_out_does_not_follow_from_the_others(some: list[Tally]) -> None:
    found = figures.of_groups(some, K)
    assert all(isinstance(each, Figure) for each in found) or set(found) == {Why.FEW}
    assert all(isinstance(each, Figure) for each in found) == all(tally.seen >= K for tally in some)


@given(st.integers(K, 4000), st.data())
def test_how_many_stand_behind_a_share_is_never_overstated(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, of - 1))
    assert figures.fewest(figures.share(count, of), figures.band(of)) <= count


@pytest.mark.parametrize(
    ("agree", "disagree", "passed", "is_shown"),
    [(10, 10, 0, True), (15, 5, 0, True), (8, 4, 0, False), (6, 6, 0, True), (18, 2, 0, False), (3, 3, 0, False)],
)
def test_reasons_are_shown_where_it_divides_and_k_stand_on_each_side(
    agree: int, disagree: int, passed: int, *, is_shown: bool
) -> None:
    shown = figures.figure(Tally(agree, disagree, passed), K)
    assert isinstance(shown, Figure)
    assert figures.carries_reasons(shown, K) is is_shown


def test_words_that_people_of_whom_nobody_knows_voted_on_get_no_second_figure() -> None:
    here, before = {"a", "b", "c", "d", "e", "f"}, [(None, {"reviews first"})]
    texts = {0: "Reviews first.", 1: "Meetings last."}
    assert figures.withheld(texts, here, before, K) == {0}
    assert figures.withheld(texts, None, [(here, {"meetings last"})], K) == {1}
    assert figures.withheld(texts, here, [(here, {"meetings last"})], K) == set()
