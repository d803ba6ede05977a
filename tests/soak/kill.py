"""Kills the server at random moments under load, and looks at what is left: ``python -m tests.soak.kill --times 100``.

Eight visitors speak anonymously and write by receipt without a pause, three use ballots, and two answer reviews by the
links of letters, again and again. Every process of the
server is killed at once (SIGKILL), and it is started again on what is left. Then every receipt that was shown since
the last kill must open with its words, each exactly once; a form whose answer the kill swallowed is sent again and
must become one voice; and both databases must be whole, with nothing in them half sealed. A ballot's hash must be gone
exactly when its answer is stored, already before anything is sent again; an answer that was told to be counted must be
there, once, and say the same. A review answer that was told to be taken is the one that is there, or the one sent after
it, and each member has one. At the end every receipt of the run is opened once more, and every ballot counted again.
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
from tests.soak import ballots, reviews
from tests.soak.ballots import Box, Cast
from tests.soak.installation import FREELY, check_in_opened, found
from tests.soak.proposing import ground, sent
from tests.soak.reviews import Reviewed, Reviewer
from tests.visitors import Answer, Form, Visitor

VISITORS, VOTERS, REVIEWERS = 8, 3, 2
# Each of them answers for so many members: nobody else answers for these.
LINKS_OF_ONE = 8
# As many as three voters use before the latest kill; and no more people than an import brings in within a minute.
BALLOTS_A_ROUND, MOST_BALLOTS = 40, 2000
SHORTEST_LOAD, LONGEST_LOAD = 0.2, 3.0
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
    cast: list[Cast] = field(default_factory=list)
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


def load_and_kill(server: Running, dice: random.Random, box: Box, reviewed: list[Reviewed], longest: float) -> Record:
    """Let authors and voters at the server, kill it, and return what had been acknowledged until then."""
    authors = [Author(server, f"{dice.random()}") for _ in range(VISITORS)]
    voters = [ballots.Voter(server, f"{dice.random()}", box, SWALLOWED) for _ in range(VOTERS)]
    shares = [reviewed[number::REVIEWERS] for number in range(REVIEWERS)]
    reviewers = [Reviewer(server, f"{dice.random()}", share, SWALLOWED) for share in shares]
    for visitor in (*authors, *voters, *reviewers):
        visitor.start()
    time.sleep(dice.uniform(SHORTEST_LOAD, longest))
    kill(server)
    together = Record()
    for voter in voters:
        voter.join(timeout=40)
        together.lost += voter.faults
    for reviewer in reviewers:
        reviewer.join(timeout=40)
        together.lost += reviewer.faults
    together.cast = box.cast
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
    record.lost += ballots.check_casts(server, record.cast)


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


@dataclass
class Soak:
    """One run: what was acknowledged and found, kill by kill."""

    data: Path
    dice: random.Random
    say: Callable[[str], object]
    longest: float = LONGEST_LOAD
    whole: Record = field(default_factory=Record)
    swallowed_ballots: int = 0
    reviewed: list[Reviewed] = field(default_factory=list)

    def run(self, times: int) -> None:
        """Kill as often as asked."""
        links = self._prepared(times)
        server = self._start()
        for number in range(1, times + 1):
            box = ballots.box_of(links.pop() for _ in range(min(BALLOTS_A_ROUND, len(links))))
            record = load_and_kill(server, self.dice, box, self.reviewed, self.longest)
            server = self._start()
            self._look(server, record, f"kill {number}", is_thorough=number % 10 == 0 or number == times)
        self.whole.lost += self._once_more(server)
        stop(server)

    def _prepared(self, times: int) -> list[str]:
        wanted = min(BALLOTS_A_ROUND * times, MOST_BALLOTS)
        members = "".join(f"Member {number},m{number}@example.org,Cell {number % 9},\n" for number in range(wanted))
        made = found(self.data, members=members)
        stop(made.server)
        django.setup()
        links = sent(self.data, ground(self.data))[1][: REVIEWERS * LINKS_OF_ONE]
        self.reviewed = [Reviewed(link) for link in links]
        return check_in_opened(self.data)

    def _start(self) -> Running:
        return start("serve", self.data, "--workers", "2", is_migrated=True, **FREELY)

    def _look(self, server: Running, record: Record, when: str, *, is_thorough: bool) -> None:
        from tests.soak import counting, looking  # noqa: PLC0415 - they need the models

        faults = counting.miscounted(PASSPHRASE, record.cast)
        faults += reviews.misplaced(self.reviewed)
        swallowed = sum(not cast.is_acknowledged for cast in record.cast)
        check(server, record)
        faults += counting.miscounted(PASSPHRASE, record.cast)
        faults += looking.faults(PASSPHRASE, is_thorough=is_thorough)
        whole = self.whole
        whole.lost += [f"{when}: {fault}" for fault in (*record.lost, *faults)]
        whole.dialogues += record.dialogues
        whole.cast += record.cast
        whole.sent_again, whole.written = whole.sent_again + record.sent_again, whole.written + record.written
        self.swallowed_ballots += swallowed
        receipts, casts = len(record.dialogues), len(record.cast)
        self.say(
            f"{when}: {receipts} receipts, {casts} ballots, {record.sent_again} forms again, {len(whole.lost)} faults"
        )

    def _once_more(self, server: Running) -> list[str]:
        from tests.soak import counting  # noqa: PLC0415 - it needs the models

        everything = Record(self.whole.dialogues, cast=self.whole.cast)
        check(server, everything)
        faults = [*everything.lost, *counting.miscounted(PASSPHRASE, everything.cast)]
        faults += reviews.misplaced(self.reviewed)
        return [f"at the end: {fault}" for fault in faults]


def soak(done: Soak, times: int, seed: str) -> dict[str, object]:
    """Kill as often as asked; return the record."""
    began = time.monotonic()
    done.run(times)
    from tests.soak import counting, looking  # noqa: PLC0415 - they need the models

    whole = done.whole
    return {
        "kills": times,
        "receipts": len(whole.dialogues),
        "written_by_receipt": whole.written,
        "sent_again": whole.sent_again,
        "voices": looking.count(),
        "ballots": len(whole.cast),
        "ballots_swallowed": done.swallowed_ballots,
        "answers": counting.answers_kept(),
        "review_answers": sum(each.times for each in done.reviewed),
        "lost": len(whole.lost),
        "faults": whole.lost[:20],
        "seconds": round(time.monotonic() - began),
        "seed": seed,
    }


def main() -> int:
    """Read the command line, run, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--data", type=Path, default=None)
    options.add_argument("--load", type=float, default=LONGEST_LOAD, help="the longest load before a kill, in seconds")
    options.add_argument("--seed", default=secrets.token_hex(4))
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundswell-soak-") as scratch:
        data = given.data or Path(scratch) / "data"
        os.environ["GROUNDSWELL_DATA"] = str(data.absolute())
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.project.settings"
        done = Soak(data.absolute(), random.Random(given.seed), lambda line: sys.stderr.write(f"{line}\n"), given.load)
        record = soak(done, given.times, given.seed)
    sys.stdout.write(f"{json.dumps(record)}\n")
    return 1 if record["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
