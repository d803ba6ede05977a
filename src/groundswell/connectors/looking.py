"""First look, then do: what a page shows of a thread before it is brought in."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from groundswell.connectors.telling import counts, lines
from groundswell.people.models import Person
from groundswell.register.threads.actions import Brought, bring_thread
from groundswell.register.threads.rules import ArrivingThread


@dataclass(frozen=True)
class Trial:
    """What arrives, and what bringing it in would do."""

    arriving: ArrivingThread
    brought: Brought

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many posts are new, changed and unchanged."""
        return counts(self.brought)

    @property
    def lines(self) -> list[str]:
        """A sentence for each thing that changed, and for what was left out."""
        return lines(self.arriving, self.brought)


def tried(arriving: ArrivingThread, *, by: Person) -> Trial:
    """Return what bringing a thread in would do; nothing is kept of it."""
    return Trial(arriving, bring_thread(by=by, arriving=arriving, dry_run=True))


def fingerprint(trials: Sequence[Trial]) -> str:
    """Return a mark of what was shown: only exactly this is done when it is asked for."""
    told = [
        (
            each.arriving.title,
            each.arriving.address,
            each.arriving.begun_at,
            each.arriving.reach,
            each.brought.is_new,
            each.brought.title_changed,
            each.brought.posts,
        )
        for each in trials
    ]
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()
