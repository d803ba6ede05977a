"""Near-duplicates are found, opposites are not suggested, and both indexes say the same."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.similarity import LIKELY, SmallIndex, Withheld, index, why_withheld
from groundswell.engines.similarity.common_voters import correlation
from groundswell.engines.similarity.index import Index
from groundswell.engines.similarity.words import features, tokens

WORDS = [
    "bike",
    "bikes",
    "lane",
    "lanes",
    "more",
    "less",
    "not",
    "should",
    "city",
    "build",
    "we",
    "park",
    "自行車",
    "道",
]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join), max_size=12)
anything = st.lists(st.text(max_size=30), max_size=8)


@pytest.mark.slow
@given(known=texts | anything, new=st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join) | st.text(max_size=30))
def test_pages_and_the_worker_say_the_same(known: list[str], new: str) -> None:
    for least in (0.05, 0.3, LIKELY, 0.9):
        ours = SmallIndex(known).nearest(new, most=100, least=least)
        theirs = Index(known).nearest(new, most=100, least=least)
        scores = {each.place: each.score for each in theirs}
        sure = {place for place, score in scores.items() if score > least + 1e-9}
        assert (
            sure
            <= {each.place for each in ours}
            <= scores.keys() | {each.place for each in ours if abs(each.score - least) < 1e-9}
        )
        assert all(each.score == pytest.approx(scores[each.place], abs=1e-9) for each in ours if each.place in scores)


@pytest.mark.slow
@given(known=texts)
def test_all_pairs_are_those_that_one_by_one_would_find(known: list[str]) -> None:
    all_of_them = Index(known)
    pairs = {(pair.one, pair.other): pair.score for pair in all_of_them.pairs(least=0.3)}
    for one, text in enumerate(known):
        for other, score in enumerate(all_of_them.scores(text)):
            if other > one and abs(score - 0.3) > 1e-9:
                assert ((one, other) in pairs) == (score > 0.3)
                assert pairs.get((one, other), score) == pytest.approx(score, abs=1e-9)


@pytest.mark.slow
@given(known=texts, least=st.sampled_from([0.1, 0.3, 0.6]))
def test_leaving_common_words_for_last_loses_no_pair(known: list[str], least: float) -> None:
    ours = Index(known).pairs(least=least)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "FEW", 1)
        theirs = Index(known).pairs(least=least)
    assert [(each.one, each.other) for each in ours] == [(each.one, each.other) for each in theirs]


@pytest.mark.slow
@given(known=texts.filter(bool), data=st.data())
def test_neither_the_order_of_texts_nor_which_comes_first_plays_a_part(known: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(known))))
    one, other = Index(known), Index([known[at] for at in order])
    scores = one.scores(known[0])
    assert [scores[at] for at in order] == pytest.approx(other.scores(known[0]).tolist(), abs=1e-9)
    assert one.scores(known[-1])[0] == pytest.approx(scores[-1], abs=1e-9)


@given(known=anything)
def test_a_score_lies_between_nothing_and_one_and_a_text_is_like_itself(known: list[str]) -> None:
    all_of_them = Index(known)
    for place, text in enumerate(known):
        scores = all_of_them.scores(text)
        assert ((scores >= 0) & (scores <= 1 + 1e-9)).all()
        assert scores[place] == pytest.approx(1 if features(text) else 0, abs=1e-9)


@given(known=texts, new=st.sampled_from(WORDS))
def test_nothing_that_says_the_contrary_is_ever_suggested(known: list[str], new: str) -> None:
    for near in SmallIndex(known).nearest(f"not {new}", least=0.05):
        assert why_withheld(f"not {new}", known[near.place]) is None


def test_capitals_stops_and_apostrophes_make_no_other_text() -> None:
    found = SmallIndex(["Don’t cut the budget!", "Something else"]).nearest("don't CUT the budget")
    assert [(near.place, round(near.score, 9)) for near in found] == [(0, 1.0)]


def test_characters_are_words_where_no_spaces_are() -> None:
    assert tokens("我搭Uber x") == ["我", "搭", "uber", "x"]
    known = ["我覺得Uber提供了更便利及更高品質的乘車環境", "計程車司機應該受政府管制"]
    assert [near.place for near in SmallIndex(known).nearest("我覺得UBER提供了高品質的乘車環境")] == [0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marijuana should not be legalized", "Recreational marijuana should be legal"),
        ("We should build it", "We shouldn't build it"),
        ("We can afford this", "We cannot afford this"),
        ("Marijuana should be legal", "Marijuana should be illegal"),
        ("The plan is fair", "The plan is unfair"),
        ("We need more meetings", "We need less meetings"),
        ("I am for the tunnel", "I am against the tunnel"),
        ("Releases with tests", "Releases without tests"),
        ("Wir sollten das bauen", "Wir sollten das nicht bauen"),
        ("Das ist ein Grund", "Das ist kein Grund"),
        ("Ich bin für die Maut", "Ich bin gegen die Maut"),
        ("Das ist möglich", "Das ist unmöglich"),
        ("Il faut le construire", "Il ne faut pas le construire"),
        ("C'est possible", "Ce n'est pas possible"),
        ("Il faut plus de réunions", "Il faut moins de réunions"),
        ("Debemos construirlo", "No debemos construirlo"),
        ("Necesitamos más reuniones", "Necesitamos menos reuniones"),
        ("Siempre funciona", "Nunca funciona"),
        ("Dobbiamo costruirlo", "Non dobbiamo costruirlo"),
        ("We moeten dit bouwen", "We moeten dit niet bouwen"),
        ("Нужно строить", "Не нужно строить"),
        ("我覺得安全", "我覺得不安全"),
        ("これは必要です", "これは必要ではない"),
        ("ปลอดภัย", "ไม่ปลอดภัย"),
    ],
)
def test_opposites_are_withheld_whatever_the_language(one: str, other: str) -> None:
    assert why_withheld(one, other) is Withheld.CONTRARY
    assert why_withheld(other, one) is Withheld.CONTRARY
    assert SmallIndex([one]).nearest(other, least=0) == []
    assert [pair.withheld for pair in Index([one, other]).pairs(least=0)] == [Withheld.CONTRARY]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Tackle football should not be a high school sponsored activity",
            "Tackle football should not be a school sponsored activity.",
        ),
        ("I think many of the comments are difficult", "Many of the comments are difficult"),
        ("Wir sollten das nicht bauen", "Wir sollten das auf keinen Fall bauen"),
        ("Das ist eine gute Lösung", "Das ist eine sehr gute Lösung"),
        ("Il ne faut pas le construire", "Il ne faut jamais le construire"),
        ("No debemos construirlo", "Nunca debemos construirlo"),
        ("非常安全", "安全"),
    ],
)
def test_what_says_the_same_is_not_withheld(one: str, other: str) -> None:
    assert why_withheld(one, other) is None


def votes(*cast: int) -> dict[int, int]:
    return dict(enumerate(cast))


def test_statements_on_which_people_voted_apart_are_withheld() -> None:
    one, other = votes(*[1, -1] * 5), votes(*[-1, 1] * 5)
    assert why_withheld("I voted to remain", "I voted to leave", (one, other)) is Withheld.VOTED_APART
    assert why_withheld("I voted to remain", "I voted to leave", (one, one)) is None


def test_nine_common_voters_say_nothing_and_ten_do() -> None:
    for count, why in ((9, None), (10, Withheld.VOTED_APART)):
        both = votes(*[1] * count), votes(*[-1] * count)
        assert why_withheld("One text", "Another text", both) is why


@pytest.mark.parametrize(
    ("pairs", "r"),
    [
        ([(1, 1), (-1, -1)], 1.0),
        ([(1, -1), (-1, 1)], -1.0),
        ([(1, 1), (1, -1), (-1, 1), (-1, -1)], 0.0),
        ([(1, 1)] * 3, 1.0),
        ([(1, -1)] * 3, -1.0),
        ([(0, 1)] * 3, None),
        ([(1, 1), (1, -1)], None),
        ([], None),
    ],
)
def test_likeness_of_votes(pairs: list[tuple[int, int]], r: float | None) -> None:
    assert correlation(pairs) == (None if r is None else pytest.approx(r))


def test_web_processes_can_suggest_without_numerics() -> None:
    asking = (
        "import sys; from groundswell.engines.similarity import SmallIndex; SmallIndex(['a b']).nearest('a b'); "
        "print(*sorted({'numpy', 'scipy'} & sys.modules.keys()))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", asking],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert asked.stdout.strip() == ""


def test_an_index_of_nothing_answers_nothing() -> None:
    assert SmallIndex([]).nearest("anything") == []
    assert Index([]).nearest("anything") == []
    assert Index([]).pairs() == []
    assert SmallIndex(["", "!?"]).nearest("…") == []
