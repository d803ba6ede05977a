import re
import time
from fractions import Fraction

import pytest
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.charts import Chart, Gap, Mark, Point, Series, Step, over_time
from groundswell.kit.charts.axis import Down, ticks
from groundswell.kit.charts.over_time import runs_of
from groundswell.kit.charts.tests.reading import SVG, read

EVIL = "\"><script>alert(1)</script>&'"
halves = st.integers(2, 20).map(lambda number: Fraction(number, 2))
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


@st.composite
def steps(draw: st.DrawFn, most: int = 30) -> tuple[Step, ...]:
    """Points and gaps in any order, with any words."""

    def step(number: int) -> Step:
        if draw(st.booleans()):
            return Step(str(number), draw(words), Gap(), (draw(words),))
        low, value, high = sorted(draw(st.tuples(halves, halves, halves)))
        point = Point(value, low, high, str(float(value)), draw(st.sampled_from("ab")), draw(st.sampled_from(Mark)))
        return Step(str(number), draw(words), point, (draw(words),))

    return tuple(step(number) for number in range(draw(st.integers(0, most))))


def drawn(made: tuple[Step, ...], key: str = "rating") -> Chart:
    return over_time(
        Series(
            key,
            "Rating",
            "Sprint by sprint",
            1,
            10,
            made,
            ("Sprint", "Words"),
            {Mark.DOT: "a cell alone", Mark.SQUARE: "several cells", Mark.DIAMOND: "three sprints"},
            "cannot be shown",
            "how sure we are",
        )
    )


def point(value: float, about: str = "ash", mark: Mark = Mark.DOT) -> Point:
    return Point(value, value - 1, value + 1, f"{value:g}", about, mark)


@pytest.mark.slow
@given(steps())
def test_whatever_stands_in_the_picture_stands_in_the_table_and_the_other_way_round(made: tuple[Step, ...]) -> None:
    chart = drawn(made)
    assert chart.table.rows == tuple((step.label, *step.row) for step in made)
    said = read(chart.picture).said
    for run in runs_of(made):
        for step in run.steps:
            assert any(step.words in each and (run.is_gap or each.startswith(step.label)) for each in said)
    assert len(said) == sum(1 if run.is_gap else len(run.steps) for run in runs_of(made))


@pytest.mark.slow
@given(steps())
def test_a_picture_is_well_formed_and_equal_for_equal_values(made: tuple[Step, ...]) -> None:
    chart = drawn(made)
    assert drawn(made) == chart
    assert read(chart.picture).title == "Rating"
    assert "style=" not in chart.picture
    assert not re.search(r"\d[eE]-?\d|nan|inf", re.sub(r'(aria-label="[^"]*"|<title>.*?</title>)', "", chart.picture))


@pytest.mark.slow
@given(steps(), st.data())
def test_nothing_is_drawn_outside_the_axis(made: tuple[Step, ...], data: st.DataObject) -> None:
    down = Down(1, 10, 16, 186)
    assert 16 <= down(data.draw(st.integers(-100, 100))) <= 186
    tree = read(drawn(made).picture).tree
    heights = [float(each.get("y", "")) for each in tree.iter(f"{SVG}svg") if each.get("class") == "point"]
    assert all(16 <= height <= 186 for height in heights)


def test_words_of_people_stay_words() -> None:
    picture = drawn((Step(EVIL, EVIL, point(5)), Step("2", EVIL, Gap())), key="r").picture
    assert "<script>" not in picture
    assert EVIL in read(picture).said[0]


def test_only_neighbours_about_the_same_thing_are_joined() -> None:
    made = (
        Step("1", "", point(5)),
        Step("2", "", point(6)),
        Step("3", "", point(6, "ash and birch", Mark.SQUARE)),
        Step("4", "no answers", Gap()),
        Step("5", "", point(6)),
    )
    assert [len(run.steps) for run in runs_of(made)] == [2, 1, 1, 1]
    lines = [each for each in read(drawn(made).picture).tree.iter(f"{SVG}path") if each.get("class") == "line"]
    assert len(lines) == 3


