from groundswell.checkins import sentences
from groundswell.checkins.rules.items import Item
from groundswell.checkins.tests.test_rules_figures import shown
from groundswell.engines.disclosure import Kind, Reason, Scale

NAMES = {f"c{number}": name for number, name in enumerate(("Ash", "Birch", "Cedar", "Elm", "Fir", "Gale", "Heath"))}


def test_cells_that_stand_together_are_named_in_the_order_of_the_alphabet() -> None:
    figure = shown(kind=Kind.ROLLED_UP, cells=("c2", "c0", "organisation"))
    assert sentences.about(figure, NAMES) == "Ash, Cedar and people outside every cell together"


def test_where_there_is_no_room_the_others_are_counted() -> None:
    figure = shown(kind=Kind.ROLLED_UP, cells=tuple(NAMES))
    assert sentences.about(figure, NAMES, most=5) == "Ash, Birch, Cedar, Elm, Fir and 2 more cells together"
    assert sentences.about(figure, NAMES).count(",") == 5


def test_a_figure_over_three_check_ins_says_so() -> None:
    figure = shown(kind=Kind.ROLLING, cells=("c0",))
    assert sentences.about(figure, NAMES) == "Ash, over three check-ins together"


def test_a_cell_that_nobody_knows_any_more_is_not_called_by_its_number() -> None:
    assert sentences.about(shown(cells=("c99",)), NAMES) == "a cell that is gone"


def test_outside_no_cell_is_named() -> None:
    total = shown(kind=Kind.TOTAL, unit="organisation", cells=("c0", "c1"))
    assert sentences.about(total, sentences.OUTSIDE) == "everyone"
    assert sentences.about(shown(kind=Kind.TOTAL, without=("c2",)), sentences.OUTSIDE) == "most of us"
    assert sentences.about(shown(kind=Kind.ROLLED_UP, cells=("c0", "c1")), sentences.OUTSIDE) == "most of us"


def test_every_reason_of_the_gate_has_its_words_as_the_gate_says_them() -> None:
    for reason in Reason:
        assert str(sentences.WHY[reason]) % {"k": 7} == reason.sentence(7)


def test_a_scale_is_said_with_what_its_ends_mean() -> None:
    assert sentences.on_scale(Scale(1, 10), None) == "On a scale from 1 (bad) to 10 (good)."
    agree = Item("key", 1, "How?", ((1, "Strongly disagree"), (2, "Strongly agree.")), 1, 2)
    assert sentences.on_scale(Scale(1, 2), agree) == "On a scale from 1 (Strongly disagree) to 2 (Strongly agree)."
    bare = Item("key", 1, "How?", tuple((value, str(value)) for value in range(11)), 0, 10)
    assert sentences.on_scale(Scale(0, 10), bare) == "On a scale from 0 to 10."
