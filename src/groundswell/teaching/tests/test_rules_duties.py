"""Duties, hand-overs, quarters and drafts, decided in plain Python."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.teaching.rules import duties, quarters
from groundswell.teaching.rules.drafts import Form, Thread, Words, draft
from groundswell.teaching.rules.duties import (
    Adherence,
    AnswerFault,
    AnswerKind,
    HandOverFault,
    RunFault,
    RunState,
)
from groundswell.teaching.rules.quarters import Net, Quarter

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        (AnswerKind.NUMBER, "12", None),
        (AnswerKind.NUMBER, "2,5", None),
        (AnswerKind.NUMBER, "many", AnswerFault.NO_NUMBER),
        (AnswerKind.NUMBER, "NaN", AnswerFault.NO_NUMBER),
        (AnswerKind.NUMBER, "1e99", AnswerFault.NO_NUMBER),
        (AnswerKind.NUMBER, "1" * 13, AnswerFault.NO_NUMBER),
        (AnswerKind.DAY, "2026-12-01", None),
        (AnswerKind.DAY, "1.12.", AnswerFault.NO_DAY),
        (AnswerKind.YES_NO, "yes", None),
        (AnswerKind.YES_NO, "perhaps", AnswerFault.NO_CHOICE),
        (AnswerKind.TEXT, "Quiet.", None),
        (AnswerKind.TEXT, "x" * 2001, AnswerFault.TOO_LONG),
        (AnswerKind.NUMBER, "", None),
    ],
)
def test_an_answer_is_of_its_kind(kind: AnswerKind, text: str, fault: AnswerFault | None) -> None:
    assert duties.answer_fault(kind, text) is fault


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_read_as_it_was_written(number: Decimal) -> None:
    assert duties.number_of(f"{number:f}".replace(".", ",")) == number


def test_a_run_is_done_when_everything_is_answered() -> None:
    assert duties.run_fault(RunState.OPEN, {1, 2}, {1}) is RunFault.UNANSWERED
    assert duties.run_fault(RunState.OPEN, {1, 2}, {1, 2, 3}) is None
    assert duties.run_fault(RunState.SKIPPED, {1}, {1}) is RunFault.OVER
    assert duties.run_fault(RunState.OPEN, (), ()) is RunFault.NO_QUESTIONS


def test_a_skip_has_a_reason() -> None:
    assert duties.skip_fault(RunState.OPEN, " ") is RunFault.NO_REASON
    assert duties.skip_fault(RunState.OPEN, "Nobody was here.") is None
    assert duties.skip_fault(RunState.DONE, "Nobody was here.") is RunFault.OVER


def test_a_sprint_that_is_over_and_says_nothing_was_missed_and_this_one_is_open() -> None:
    states = duties.states_of([9, 7, 8], {7: RunState.DONE}, 9)
    assert states == [(7, RunState.DONE), (8, RunState.MISSED), (9, RunState.OPEN)]
    assert duties.adherence(states) == Adherence(1, 0, 1)


@given(st.dictionaries(st.integers(1, 20), st.sampled_from([RunState.DONE, RunState.SKIPPED])), st.integers(1, 20))
def test_every_sprint_before_this_one_counts_once(ended: dict[int, RunState], now: int) -> None:
    states = duties.states_of(range(1, now + 1), ended, now)
    assert duties.adherence(states).sprints == now - (now not in ended)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({}, None),
        ({"is_over": True}, HandOverFault.OVER),
        ({"is_taken": False}, HandOverFault.NOT_TAKEN),
        ({"pending": ["moderate the forum"]}, HandOverFault.PENDING),
        ({"today": date(2026, 11, 30)}, HandOverFault.EARLY),
    ],
)
def test_a_duty_is_not_handed_over_while_something_is_pending(
    told: dict[str, object], fault: HandOverFault | None
) -> None:
    asked = {"is_over": False, "is_taken": True, "pending": [], "day": DAY, "today": DAY} | told
    assert duties.hand_over_fault(**asked) is fault  # type: ignore[arg-type]


def test_quarters_are_three_months() -> None:
    assert quarters.quarter_of(date(2026, 12, 31)) == Quarter(2026, 4)
    assert (Quarter(2026, 4).first, Quarter(2026, 4).end) == (date(2026, 10, 1), date(2027, 1, 1))
    assert Quarter(2026, 1).end == date(2026, 4, 1)
    assert quarters.quarter_from("2026-Q4") == Quarter(2026, 4)
    assert [quarters.quarter_from(each) for each in ("2026-Q5", "0000-Q1", "x")] == [None] * 3


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = quarters.quarter_of(day)
    assert quarter.first <= day < quarter.end
    assert quarters.quarter_from(str(quarter)) == quarter


def test_the_net_of_a_quarter_is_what_was_added_less_what_was_removed() -> None:
    steps = [(DAY, False), (DAY, True), (DAY, True), (date(2026, 1, 5), False)]
    found = quarters.net_by_quarter(steps)
    assert found == [Net(Quarter(2026, 4), 1, 2), Net(Quarter(2026, 1), 1, 0)]
    assert [each.net for each in found] == [-1, 1]


WORDS = Words(
    "Question", "Answer", "Problem", "Tried", "Solution", "Takeaways", "Abstract", "Listeners", "Notes", "Asked at"
)
THREAD = Thread("How do I  restart?", "It hangs.\nAlways.", "Use `tide restart`.", "https://forum.example/t/1")


@pytest.mark.parametrize("form", list(Form))
def test_a_draft_quotes_what_others_wrote_and_says_where(form: Form) -> None:
    text = draft(form, THREAD, WORDS)
    assert "> Use `tide restart`." in text
    assert "Asked at https://forum.example/t/1" in text
    assert all(line.startswith(">") for line in text.splitlines() if "hangs" in line or "Always" in line)


def test_a_draft_without_an_address_names_none_and_a_long_answer_is_cut_between_words() -> None:
    long = Thread("Q", "x" * 700, "word " * 300, "")
    assert "Asked at" not in draft(Form.FAQ, long, WORDS)
    told = draft(Form.TALK, long, WORDS)
    assert "word …" in told
    assert f"{'x' * 600} …" in told
    assert len(told) < 1500
