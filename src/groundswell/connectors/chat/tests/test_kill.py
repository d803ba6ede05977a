"""Whoever listens is killed (kill -9) again and again: in the end each message is one voice, and has one answer.

And no word of it stands anywhere in the folder of the installation, the queue and the logs among it.
"""

import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from groundswell.connectors.sending.tests.test_kill import PATIENCE_SECONDS, child, data
from tests.privacy.hunt import Hunt
from tests.replay.direct import Talking
from tests.replay.server import serving

if TYPE_CHECKING:
    import subprocess

__all__ = ["data"]

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
MESSAGES = 24
SET_UP = """
from tests.cast import assemble
from groundswell.connectors.chat import actions, listening
from groundswell.connectors.chat.rules import Kind
from groundswell.voices.tests.conftest import opened_desk
cast = assemble()
for reader in (cast.alice, cast.otto):
    opened_desk(reader)
told = {"name": "Ours", "secret": "s", "bot": "the token of a bot", "address": given[0]}
door = actions.open_door(by=cast.ada, kind=Kind.MATTERMOST, **told)
listening.listen()
actions.link_account(door=door, account="bob", code=actions.make_code(by=cast.bob))
"""
LISTEN = """
from groundswell.connectors.chat import answering, listening
from groundswell.kit.seal.throttle import Throttle
answering.pace = Throttle(1e9, 10**6)
print("listening", flush=True)
print(listening.listen(), flush=True)
"""


def _heard(data: Path) -> tuple[int, int]:
    """Return how many voices there are, and how many answers wait."""
    with closing(sqlite3.connect(data / "groundswell.sqlite3")) as database:
        tables = ("voices_voice", "chat_reply")
        voices, answers = (database.execute(f"select count(*) from {table}").fetchone()[0] for table in tables)
        return int(voices), int(answers)


def _answered(data: Path) -> list[str]:
    """Return which messages have an answer that waits, as the installation itself opens it."""
    process = child(ANSWERED, data)
    told, _nothing = process.communicate(timeout=PATIENCE_SECONDS)
    return sorted(told.split())


ANSWERED = """
import json
from groundswell.connectors.asking import secrets
from groundswell.connectors.chat.models import Reply
for each in Reply.objects.all():
    print(json.loads(secrets.opened(each.sealed, of=f"reply {each.id}"))[2])
"""


def _killed(process: "subprocess.Popen[str]", data: Path, *, after: int) -> bool:
    """Kill a process in the middle of its work, when so many messages were heard; tell whether it still ran."""
    while process.poll() is None and _heard(data)[0] < after:
        sleep(0.001)
    process.send_signal(signal.SIGKILL)
    return process.wait(PATIENCE_SECONDS) == -signal.SIGKILL


def test_each_message_is_one_voice_with_one_answer_whenever_it_is_killed(data: Path) -> None:
    chat, dice = Talking(), random.Random(7)
    chat.opens("d1", "bob")
    with serving(chat) as there:
        assert child(SET_UP, data, there.address).wait(PATIENCE_SECONDS) == 0
        words = [f"Zqlampen{number:04}vogel" for number in range(MESSAGES)]
        said = sorted(chat.says("d1", f"speak of the {each} at noon", by="bob")["id"] for each in words)
        killed = [
            _killed(child(LISTEN, data), data, after=_heard(data)[0] + dice.randrange(1, 8)) for _time in range(3)
        ]
        assert all(killed)
        assert 0 < _heard(data)[0] < MESSAGES
        last = child(LISTEN, data)
        told, _nothing = last.communicate(timeout=PATIENCE_SECONDS)
    assert told.startswith("listening")
    assert (_heard(data), _answered(data)) == ((MESSAGES, MESSAGES), said)
    hunt = Hunt()
    for each in (*words, "the token of a bot"):
        hunt.seek(each, each)
    assert hunt.in_folders([data]) == []
    (data / "planted").write_text(f"before {words[0]}")
    assert hunt.in_folders([data]) == [f"{words[0]} in planted"]
