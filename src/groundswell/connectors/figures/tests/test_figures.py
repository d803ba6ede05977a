"""Histories and waits from whatever a tool wrote; what cannot be read is named with its line and column."""

import time
from datetime import date

import pytest

from groundswell.connectors.figures.dates import moments
from groundswell.connectors.figures.history import read_history
from groundswell.connectors.figures.table import LARGEST, BadFigures, Cell, listed, rows_of, shortened
from groundswell.connectors.figures.waits import read_waits


def days(*texts: str) -> list[str | None]:
    read = moments([Cell(line, "done", text) for line, text in enumerate(texts, start=2)])
    return [moment.isoformat()[:16] if moment else None for moment in read]


@pytest.mark.parametrize(
    "text",
    [
        *("2026-10-05", "20261005", "2026-10-05T18:30", "2026-10-05T18:30:00Z", "2026-10-05T20:30:00+02:00"),
        *("2026-10-05 18:30:10", "2026-10-05T18:30:00.000+0000", "2026/10/05", "5.10.2026", "05.10.26 18:30"),
        *("05/Oct/26 6:30 PM", "05/Okt/26 6:30 PM", "05/oct./2026", "5. Oktober 2026", "5 octobre 2026"),
        *("Oct 5, 2026", "October 5, 2026", "05-Oct-26", "Mon, 05 Oct 2026 18:30:00 +0000", "2026-10-05 18:30:00 UTC"),
    ],
)
def test_a_day_is_read_in_the_form_of_many_tools(text: str) -> None:
    (read,) = days(text)
    assert (read or "")[:10] == "2026-10-05"


def test_days_and_months_are_settled_by_the_whole_column() -> None:
    assert days("03/04/2026", "25/04/2026", "") == ["2026-04-03T00:00", "2026-04-25T00:00", None]
    assert days("03/04/2026", "04/25/2026") == ["2026-03-04T00:00", "2026-04-25T00:00"]
    assert days("05/05/2026") == ["2026-05-05T00:00"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("03/04/2026",), "Line 2, column done: “03/04/2026” can be read as two dates"),
        (("25/04/2026", "04/25/2026"), "Line 3, column done: “04/25/2026” has day and month in another order"),
        (("2026-10-05", "soon"), "Line 3, column done: “soon” is no date"),
        (("2026-02-30",), "is no date"),
        (("0001-01-01",), "is no date"),
        (("9999-12-31T23:59:59-12:00",), "is no date"),
    ],
)
def test_a_day_that_is_none_is_named(texts: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadFigures) as refused:
        days(*texts)
    assert said in str(refused.value)


@pytest.mark.slow
def test_a_long_column_of_days_is_read_in_a_moment() -> None:
    begun = time.process_time()
    assert len(days(*["05/10/2026", "25/10/2026"] * 5_000)) == 10_000
    assert time.process_time() - begun < 3


def test_finished_items_are_counted_by_week_from_monday() -> None:
    found = read_history("\ufeffkey;resolved\r\nA;05.10.2026\r\nB;11.10.2026\r\nC;\r\nD;19.10.2026\r\n".encode())
    assert found.first_week == date(2026, 10, 5)
    assert found.finished_per_week == (2, 0, 1)
    assert (found.items, found.unfinished, found.left_out, found.column) == (3, 1, 0, "resolved")


def test_a_week_that_is_not_over_is_left_out() -> None:
    found = read_history(b"done\n2026-10-05\n2026-10-12\n2026-10-20\n", until=date(2026, 10, 21))
    assert (found.finished_per_week, found.left_out) == ((1, 1), 1)
    later = read_history(b"done\n2026-10-05\n2026-10-12\n", until=date(2026, 11, 4))
    assert later.finished_per_week == (1, 1, 0, 0)


def test_dates_alone_need_no_head() -> None:
    assert read_history(b"2026-10-05\n2026-10-06\n2026-10-12\n").finished_per_week == (2, 1)


def test_counts_a_week_are_taken_as_they_stand_and_missing_weeks_as_nothing() -> None:
    found = read_history(b"week,finished_per_week\n2026-10-19,4\n2026-10-05,3\n")
    assert (found.first_week, found.finished_per_week, found.items) == (date(2026, 10, 5), (3, 0, 4), None)
    assert read_history(b"3\n0\n4\n").finished_per_week == (3, 0, 4)
    assert read_history(b"week,count\n1,3\n2,5\n").finished_per_week == (3, 5)
    assert read_history(b"week;hours;count\n1;x;2,5\n").finished_per_week == (2.5,)
    open_week = read_history(b"week,count\n2026-10-05,3\n2026-10-12,1\n", until=date(2026, 10, 14))
    assert (open_week.finished_per_week, open_week.left_out) == ((3,), 1)


