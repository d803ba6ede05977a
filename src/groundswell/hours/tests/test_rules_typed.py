"""An hour is logged by one line, and what was understood is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.typed import Fault, Names, Typed, read

TODAY = date(2026, 11, 27)  # a Friday
NAMES = Names({"Workflow Manager": "role-1", "Manager": "role-2"}, {"Community liaison": "line-1"})


def typed(text: str) -> Typed:
    return read(text, today=TODAY, names=NAMES)


def test_two_hours_of_workflow_manager_review() -> None:
    found = typed("2h workflow manager review")
    assert (found.minutes, found.words, found.day) == (120, "workflow manager review", TODAY)
    assert (found.role, found.activity, found.kind, found.fault) == ("role-1", Activity.REVIEW, None, None)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("1:30 forum", 90), ("45m", 45), ("2,5 h coding", 150), ("coding 2.5h", 150), ("2h 30m x", 150), ("1h30 x", 90),
        ("90 min x", 90), ("call at 14:30 for 2h", 120), ("2 hours x", 120), ("0.33h x", 20), ("24h x", 1440),
    ],
)  # fmt: skip  # pairs beside each other
def test_times_are_written_in_many_ways(line: str, minutes: int) -> None:
    assert (typed(line).minutes, typed(line).fault) == (minutes, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("yesterday 2h reading", TODAY - timedelta(days=1)),
        ("2h reading yesterday", TODAY - timedelta(days=1)),
        ("today 2h x", TODAY),
        ("2026-11-03 1.5h a", date(2026, 11, 3)),
        ("3 Nov 2h a", date(2026, 11, 3)),
        ("2h a 3.11.", date(2026, 11, 3)),
        ("2h a 24.12.", date(2025, 12, 24)),
        ("December 24 2h a", date(2025, 12, 24)),
        ("2h a 3 Nov 2024", date(2024, 11, 3)),
        ("2h a on monday", date(2026, 11, 23)),
        ("friday 2h a", TODAY),
        ("2h yesterday, a", TODAY - timedelta(days=1)),
    ],
)
def test_days_are_written_in_many_ways(line: str, day: date) -> None:
    assert (typed(line).day, typed(line).fault) == (day, None)


def test_a_month_inside_the_words_is_no_day() -> None:
    assert typed("2h the may release").words == "the may release"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", Fault.NOTHING), ("   ", Fault.NOTHING), ("forum", Fault.NO_TIME), ("0h x", Fault.NO_TIME),
        ("25h x", Fault.TOO_LONG), ("2h x 2026-12-01", Fault.IN_FUTURE), ("2h x 31.2.", Fault.NO_SUCH_DAY),
        ("2h x 31 Nov", Fault.NO_SUCH_DAY), ("-2h x", Fault.NO_TIME), ("1e5h", Fault.NO_TIME), ("NaN h", Fault.NO_TIME),
        ("2h " + "x" * 400, Fault.TOO_LONG),
    ],
)  # fmt: skip  # as above
def test_what_cannot_be_understood_is_said_and_kept(line: str, fault: Fault) -> None:
    found = typed(line)
    assert found.fault is fault
    assert all(word in found.words or word in line for word in line.split())


def test_tags_say_stream_kind_and_more() -> None:
    found = typed("2h #external #dev #ahead SE-4834 answers #unknown")
    assert (found.stream, found.kind, found.is_ahead) == (Stream.EXTERNAL, Kind.DEVELOPMENT, True)
    assert (found.reference, found.words) == ("SE-4834", "SE-4834 answers #unknown")


@pytest.mark.parametrize(
    ("line", "activity", "kind"),
    [
        ("1h reading", Activity.READING, Kind.OTHER),
        ("1h small tool for releases", Activity.SMALL_TOOL, Kind.DEVELOPMENT),
        ("30m talk with Alice", Activity.TALK, Kind.OTHER),
        ("1h preparing the role", Activity.PREPARATION, Kind.OTHER),
        ("1h #reading a thread", Activity.READING, Kind.OTHER),
        ("1h #reading #dev", Activity.READING, Kind.OTHER),
        ("1h coding", Activity.WORK, Kind.DEVELOPMENT),
        ("1h forum", Activity.WORK, None),
    ],
)
def test_an_hour_is_development_only_where_the_line_says_so(line: str, activity: Activity, kind: Kind | None) -> None:
    assert (typed(line).activity, typed(line).kind) == (activity, kind)


def test_a_small_tool_is_internal_and_a_line_is_known_by_its_name() -> None:
    assert typed("1h #tool").stream is Stream.INTERNAL
    assert typed("1h community liaison: answers").line == "line-1"
    assert read("1h community liaison", today=TODAY).line == ""


@given(st.text(max_size=320))
def test_whatever_is_typed_is_understood_or_refused(line: str) -> None:
    found = typed(line)
    assert found.fault is not None or (1 <= found.minutes <= 1440 and found.day <= TODAY)