def test_neighbouring_gaps_of_one_reason_are_one_and_say_from_where_to_where() -> None:
    made = (Step("3", "too few", Gap()), Step("4", "too few", Gap()), Step("5", "destroyed", Gap()))
    assert read(drawn(made).picture).gaps == ("3–4, too few", "5, destroyed")


def test_what_cannot_be_shown_is_hatched_and_the_key_says_so() -> None:
    chart = drawn((Step("1", "too few", Gap()),))
    assert 'fill="url(#rating-hatch)"' in chart.picture
    assert [key.words for key in chart.keys] == ["cannot be shown"]


def test_the_key_explains_the_shapes_that_occur_and_no_others() -> None:
    chart = drawn((Step("1", "", point(5)), Step("2", "", point(5, mark=Mark.SQUARE))))
    assert [key.words for key in chart.keys] == ["a cell alone", "several cells", "how sure we are"]


def test_marks_differ_by_shape_and_not_by_colour() -> None:
    pictures = [drawn((Step("1", "", point(5, mark=mark)),)).picture for mark in Mark]
    assert len(set(pictures)) == len(Mark)


@pytest.mark.parametrize("count", [1, 3, 14, 15, 26, 120])
def test_labels_leave_each_other_room_and_the_newest_is_always_there(count: int) -> None:
    made = tuple(Step(str(number), "", point(5)) for number in range(1, count + 1))
    texts = [each for each in read(drawn(made).picture).tree.iter(f"{SVG}text") if "step" in each.get("class", "")]
    assert 1 <= len(texts) <= 14
    assert texts[-1].text == str(count)
    assert "wide-only" not in texts[-1].get("class", "")
    assert sum("wide-only" not in each.get("class", "") for each in texts) <= 7


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(1, 10, [1, 4, 7, 10]), (0, 10, [0, 2, 4, 6, 8, 10]), (1, 5, [1, 2, 3, 4, 5])]
)
def test_an_axis_is_divided_evenly_into_whole_numbers(low: int, high: int, expected: list[int]) -> None:
    assert ticks(low, high) == expected


def test_an_axis_without_whole_steps_has_its_ends() -> None:
    assert ticks(0, 1.5) == [0, 1.5]


def test_a_value_outside_its_band_and_an_axis_without_length_are_refused() -> None:
    with pytest.raises(ValueError, match="its own band"):
        Point(5, 6, 7, "5")
    with pytest.raises(ValueError, match="no length"):
        Down(5, 5, 0, 1)


@pytest.mark.slow
def test_a_year_of_sprints_is_drawn_in_about_the_time_in_which_it_is_written_down_a_few_times() -> None:
    series = tuple(Step(str(n), "Between 5 and 7, most likely 6", point(6 + n % 2)) for n in range(26))
    # Against a peer in the same run: a machine that is busy is slow at both.
    drawing, writing = min(_seconds(series) for _ in range(60)), min(_writing(series) for _ in range(60))
    assert drawing < 8 * writing, f"{drawing / writing:.1f} times"


def _writing(made: tuple[Step, ...]) -> float:
    began = time.perf_counter()
    for _ in range(10):
        "".join(conditional_escape(repr(each)) for each in made)
    return (time.perf_counter() - began) / 10


def _seconds(made: tuple[Step, ...]) -> float:
    began = time.perf_counter()
    drawn(made)
    return time.perf_counter() - began


def test_the_ends_of_the_axis_say_what_they_mean_where_that_is_short() -> None:
    named = Series("rating", "Rating", "", 1, 10, (Step("1", "one", point(5), ("one",)),), ends=("bad", "good & kind"))
    picture = over_time(named).picture
    assert re.findall(r'<text class="tick" x="100%"[^>]*>([^<]*)<', picture) == ["bad", "good &amp; kind"]
    assert "aria-hidden" in picture.split('x="100%" y="196"')[1].split(">")[0], "the description says it in a sentence"
    long = Series("rating", "Rating", "", 1, 10, named.steps, ends=("", "I feel completely burned out"))
    assert 'class="tick" x="100%"' not in over_time(long).picture
