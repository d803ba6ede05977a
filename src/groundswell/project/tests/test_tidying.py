"""What nobody needs any more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django_tasks_db.models import DBTaskResult

from groundswell.people.models import Session
from groundswell.project.tidying import Tidying

EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def done_task(at: datetime) -> DBTaskResult[..., object]:
    return DBTaskResult.objects.create(
        status="SUCCESSFUL",
        finished_at=at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="groundswell.nothing",
        backend_name="default",
    )


@time_machine.travel(EVENING, tick=False)
def test_what_a_task_was_given_is_kept_for_a_day_at_most() -> None:
    done_task(EVENING - timedelta(days=2))
    kept = done_task(EVENING - timedelta(hours=1))
    Tidying()()
    assert list(DBTaskResult.objects.all()) == [kept]


@time_machine.travel(EVENING, tick=False)
def test_sessions_that_ended_are_removed_and_others_stay() -> None:
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=EVENING + timedelta(hours=hours))
    Tidying()()
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_it_is_done_once_an_hour() -> None:
    tidy = Tidying()
    with time_machine.travel(EVENING, tick=False) as hands:
        tidy()
        done_task(EVENING - timedelta(days=2))
        hands.shift(timedelta(minutes=59))
        tidy()
        assert DBTaskResult.objects.exists()
        hands.shift(timedelta(minutes=1))
        tidy()
        assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its statistics by itself")
def test_statistics_are_refreshed_when_it_is_our_turn_to_write() -> None:
    had_the_turn: list[bool] = []

    def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "optimize" in sql:
            had_the_turn.append(connection.queue.is_held)  # type: ignore[attr-defined]  # our backend's
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        Tidying()()
    assert had_the_turn == [True]
