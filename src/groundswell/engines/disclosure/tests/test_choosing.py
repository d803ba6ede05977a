"""What is chosen and in which order, what rolls, and why something is not shown: case by case, on few people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from groundswell.engines.disclosure import Answer, Counted, Figure, Group, Kind, Period, Reason, Rules, Scale, release
from groundswell.engines.disclosure.audit import STEPS, audit, distinct_rows, row_of
from groundswell.engines.disclosure.choosing import Choosing
from groundswell.engines.disclosure.tests.histories import PARENTS, TEN, Roster, closed

RULES = Rules()


def people(name: str, many: int, *, without: int = 0) -> frozenset[str]:
    """The people of a cell, but for the first few."""
    return frozenset(f"{name}{number:02}" for number in range(without, many))


def row(*groups: frozenset[str], times: int = 1) -> dict[str, int]:
    return dict.fromkeys(frozenset().union(*groups), times)


def chosen(
    groups: Mapping[str, frozenset[str]],
    past: Sequence[dict[str, int]] = (),
    rolling: Mapping[str, dict[str, int]] | None = None,
) -> Choosing:
    """What is chosen of cells right below the top in which everybody answers."""
    choice = Choosing(
        RULES,
        {"top": None, **dict.fromkeys(groups, "top")},
        {name: Group(name, there, (name,)) for name, there in groups.items()},
        {name: len(there) for name, there in groups.items()},
        past,
        rolling or {},
    )
    choice.run()
    return choice


A, B, C = people("a", 8), people("b", 8), people("c", 8)


def test_of_two_cells_each_is_worth_more_than_both_together_and_the_smaller_one_more() -> None:
    assert chosen({"a": A, "b": people("b", 12)}).unions == [("a",), ("b",)]
    assert chosen({"a": people("a", 12), "b": B}).unions == [("b",), ("a",)]


def test_of_three_cells_all_together_are_worth_most_and_each_follows_by_its_own_worth() -> None:
    sizes = {"a": people("a", 10), "b": people("b", 9), "c": people("c", 11)}
    assert chosen(sizes).unions == [("a", "b", "c"), ("b",), ("a",), ("c",)]


def test_what_is_said_of_two_cells_apart_is_not_said_again_of_both() -> None:
    assert chosen({"a": A, "b": B}, [row(A), row(B), row(A, B)]).unions == [("a",), ("b",)]


def test_the_widest_union_that_stands_is_kept_and_nothing_inside_is_asked_for_again() -> None:
    four = {"a": A, "b": B, "c": C, "d": people("d", 8)}
    assert chosen(four, [row(A, B), row(B, C, four["d"])]).unions[0] == ("b", "c", "d")
    assert chosen({"a": A, "b": B}, [row(A, B)]).unions == [("a", "b")]


def test_a_figure_over_several_periods_is_no_union_that_stands() -> None:
    assert chosen({"a": A, "b": B}, [row(A, B, times=2)]).unions == [("a",), ("b",)]


def test_of_many_cells_each_is_asked_for_first_and_the_largest_is_left_out_of_a_rest_that_is_refused() -> None:
    """Two people moved from a to c, and three left b: together three are missing, without c five are."""
    before = {name: people(name, 8) for name in "abcdefgh"}
    now = before | {"a": people("a", 8, without=2), "b": people("b", 8, without=3)}
    now["c"] = before["c"] | people("a", 2)
    assert chosen(now, [row(before[name]) for name in "abc"]).unions == [*((name,) for name in "defgh"), ("a", "b")]
    two = {"a": now["a"], "b": now["b"], **{name: before[name] for name in "defgh"}}
    assert chosen(two, [row(before["a"]), row(before["b"])]).unions == [*((name,) for name in "defgh"), ("a", "b")]


def test_of_many_cells_the_smallest_comes_first_and_what_is_left_is_rolled_up_once() -> None:
    sizes = {name: people(name, many) for name, many in zip("abcdefgh", (12, 8, 9, 7, 11, 10, 3, 4), strict=True)}
    assert chosen(sizes).unions == [("d",), ("b",), ("c",), ("f",), ("e",), ("a",), ("g", "h")]


def test_two_figures_over_several_periods_are_held_against_each_other_too() -> None:
    whole = {"a": row(A, times=3), "b": row(A, times=3) | {"b00": 3}}
    assert chosen({}, (), whole).rolled == ["a"]
    assert chosen({}, (), {"b": whole["b"]}).rolled == ["b"]


def figure(period: int, *counted: frozenset[str]) -> Figure:
    parts = tuple(Counted(period - back, each) for back, each in enumerate(counted))
    seven = Fraction(7)
    return Figure(period, Kind.OWN, "x", ("x",), parts, TEN, seven, "5-9", seven, seven)


def test_figures_that_others_put_together_are_left_out_and_the_rest_stands_largest_first() -> None:
    five, other = people("z", 1) | people("a", 4), people("b", 5)
    third, odd = people("c", 6), people("d", 9)
    published = [five, other, third, five | other, five | other | third, odd, odd | five]
    rows = distinct_rows([figure(1, each) for each in published])
    assert rows == [row(odd), row(third), row(five), row(other)]
    again = distinct_rows([figure(1, five), figure(2, five), figure(2, five | other), figure(3, five, five)])
    assert again == [row(five), row(five, other), row(five, times=2)]


def test_a_row_counts_everybody_once_for_each_period() -> None:
    assert row_of([Counted(1, frozenset("ab"))]) == {"a": 1, "b": 1}
    assert row_of([Counted(1, frozenset("ab")), Counted(2, frozenset("bc"))]) == {"a": 1, "b": 2, "c": 1}


def test_an_audit_looks_at_ten_million_branches_before_it_gives_up() -> None:
    assert audit([figure(1, A), figure(1, B)], RULES.k).holds
    assert STEPS == 10_000_000


# ---------------------------------------------------------------- several periods, and reasons


def ash(number: int, *, many: int = 8, scale: Scale = TEN) -> Period:
    """A period in which a cell of eight answers, and nobody else is there."""
    roster: Roster = {f"ash-{each}": "ash" for each in range(many)}
    period = closed(number, roster, RULES)
    return replace(period, scale=scale)


def rolled(period: Period, *earlier: Period, rolling: int = 3) -> list[list[int]]:
    """The periods of each rolling figure, where the cell's own is refused: one of its people is known by another."""
    rules = replace(RULES, rolling=rolling)
    (group,) = period.groups
    known = [figure(0, group.people - {"ash-0"})]
    made = release(period, parents=PARENTS, published=known, rules=rules, earlier=earlier)
    assert not [each for each in made.figures if each.kind == Kind.OWN]
    return [[each.period for each in made.counted] for made in made.figures if made.kind == Kind.ROLLING]


