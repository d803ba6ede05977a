"""Ballots cast under load: what was told to be counted, and what lies in the database of it (G12, G19)."""

import random
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from tests.processes import Running
from tests.visitors import Answer, Form, Visitor

CAUSES = ("process", "personal", "both", "rather not say")
NONCE_BYTES = 16


@dataclass
class Cast:
    """A form of a ballot that was sent, and whether somebody was told that it counted."""

    link: str
    form: Form
    rating: int
    is_acknowledged: bool = False

    def send(self, visitor: Visitor) -> Answer:
        """Send it, the first time or again."""
        return visitor.submit(self.form, rating=str(self.rating), cause=CAUSES[self.rating % len(CAUSES)])

    @property
    def nonce(self) -> bytes:
        """What the form's token holds: with the code it gives the id of the answer."""
        return urlsafe_b64decode(self.form.value("token") or "")[:NONCE_BYTES]


@dataclass
class Box:
    """The ballots of one round, and what became of them."""

    unused: "SimpleQueue[str]"
    cast: list[Cast] = field(default_factory=list)


def box_of(links: Iterable[str]) -> Box:
    """Return a round's ballots."""
    unused: SimpleQueue[str] = SimpleQueue()
    for link in links:
        unused.put(link)
    return Box(unused)


class Voter(threading.Thread):
    """One visitor who uses ballot after ballot until the server is gone, or none is left; half of them twice."""

    def __init__(self, server: Running, seed: str, box: Box, swallowed: tuple[type[Exception], ...]) -> None:
        super().__init__(daemon=True)
        self.visitor, self.box, self.swallowed = Visitor(server.url), box, swallowed
        self.dice = random.Random(seed)
        self.faults: list[str] = []

    def run(self) -> None:
        """Answer."""
        try:
            while True:
                self._answer(self.box.unused.get_nowait())
        except Empty:
            pass
        except self.swallowed:
            pass
        except AssertionError as fault:
            self.faults.append(str(fault)[:300])
        finally:
            self.visitor.close()

    def _answer(self, link: str) -> None:
        form = self.visitor.get(f"/b/{link}/").form("rating")
        # Its action is the page that it stands on, and it may be sent again from another.
        form.action = f"/b/{link}/"
        cast = Cast(link, form, self.dice.randint(1, 10))
        self.box.cast.append(cast)
        page = cast.send(self.visitor)
        assert page.status == 200, f"a ballot: {page.status} {page.words[:300]}"
        cast.is_acknowledged = True
        if self.dice.random() < 0.5:
            assert cast.send(self.visitor).status == 200, "a ballot's form sent again was refused"


def check_casts(server: Running, cast: Iterable[Cast]) -> Iterator[str]:
    """Send again what had no answer; then each ballot must be used, and its link open nothing. Yield what is wrong."""
    visitor = Visitor(server.url)
    try:
        for each in cast:
            if not each.is_acknowledged:
                page = each.send(visitor)
                each.is_acknowledged = page.status == 200
                if not each.is_acknowledged:
                    yield f"a ballot whose answer was swallowed could not be sent again: {page.status}"
            if (status := visitor.get(f"/b/{each.link}/").status) != 410:
                yield f"a ballot that was used answers {status}"
    finally:
        visitor.close()
