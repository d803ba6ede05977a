"""Reads a service to its end, also when the reader is killed again and again; says what then is known."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.shape import Connector, Opened
from groundswell.questions.records import Batch
from groundswell.questions.rules.arriving import arriving, is_older_post, is_older_topic, is_older_voice
from tests.replay.server import PATIENCE

# As quick as the machine, and patient with a service that is often ill.
QUICK = Pace(a_minute=1e9, at_once=1000, tries=12, longest_pause=0.002, longest_wait=60)
MOST_RUNS = 400


@dataclass
class Known:
    """What a clean shelf would hold after these batches: of each key what is latest."""

    authors: dict[str, object] = field(default_factory=dict)
    items: dict[str, object] = field(default_factory=dict)
    messages: dict[str, object] = field(default_factory=dict)
    gone: dict[object, object] = field(default_factory=dict)
    cursor: str = ""

    def take(self, batch: Batch) -> None:
        ready = arriving(batch)
        _keep(self.authors, ready.voices, is_older_voice)
        _keep(self.items, ready.topics, is_older_topic)
        _keep(self.messages, ready.posts, is_older_post)
        self.gone |= ready.gone
        self.cursor = batch.cursor or self.cursor


def _keep[Kept](known: dict[str, object], new: dict[str, Kept], is_older: Callable[..., bool]) -> None:
    known |= {key: row for key, row in new.items() if key not in known or not is_older(row, known[key])}


def opened(address: str, **more: object) -> Opened:
    told: dict[str, object] = {"pace": QUICK, "may_be_inside": True, "seconds": PATIENCE, **more}
    return Opened(address=address, **told)  # type: ignore[arg-type]


def read(connector: Connector, at: Opened, known: Known | None = None) -> Known:
    """Read once, without trouble."""
    kept = known or Known()
    for batch in _batches(connector, at, kept):
        kept.take(batch)
    return kept


def read_killed(connector: Connector, at: Opened, *, seed: int, share: float = 0.5) -> Known:
    """Read until a run ends by itself; before, a run is cut off after some batches, or by an ill service."""
    dice, kept = random.Random(seed), Known()
    for _run in range(MOST_RUNS):
        try:
            for batch in _batches(connector, at, kept):
                kept.take(batch)
                if dice.random() < share:
                    break
            else:
                return kept
        except Unanswered:
            continue
    raise AssertionError("it never came to an end")


def _batches(connector: Connector, at: Opened, known: Known) -> Iterable[Batch]:
    assert connector.reader is not None
    return connector.reader(at).read(known.cursor)


def words(known: Known) -> dict[str, str]:
    return {key: message.text for key, message in known.messages.items()}  # type: ignore[attr-defined]
