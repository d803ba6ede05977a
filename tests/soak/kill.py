"""Kills the server at random moments under load, and looks at what is left: ``python -m tests.soak.kill --times 100``.

Eight visitors speak anonymously and write by receipt without a pause. Every process of the server is killed at once
(SIGKILL), and it is started again on what is left. Then every receipt that was shown since the last kill must open with
its words, each exactly once; a form whose answer the kill swallowed is sent again and must become one voice; and both
databases must be whole, with nothing in them half sealed. At the end every receipt of the run is opened once more.
Prints one line of JSON; ends with 1 when anything was lost.
"""

import argparse
import http.client
import json
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import django

from tests.journeys.steps import PASSPHRASE, receipt_on
from tests.processes import Running, kill, start, stop
from tests.soak.installation import FREELY, found
from tests.visitors import Answer, Form, Visitor

VISITORS = 8
LOAD_SECONDS = (0.2, 3.0)
SWALLOWED = (OSError, http.client.HTTPException)


@dataclass
class Dialogue:
    """What an author was told is kept."""

    receipt: str
    words: list[str]
    # Forms that were sent, and whose answer never came.
    unanswered: list[tuple[Form, str]] = field(default_factory=list)


@dataclass
class Record:
    """What was acknowledged, and what was found missing."""

    dialogues: list[Dialogue] = field(default_factory=list)
    unanswered: list[tuple[Form, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    sent_again: int = 0
    written: int = 0


class Author(threading.Thread):
    """One visitor who speaks and writes until the server is gone."""

    def __init__(self, server: Running, seed: str) -> None:
        super().__init__(daemon=True)
        self.visitor = Visitor(server.url)
        self.dice = random.Random(seed)
        self.record = Record()
        self.faults: list[str] = []

    def run(self) -> None:
        """Speak and write."""
        try:
            while True:
                if self.record.dialogues and self.dice.random() < 0.4:
                    self._write(self.dice.choice(self.record.dialogues))
                else:
                    self._speak()
        except SWALLOWED:
            pass
        except AssertionError as fault:
            self.faults.append(str(fault)[:300])
        finally:
            self.visitor.close()

    def _speak(self) -> None:
        form, words = self.visitor.get("/speak/").form("text"), _words()
        self.record.unanswered.append((form, words))
        page = speak(self.visitor, form, words)
        self.record.dialogues.append(Dialogue(receipt_on(page), [words]))
        self.record.unanswered.pop()

    def _write(self, dialogue: Dialogue) -> None:
        form, words = open_dialogue(self.visitor, dialogue.receipt).form("text"), _words()
        dialogue.unanswered.append((form, words))
        page = self.visitor.submit(form, text=words)
        assert page.status == 200, f"{page.status} {page.words[:300]}"
        dialogue.words.append(words)
        dialogue.unanswered.pop()
        self.record.written += 1


def _words() -> str:
    return f"{secrets.token_hex(8)} {'the builds are red ' * secrets.randbelow(90)}"


def speak(visitor: Visitor, form: Form, words: str) -> Answer:
    """Send the form of /speak/."""
    return visitor.submit(form, text=words, level="anonymous")


def open_dialogue(visitor: Visitor, receipt: str) -> Answer:
    """Open a dialogue by its receipt."""
    return visitor.submit(visitor.get("/thread/").form("receipt"), receipt=receipt)


def load_and_kill(server: Running, dice: random.Random) -> Record:
    """Let the authors at the server, kill it at some moment, and return what had been acknowledged until then."""
    authors = [Author(server, f"{dice.random()}") for _ in range(VISITORS)]
    for author in authors:
        author.start()
    time.sleep(dice.uniform(*LOAD_SECONDS))
    kill(server)
    together = Record()
    for author in authors:
        author.join(timeout=40)
        together.dialogues += author.record.dialogues
        together.unanswered += author.record.unanswered
        together.written += author.record.written
        together.lost += author.faults
    return together


def check(server: Running, record: Record) -> None:
    """Send again what had no answer, then open every receipt; note what is missing or there twice."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda sent: _say_again(server, record, *sent), record.unanswered))
        record.unanswered = []
        list(pool.map(lambda dialogue: _open(server, record, dialogue), record.dialogues))


def _say_again(server: Running, record: Record, form: Form, words: str) -> None:
    with _closing(Visitor(server.url)) as visitor:
        receipts = {receipt_on(speak(visitor, form, words)) for _ in range(2)}
    if len(receipts) != 1:
        record.lost.append("a form sent again got another receipt")
    record.sent_again += 1
    record.dialogues.append(Dialogue(receipts.pop(), [words]))


def _open(server: Running, record: Record, dialogue: Dialogue) -> None:
    with _closing(Visitor(server.url)) as visitor:
        for form, words in dialogue.unanswered:
            if visitor.submit(form, text=words).status != 200:
                record.lost.append("words whose answer was swallowed could not be sent again")
            dialogue.words.append(words)
            record.sent_again += 1
        dialogue.unanswered = []
        page = open_dialogue(visitor, dialogue.receipt)
    for words in dialogue.words:
        times = page.body.count(words.split()[0])
        if times != 1:
            record.lost.append(f"acknowledged words are there {times} times ({page.status})")


class _closing:  # noqa: N801 - reads as contextlib's
    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def __enter__(self) -> Visitor:
        return self.visitor

    def __exit__(self, *_fault: object) -> None:
        self.visitor.close()


def soak(data: Path, times: int, seed: str, say: Callable[[str], object]) -> dict[str, object]:
    """Kill as often as asked; return the record."""
    dice, began = random.Random(seed), time.monotonic()
    made = found(data)
    stop(made.server)
    django.setup()
    from tests.soak import looking  # noqa: PLC0415 - it needs the models

    dialogues: list[Dialogue] = []
    faults: list[str] = []
    sent_again = written = 0
    server = start("serve", data, "--workers", "2", **FREELY)
    for number in range(1, times + 1):
        record = load_and_kill(server, dice)
        server = start("serve", data, "--workers", "2", **FREELY)
        check(server, record)
        left = looking.faults(PASSPHRASE, is_thorough=number % 10 == 0 or number == times)
        faults += [f"kill {number}: {fault}" for fault in (*record.lost, *left)]
        dialogues += record.dialogues
        sent_again, written = sent_again + record.sent_again, written + record.written
        say(f"kill {number}: {len(record.dialogues)} receipts, {record.sent_again} forms again, {len(faults)} faults")
    everything = Record(dialogues)
    check(server, everything)
    stop(server)
    faults += [f"at the end: {fault}" for fault in everything.lost]
    return {
        "kills": times,
        "receipts": len(dialogues),
        "written_by_receipt": written,
        "sent_again": sent_again,
        "voices": looking.count(),
        "lost": len(faults),
        "faults": faults[:20],
        "seconds": round(time.monotonic() - began),
        "seed": seed,
    }


def main() -> int:
    """Read the command line, run, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--data", type=Path, default=None)
    options.add_argument("--seed", default=secrets.token_hex(4))
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundswell-soak-") as scratch:
        data = given.data or Path(scratch) / "data"
        os.environ["GROUNDSWELL_DATA"] = str(data.absolute())
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.project.settings"
        record = soak(data.absolute(), given.times, given.seed, lambda line: sys.stderr.write(f"{line}\n"))
    sys.stdout.write(f"{json.dumps(record)}\n")
    return 1 if record["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
