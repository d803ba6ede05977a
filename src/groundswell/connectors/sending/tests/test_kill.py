"""Killed between the request and the row (kill -9, a power cut): the ticket is there once, and is found."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.connectors.sending.tests.outside import Outside, outside
from tests import processes

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
ROOT = Path(__file__).parents[5]
# A busy machine is no fault of what is tested.
PATIENCE_SECONDS = 300
SET_UP = """
from tests.cast import assemble
from groundswell.connectors.sending import actions
from groundswell.connectors.sending.rules import Kind
from groundswell.epics.tests.conftest import begun, written
cast = assemble()
actions.name_place(by=cast.ada, kind=Kind.GITLAB, name="Ours", address=given[0], spot="tide/ops", secret="key")
written(cast.alice, begun(cast))
"""
SEND = """
from datetime import timedelta
from groundswell.connectors.sending import delivering
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import What
from groundswell.epics.models import Ticket
from groundswell.kit import clock
from groundswell.people.models import Person
mo, place, ticket = Person.objects.get(name="Mo"), Place.objects.get(), Ticket.objects.get()
with clock.held_at(clock.now() + timedelta(minutes=int(given[0]))):
    sending = delivering.prepare(by=mo, place=place, what=What.TICKET, about=ticket.id)
    delivering.deliver(by=mo, sending=sending, digest=sending.digest)
    print(Sending.objects.get().state, Ticket.objects.get().reference)
"""


@pytest.fixture
def data(django_db_setup: None, kept_databases: Path, tmp_path: Path) -> Path:
    """Return a data folder with the databases as migrations made them."""
    del django_db_setup
    (tmp_path / "keys").mkdir(mode=0o700)
    shutil.copy(kept_databases / "default.sqlite3", tmp_path / "groundswell.sqlite3")
    shutil.copy(kept_databases / "keyring.sqlite3", tmp_path / "keys" / "items.sqlite3")
    return tmp_path


def child(script: str, data: Path, *given: str) -> "subprocess.Popen[str]":
    variables = {
        "GROUNDSWELL_DATA": str(data),
        "GROUNDSWELL_HOSTS_INSIDE": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "groundswell.project.settings",
    }
    lines = f"import sys, django\ndjango.setup()\ngiven = sys.argv[1:]\n{script}"
    environment = processes.outside(**variables, PYTHONPATH=f"{ROOT / 'src'}:{ROOT}")
    return subprocess.Popen(
        [sys.executable, "-c", lines, *given], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("is_made", [True, False], ids=["after it was made", "before it was made"])
def test_a_kill_between_request_and_row_leaves_one_ticket(data: Path, *, is_made: bool) -> None:
    stands = Outside()
    with outside(stands):
        assert child(SET_UP, data, stands.address).wait(PATIENCE_SECONDS) == 0
        sender = child(SEND, data, "0")

        def kill() -> None:
            stands.before_answer = lambda: None
            # Before the kill: whoever waits for its end looks at once what was made.
            if not is_made:
                stands.made.clear()
            os.kill(sender.pid, signal.SIGKILL)
            sender.wait(PATIENCE_SECONDS)

        stands.before_answer = kill
        assert sender.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        assert len(stands.made) == int(is_made)
        early = child(SEND, data, "1")
        assert early.wait(PATIENCE_SECONDS) != 0, "it was sent again before it could be looked for"
        assert len(stands.made) == int(is_made)
        late = child(SEND, data, "5")
        told, _ = late.communicate(timeout=PATIENCE_SECONDS)
        assert told.split() == ["sent", f"{stands.address}/1"]
    assert len(stands.made) == 1
