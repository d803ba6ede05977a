"""Questions of Stack Exchange are read live, as often as it allows and no oftener."""

from datetime import UTC, datetime

import pytest

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.stackexchange import sync
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import Reply, serving
from tests.replay.trackers import BEGAN, Site

NAMED = {"choices": {"site": "stackoverflow", "tags": "open-edx"}, "key": "k"}


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr("time.sleep", found.append)
    return found


def test_questions_come_with_answers_and_comments(slept: list[float]) -> None:
    with serving(Site()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        assert ("tagged", "open-edx") in there.asked[0].query
    assert set(known.items) == {f"q{number}" for number in range(1, 231)}
    question = known.items["q7"]
    assert (question.title, question.answered_by) == ("Why <b> 7?", "a10007")  # type: ignore[attr-defined]
    assert known.messages["q7"].text == "It breaks"  # type: ignore[attr-defined]
    assert known.messages["a10007"].is_answer  # type: ignore[attr-defined]
    assert known.messages["c60007"].item == "q7"  # type: ignore[attr-defined]
    assert known.authors["3"].name == "D&v" or known.authors["3"].name == "C"  # type: ignore[attr-defined]
    # What a page asks to wait is waited before the next question.
    assert 2.0 in slept


@pytest.mark.slow
def test_kills_and_faults_change_nothing() -> None:
    with serving(Site()) as there:
        clean = read(sync.CONNECTOR, opened(there.address, **NAMED))
        there.illness.begin(share=0.3, seed=1)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=1)
    assert (tried.messages, tried.items) == (clean.messages, clean.items)


def test_when_the_day_is_used_up_it_waits_and_goes_on_where_it_was() -> None:
    with serving(Site(allowed=3)) as there:
        known = Known()
        with pytest.raises(Unanswered) as caught:
            read(sync.CONNECTOR, opened(there.address, **NAMED), known)
    assert (caught.value.why, caught.value.again_in) == (Why.PACE, 6 * 3600.0)


def test_what_it_refuses_is_said() -> None:
    refusal = Reply({"error_id": 400, "error_message": "site is required"})
    with serving(lambda _asked: refusal) as there, pytest.raises(Unanswered, match="site is required"):
        read(sync.CONNECTOR, opened(there.address, **NAMED))


def test_a_look_says_when_somebody_last_did_something() -> None:
    with serving(Site(questions=3)) as there:
        seen = sync.look(opened(there.address, **NAMED))
    assert seen.newest_at == datetime.fromtimestamp(BEGAN.timestamp() + 1, UTC)