def test_only_the_periods_just_before_are_put_together() -> None:
    one_more = [ash(number, many=9) for number in range(1, 7)]
    assert rolled(one_more[2], one_more[0], one_more[1]) == []
    periods = [changing(number) for number in range(1, 7)]
    assert rolled(periods[3], *periods[:3]) == [[2, 3, 4]]
    assert rolled(periods[3], *periods) == [[2, 3, 4]]
    assert rolled(periods[3], *periods[:3], rolling=2) == [[3, 4]]
    assert rolled(periods[3], *periods[:3], rolling=1) == []
    assert rolled(periods[3], *periods[:3], rolling=0) == []
    assert rolled(periods[3], periods[2]) == []


def moved(number: int) -> Group:
    """Eight people of whom five are others in each period: so several periods tell of nobody what one tells."""
    there = {"ash-0"} | {f"ash-{each}" for each in range(1, 3)} | {f"{number}-{each}" for each in range(5)}
    return Group("ash", frozenset(there), ("ash",))


def changing(number: int) -> Period:
    return replace(ash(number), groups=(moved(number),))


def test_periods_of_two_scales_are_not_put_together() -> None:
    other = Scale(0, 10)
    answers = {"ash": tuple(Answer(5, other) for _ in range(8))}
    assert rolled(changing(4), changing(2), replace(changing(3), scale=other, answers=answers)) == []
    assert rolled(changing(4), changing(2), replace(changing(3), answers=answers)) == []


