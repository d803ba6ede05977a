"""The desk on a real server: each worker opens what the other was asked to, and one desk is opened at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest

from tests.journeys import steps
from tests.journeys.steps import PASSPHRASE, Somebody
from tests.processes import Running, running
from tests.visitors import Answer, Visitor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("serve", tmp_path_factory.mktemp("desks") / "data", "--workers", "2") as started:
        steps.add_person(started, "alice@example.org", "Alice", "advocate")
        yield started


@pytest.fixture(scope="module")
def alice(server: Running) -> Somebody:
    reader = steps.sign_in(server, "alice@example.org")
    assert "Your recovery key" in steps.set_up_desk(reader).words
    return reader


def lock(reader: Somebody) -> None:
    page = reader.visitor.get("/desk/")
    for form in (each for each in page.forms if each.action == "/desk/lock/"):
        reader.visitor.submit(form)


def copy_of(somebody: Somebody) -> Visitor:
    """Return another connection of the same browser: a worker of its own may answer it."""
    copy = Visitor(somebody.visitor.origin)
    copy.cookies = dict(somebody.visitor.cookies)
    return copy


def unlock(visitor: Visitor) -> Answer:
    door = visitor.get("/desk/")
    form = door.form("passphrase")
    token = form.value("csrfmiddlewaretoken")
    return visitor.send("POST", form.action, f"csrfmiddlewaretoken={token}&passphrase={PASSPHRASE.replace(' ', '+')}")


def test_a_desk_unlocked_at_one_worker_is_open_at_the_other(alice: Somebody) -> None:
    lock(alice)
    steps.unlock(alice)
    pages = [copy_of(alice).get("/desk/") for _ in range(12)]
    assert all("Your desk is locked" not in page.words for page in pages)


def test_a_desk_locked_at_one_worker_is_locked_at_the_other(alice: Somebody) -> None:
    lock(alice)
    steps.unlock(alice)
    copies = [copy_of(alice) for _ in range(12)]
    lock(alice)
    assert all("Your desk is locked" in copy.get("/desk/").words for copy in copies)


def test_many_who_open_at_once_hold_no_other_page_up(server: Running, alice: Somebody) -> None:
    lock(alice)
    knocking = [copy_of(alice) for _ in range(6)]
    slowest = 0.0
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(unlock, visitor) for visitor in knocking]
        while not all(each.done() for each in asked):
            begun = perf_counter()
            assert Visitor(server.url).get("/health/ready").status == 200
            slowest = max(slowest, perf_counter() - begun)
    answers = {each.result().status for each in asked}
    assert answers <= {303, 503}
    assert 303 in answers
    # Opening all six one after the other in front of it would take longer.
    assert slowest < 5