def test_the_column_of_finished_items_is_found_among_others() -> None:
    table = b"id,items,created_date,finished_date\n1,9,2026-01-02,2026-10-05\n2,9,2026-01-02,\n"
    assert read_history(table).column == "finished_date"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"done\n", "no line below it"),
        (b"done,key\n,A\n", "has no date: nothing was ever finished"),
        (b"a,b\nx,y\n", "The columns are: a, b"),
        (b"week,count\n2026-10-05,x\n", "Line 2, column count: “x” is no number"),
        (b"week,count\n2026-10-05,-1\n", "Line 2, column count: “-1” cannot be a number"),
        (b"week,count\n2026-10-05,nan\n", "Line 2, column count: “nan” cannot be a number"),
        (b"week,count\n2026-10-05,1\n,2\n", "Line 3, column week"),
        (
            b"week,count\n2026-10-05,1\n2026-10-06,2\n",
            "Line 3, column week: “2026-10-06” names a week that stands above",
        ),
        (b"week,count\n1990-10-05,1\n2190-10-05,2\n", "200 years apart"),
        (b"done\n1990-10-05\n2190-10-05\n", "200 years apart"),
        (b"done,key\n2026-10-05,A,x\n", "Line 2 has 3 cells, and the head has 2"),
        (b'done,key\n2026-10-05,"A\n', "cannot be read as CSV"),
        (b"done\n2026-10-05\n\xff\n", "Line 3 is no text in UTF-8"),
        (b"done\n\0\n", "bytes that no text has"),
    ],
)
def test_a_history_that_is_none_is_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadFigures) as refused:
        read_history(content)
    assert said in str(refused.value)


def test_the_line_is_that_of_an_editor_where_cells_have_newlines() -> None:
    with pytest.raises(BadFigures, match="Line 5, column done"):
        read_history(b'key,done\nA,2026-10-05\n"a\nb",2026-10-06\nC,soon\n')


def test_other_encodings_and_separators_are_read() -> None:
    assert read_history("key\tdone\nÄ\t2026-10-05\n".encode("utf-16")).finished_per_week == (1,)
    assert rows_of(b"a|b\n1|2\n").column(1)[0].text == "2"


@pytest.mark.slow
def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(BadFigures, match="200 MB"):
        rows_of(b"x" * (LARGEST + 1))


def test_foreign_words_are_shown_without_what_moves_a_cursor() -> None:
    assert shortened("a\x1b[31m" + "b" * 60) == "a [31m" + "b" * 33 + "…"
    assert listed([str(each) for each in range(20)]).endswith("11, …")
    assert listed([" "]) == "(no name)"


WAITS = """asked_at,answered_at,until
2026-10-01T08:00,2026-10-01T10:30,2026-11-01
2026-10-01T08:00+02:00,,2026-10-03T06:00Z
"""


def test_waits_are_hours_and_who_still_waits_was_watched_until() -> None:
    found = read_waits(WAITS.encode())
    assert found.hours == (2.5, 48)
    assert found.answered == (True, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"asked_at,until\n", "The columns answered_at are missing"),
        (b"asked_at,answered_at,until\n", "no line below it"),
        (b"asked_at,answered_at,until\n,,2026-10-05\n", "Line 2, column asked_at"),
        (b"asked_at,answered_at,until\n2026-10-05,,\n", "Line 2, column until: “” is empty"),
        (b"asked_at,answered_at,until\n2026-10-05,2026-10-04,\n", "column answered_at: “2026-10-04” lies before"),
        (b"asked_at,answered_at,until\n2026-10-05,,2026-10-04\n", "column until: “2026-10-04” lies before"),
        (b"asked_at,answered_at,until\n2026-10-05,never,\n", "Line 2, column answered_at: “never” is no date"),
    ],
)
def test_waits_that_are_none_are_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadFigures) as refused:
        read_waits(content)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "numbers", [("46041", "46048"), ("1768780800", "1769385600"), ("1768780800000", "1769385600000")]
)
def test_days_written_as_numbers_are_no_counts(numbers: tuple[str, str]) -> None:
    with pytest.raises(BadFigures, match=r"Line 2, column closed: .* looks like a day written as a number"):
        read_history("\n".join(("closed", *numbers)).encode())


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_mark_that_may_group_thousands_is_not_taken_for_a_fraction(separator: str) -> None:
    lines = [f"week{separator}count", f"2026-01-05{separator}1.200", f"2026-01-12{separator}1.350"]
    with pytest.raises(BadFigures, match=r"Line 2, column count: .* can be read as two numbers"):
        read_history("\n".join(lines).encode())
    settled = [*lines, f"2026-01-19{separator}0,5"]
    assert read_history("\n".join(settled).encode()).finished_per_week == (1.2, 1.35, 0.5)


@pytest.mark.parametrize("column", ["Erledigt", "Abgeschlossen am", "Résolue", "Resuelta"])
def test_the_day_of_the_end_is_known_in_other_languages(column: str) -> None:
    found = read_history(f"Nr;{column}\n1;05.01.2026\n2;13.01.2026\n".encode())
    assert (found.column, found.finished_per_week) == (column, (1.0, 1.0))


def test_days_without_any_mark_are_days() -> None:
    assert read_history(b"closed\n20260105\n20260112\n20260113\n").finished_per_week == (1.0, 2.0)
    found = read_history(b"week,count\n20260105,3\n20260119,4\n")
    assert (found.first_week, found.finished_per_week) == (date(2026, 1, 5), (3.0, 0.0, 4.0))


@pytest.mark.parametrize("never", ["", "NULL", "\\N", "NaT", "None", "-"])
def test_an_answer_that_a_database_calls_none_has_not_come(never: str) -> None:
    found = read_waits(f"asked_at,answered_at,until\n2026-10-05,{never},2026-10-06\n".encode())
    assert (found.hours, found.answered) == ((24.0,), (False,))
