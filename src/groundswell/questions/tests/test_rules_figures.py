"""True figures, from rows alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.survival import kaplan_meier
from groundswell.questions.rules.figures import Asked, What, absence_factor, figures, selections, waits, wall

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
hours = st.integers(0, 2000)


def hour(ago: float) -> datetime:
    return NOW - timedelta(hours=ago)


@st.composite
def rows(draw: st.DrawFn) -> list[Asked]:
    """Return questions with any history that the clock allows."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        opened = draw(hours)
        within = st.none() | st.integers(0, opened)
        replied, closed, resolved, turned = (draw(within) for _ in range(4))
        again = draw(st.integers(0, turned)) if turned is not None and draw(st.booleans()) else None
        found.append(
            Asked(
                key=str(number),
                opened_at=hour(opened),
                first_reply_at=None if replied is None else hour(replied),
                by="" if replied is None else draw(st.sampled_from("abc")),
                closed_at=None if closed is None else hour(closed),
                resolved_at=None if resolved is None else hour(resolved),
                solver=draw(st.sampled_from(["", "a", "b"])),
                turn=None if turned is None else (hour(turned), None if again is None else hour(again)),
                is_repeat=draw(st.sampled_from([None, True, False])),
                is_waiting=draw(st.booleans()),
            )
        )
    return found


@pytest.mark.slow
@given(rows())
def test_every_count_is_the_size_of_a_selection(asked: list[Asked]) -> None:
    found, of = figures(asked, NOW), selections(asked, NOW)
    by_what = {each.what: each for each in found.waits}
    assert by_what[What.FIRST].n == len(of["asked"]) == len(of["first-done"]) + len(of["first-still"])
    assert by_what[What.FIRST].still == len(of["first-still"])
    assert by_what[What.NEXT].n == len(of["next-all"]) == len(of["next-done"]) + len(of["next-still"])
    assert by_what[What.NEXT].still == len(of["next-still"])
    assert by_what[What.RESOLUTION].still == len(of["resolution-still"])
    assert found.backlog == len(of["backlog"])
    for _age, part in found.by_age:
        assert (part.count, part.whole) == (len(of[part.few]), len(of[part.of]))
        assert set(of[part.few]) <= set(of[part.of])
    assert (found.repeats.count, found.repeats.whole) == (len(of["repeats"]), len(of["compared"]))


@pytest.mark.slow
@given(rows())
def test_a_wait_is_the_product_limit_of_what_the_rows_say(asked: list[Asked]) -> None:
    found = waits(What.FIRST, asked, NOW)
    lengths = [wall(each.opened_at, each.first_reply_at or NOW) for each in asked]
    assert found.waits == kaplan_meier(lengths, [each.first_reply_at is not None for each in asked])
    assert [each.hours for each in found.within] == ([24, 48, 168] if asked else [])


@pytest.mark.slow
@given(rows())
def test_shares_of_those_closed_in_silence_are_shares_that_rise(asked: list[Asked]) -> None:
    shares = [each.share for each in figures(asked, NOW).closed_silently if each.share is not None]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 + 1e-9 for share in shares)


@pytest.mark.parametrize(
    ("counts", "factor"),
    [((1000, 433, 343, 332, 202, 90, 42, 33), 2), ((), 0), ((0, 0), 0), ((5,), 1), ((1, 1, 1, 1), 2), ((3, 1, 1), 1)],
)
def test_the_absence_factor_is_how_few_did_half(counts: tuple[int, ...], factor: int) -> None:
    assert absence_factor(counts) == factor
    assert absence_factor(reversed(counts)) == factor


def test_leaving_out_who_waits_flatters() -> None:
    asked = [Asked(key="a", opened_at=hour(10), first_reply_at=hour(9), by="x")]
    asked += [Asked(key=str(number), opened_at=hour(500)) for number in range(3)]
    found = waits(What.FIRST, asked, NOW)
    assert found.naive == 1
    assert found.median is None, "half of them were never answered"
    assert figures(asked, NOW).repeats.share is None
    assert figures([], NOW).backlog_days is None


def test_a_share_is_not_known_before_anything_was_watched_for_so_long() -> None:
    asked = [Asked(key="a", opened_at=hour(30), first_reply_at=hour(29), by="x"), Asked(key="b", opened_at=hour(30))]
    found = waits(What.FIRST, asked, NOW)
    assert [(each.hours, each.share) for each in found.within] == [(24, 0.5), (48, None), (168, None)]
    silent = figures(asked, NOW).closed_silently
    assert [each.share for each in silent] == [0, None, None]


def test_a_clock_that_went_backwards_makes_no_negative_wait() -> None:
    asked = [Asked(key="a", opened_at=hour(1), first_reply_at=hour(2), by="x")]
    assert waits(What.FIRST, asked, NOW).naive == 0
