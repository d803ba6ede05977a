"""Review answers under load: what was told to be taken, and what lies in the database of it (G19)."""

import random
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.processes import Running
from tests.visitors import Visitor


@dataclass
class Reviewed:
    """A review link, what its member was told is taken, and what was sent without an answer."""

    link: str
    taken: str = ""
    sent: str = ""
    times: int = 0

    def send(self, visitor: Visitor) -> None:
        """Object with words of its own; the last answer counts."""
        form = visitor.get(f"/r/{self.link}/").form("answer")
        form.action = f"/r/{self.link}/"
        self.sent = secrets.token_hex(16)
        page = visitor.submit(form, answer="objection", words=self.sent)
        assert page.status == 200, f"a review: {page.status} {page.words[:300]}"
        self.taken, self.sent = self.sent, ""
        self.times += 1


class Reviewer(threading.Thread):
    """Somebody who answers by their own links, again and again, until the server is gone."""

    def __init__(
        self, server: Running, seed: str, reviewed: Sequence[Reviewed], swallowed: tuple[type[Exception], ...]
    ) -> None:
        super().__init__(daemon=True)
        self.visitor, self.reviewed, self.swallowed = Visitor(server.url), reviewed, swallowed
        self.dice = random.Random(seed)
        self.faults: list[str] = []

    def run(self) -> None:
        """Answer."""
        try:
            while True:
                self.dice.choice(self.reviewed).send(self.visitor)
        except self.swallowed:
            pass
        except AssertionError as fault:
            self.faults.append(str(fault)[:300])
        finally:
            self.visitor.close()


def misplaced(reviewed: Iterable[Reviewed]) -> list[str]:
    """Return what is wrong with the answers that lie in the database, in words."""
    from django.db import connections  # noqa: PLC0415 - after django.setup()

    try:
        return list(_misplaced(list(reviewed)))
    finally:
        connections.close_all()


def _misplaced(reviewed: Sequence[Reviewed]) -> Iterator[str]:
    from groundswell.propositions.models import ReviewAsk  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.proposing.closed import hash_of  # noqa: PLC0415 - as above

    kept = {ask.link_hash: ask for ask in ReviewAsk.objects.all()}
    people = {ask.person_id for ask in kept.values()}
    if len(people) != len(kept):
        yield f"{len(kept)} asks of {len(people)} people"
    for each in reviewed:
        ask = kept.pop(hash_of(each.link))
        if ask.words not in {each.taken, each.sent}:
            yield "an answer is neither what was told to be taken nor what was sent last"
        if bool(ask.words) != (ask.answer == "objection"):
            yield "an answer is half there"
        # What is there is what counts from now on, acknowledged or not.
        each.taken, each.sent = ask.words, ""
    if any(ask.answer for ask in kept.values()):
        yield "somebody answered who was not there"
