"""Work that is due by the clock."""

import logging
import threading
from collections.abc import Callable

import pytest

from groundswell.kit.ports import Port
from groundswell.project import sweeps


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Port[sweeps.Sweep]:
    empty: Port[sweeps.Sweep] = Port()
    monkeypatch.setattr(sweeps, "SWEEPS", empty)
    return empty


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_fails_does_not_keep_the_others_from_their_work(plugged: Port[sweeps.Sweep]) -> None:
    done = []

    def broken() -> None:
        raise RuntimeError

    plugged.plug(broken)
    plugged.plug(lambda: done.append("letter"))
    assert [name.rpartition(".")[2] for name in sweeps.sweep_once()] == ["broken"]
    assert done == ["letter"]


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_logged_without_what_it_was_about(
    plugged: Port[sweeps.Sweep], caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("somebody wrote: I want to leave")

    plugged.plug(broken)
    with caplog.at_level(logging.DEBUG):
        sweeps.sweep_once()
    assert "broken failed: ValueError" in caplog.text
    assert "leave" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_sweeping_ends_when_the_worker_stops(plugged: Port[sweeps.Sweep]) -> None:
    swept, stopped = threading.Event(), threading.Event()
    plugged.plug(swept.set)
    sweeper = threading.Thread(target=sweeps.sweep_until, args=(stopped,))
    sweeper.start()
    assert swept.wait(10)
    stopped.set()
    sweeper.join(10)
    assert not sweeper.is_alive()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "until"), [("BRISK", sweeps.brisk_until), ("LISTENING", sweeps.listen_until)], ids=["brisk", "listening"]
)
def test_what_somebody_outside_waits_for_is_looked_for_again_and_again_until_the_worker_stops(
    kind: str, until: Callable[[threading.Event], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    brisk: Port[sweeps.Sweep] = Port()
    monkeypatch.setattr(sweeps, kind, brisk)
    monkeypatch.setattr(sweeps, f"{kind}_SECONDS", 0.001)
    looked, stopped, often = [], threading.Event(), threading.Event()

    def look() -> None:
        looked.append(1)
        if len(looked) == 3:
            often.set()
            raise RuntimeError

    brisk.plug(look)
    looker = threading.Thread(target=until, args=(stopped,))
    looker.start()
    assert often.wait(10)
    stopped.set()
    looker.join(10)
    assert not looker.is_alive()