def test_five_answers_of_one_period_are_enough_for_several() -> None:
    few = [replace(changing(number), answers={"ash": ash(number).answers["ash"][:2]}) for number in (2, 3)]
    five = replace(changing(4), answers={"ash": ash(4).answers["ash"][:5]})
    assert rolled(five, *few) == [[2, 3, 4]]
    assert rolled(replace(five, answers={"ash": five.answers["ash"][:4]}), *few) == []


def test_what_was_shared_with_another_cell_once_and_what_is_no_cell_is_not_put_together() -> None:
    shared = replace(changing(3), groups=(replace(moved(3), cells=("ash", "birch")),))
    assert rolled(changing(4), changing(2), shared) == []
    whole = [replace(changing(number), groups=(replace(moved(number), cells=("north",)),)) for number in (2, 3, 4)]
    assert rolled(whole[2], *whole[:2]) == []
    elsewhere = replace(changing(3), groups=(replace(moved(3), name="birch"),), answers={})
    assert rolled(changing(4), changing(2), elsewhere) == []
    beside = Group("birch", people("b", 8), ("birch",))
    assert rolled(changing(4), changing(2), replace(changing(3), groups=(beside, moved(3)))) == [[2, 3, 4]]


def test_people_who_were_counted_in_one_of_the_periods_are_not_counted_again() -> None:
    """Nor does it matter what was published of other periods."""
    periods = [changing(number) for number in (2, 3, 4)]
    known = [figure(0, moved(4).people - {"ash-0"})]
    inside, outside = figure(3, moved(3).people), figure(1, moved(3).people)
    for more, expected in ((inside, []), (outside, [[2, 3, 4]])):
        made = release(periods[2], parents=PARENTS, published=[*known, more], rules=RULES, earlier=periods[:2])
        assert [[each.period for each in one.counted] for one in made.figures if one.kind == Kind.ROLLING] == expected


def test_a_total_is_made_of_several_parts_that_share_nobody() -> None:
    """Of three cells together, and each by itself, the three are everything already."""
    roster: Roster = {f"{cell}-{each}": cell for cell in ("ash", "birch", "cedar") for each in range(8)}
    made = release(closed(1, roster, RULES), parents=PARENTS, published=[], rules=RULES)
    assert [each.kind for each in made.figures].count(Kind.ROLLED_UP) == 1
    assert not [each for each in made.figures if each.kind == Kind.TOTAL]
    wide: Roster = {f"{cell}-{each}": cell for cell in ("ash", "birch") for each in range(20)}
    figures = release(closed(1, wide, RULES), parents=PARENTS, published=[], rules=RULES).figures
    assert [each.kind for each in figures] == [Kind.OWN, Kind.ROLLED_UP, Kind.OWN]
    two: Roster = {who: cell for who, cell in roster.items() if cell != "cedar"}
    pair = release(closed(1, two, RULES), parents=PARENTS, published=[], rules=RULES)
    assert {(each.unit, each.cells) for each in pair.figures if each.kind == Kind.TOTAL} == {
        ("all", ("ash", "birch")),
        ("north", ("ash", "birch")),
    }


def test_five_answers_are_enough_and_a_cell_that_shares_a_group_is_too_few() -> None:
    before = closed(1, {f"ash-{each}": "ash" for each in range(8)}, RULES)
    published = release(before, parents=PARENTS, published=[], rules=RULES).figures
    after = closed(2, {f"ash-{each}": "ash" for each in range(1, 8)}, RULES)
    for answers, reason in ((5, Reason.DIFFERENCE), (4, Reason.TOO_FEW)):
        few = replace(after, answers={"ash": after.answers["ash"][:answers]})
        made = release(few, parents=PARENTS, published=published, rules=RULES)
        assert made.decisions[0].reason == reason
    shared: Roster = {f"{cell}-{each}": cell for cell in ("ash", "birch") for each in range(3)}
    one = release(closed(1, shared, RULES), parents=PARENTS, published=[], rules=RULES)
    assert {each.reason for each in one.decisions if each.cell in {"ash", "birch"}} == {Reason.TOO_FEW}
    shared.pop("ash-0")
    two = release(closed(2, shared, RULES), parents=PARENTS, published=one.figures, rules=RULES)
    assert two.figures == ()
    assert {each.reason for each in two.decisions if each.cell in {"ash", "birch"}} == {Reason.TOO_FEW}
