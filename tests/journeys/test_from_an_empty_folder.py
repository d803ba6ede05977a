"""What an operator does first, as docs/run/install.md has it: serve, people from a file, two desks, a voice."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import steps
from tests.processes import Running, outside, running
from tests.visitors import Visitor

PEOPLE = """name,email,cell,roles,weekly_hours,time_zone
Ada Ng,ada@example.org,,administrator,40,Europe/Berlin
Alice Day,alice@example.org,Cell One,advocate,35,Europe/Berlin
Otto Fen,otto@example.org,Cell Two,alternate,40,Europe/Berlin
Bob Li,bob@example.org,Cell Two,,40,Europe/Berlin
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with running("serve", tmp_path / "data", is_migrated=False, GROUNDSWELL_TIME_ZONE="Europe/Berlin") as started:
        yield started


def _groundswell(server: Running, *arguments: str) -> str:
    told = outside(GROUNDSWELL_BASE_URL=server.url, GROUNDSWELL_TIME_ZONE="Europe/Berlin")
    call = [sys.executable, "-m", "groundswell", *arguments, "--data", str(server.data)]
    done = subprocess.run(call, check=False, capture_output=True, timeout=60, env=told, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@pytest.mark.slow
def test_an_empty_folder_becomes_an_organisation_in_which_people_can_speak(server: Running, tmp_path: Path) -> None:
    assert "Nobody can sign in yet." in Visitor(server.url).get("/").words
    assert "groundswell people add" in server.log.read_text()
    assert "sign-in codes are files in" in server.log.read_text()

    (tmp_path / "people.csv").write_text(PEOPLE)
    assert "a new organisation" in _groundswell(
        server, "import", "people", str(tmp_path / "people.csv"), "--organisation", "Tidewater"
    )
    said = _groundswell(server, "check")
    assert "Alice Day has never opened the desk" in said
    assert "Otto Fen has never opened the desk" in said

    ada = steps.sign_in(server, "ada@example.org").visitor
    assert "Alice Day opens the desk once" in ada.get("/").words
    assert "Tidewater" in ada.get("/organisation/").words
    assert "Nothing can be said here yet" in Visitor(server.url).get("/speak/").words

    for address in ("alice@example.org", "otto@example.org"):
        reader = steps.sign_in(server, address)
        assert "Open your desk" in reader.visitor.get("/").words
        assert "recovery key" in steps.set_up_desk(reader).words
        assert "Open your desk" not in reader.visitor.get("/").words

    assert "Before anybody can say something" not in ada.get("/").words
    receipt = steps.speak_anonymously(server, "The on-call rota eats my evenings.")
    assert "on-call rota" in steps.open_thread(server, receipt)[1].words
    assert "the desk" not in _groundswell(server, "check")
