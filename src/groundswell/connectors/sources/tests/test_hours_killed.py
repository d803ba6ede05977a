"""Whoever reads hours is killed (kill -9) again and again while the tracker is ill: each worklog counts once."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from groundswell.connectors.sending.tests.test_kill import PATIENCE_SECONDS, child, data
from tests.replay.server import serving
from tests.replay.worklogs import Logged

__all__ = ["data"]

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
SET_UP = """
from tests.cast import assemble
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
cast = assemble()
people = f"JIRAUSER0 = {cast.alice.email}\\nJIRAUSER1 = {cast.bob.email}\\nJIRAUSER2 = {cast.dana.email}"
choices = {"people": people, "begins": "2026-05-01"}
for kind in ("jira-hours", "tempo-center"):
    words = SourceWords(name=kind, address=given[0], key="k", choices=choices, a_minute=1e9)
    connect_source(by=None, connector=CONNECTORS[kind], words=words)
"""
READ = """
from groundswell.connectors.sources.syncing import sync
from groundswell.questions.models import Source
print(all([sync(source.id).is_done for source in Source.objects.order_by("name")]))
"""


def _kept(data: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(data / "groundswell.sqlite3")) as database:
        return database.execute("select worklog, minutes from hours_entry order by worklog").fetchall()


def test_each_worklog_counts_once_whenever_it_is_killed(data: Path) -> None:
    logged = Logged(is_cloud=False, removed=[5])
    with serving(logged) as there:
        assert child(SET_UP, data, there.address).wait(PATIENCE_SECONDS) == 0
        there.illness.begin(share=0.2, seed=3)
        for least in (1, 60):
            reader = child(READ, data)
            while reader.poll() is None and len(_kept(data)) < least:
                sleep(0.001)
            reader.send_signal(signal.SIGKILL)
            assert reader.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        there.illness.begin(share=0.0, seed=3)
        last = child(READ, data)
        told, _nothing = last.communicate(timeout=PATIENCE_SECONDS)
    assert told.split() == ["True"]
    meant = [(f"{number}@127.0.0.1", (1800 + number + 30) // 60) for number in range(1, 131) if number != 5]
    assert _kept(data) == sorted(meant)
