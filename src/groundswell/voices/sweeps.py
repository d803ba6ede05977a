"""What is due by the clock."""

from typing import TYPE_CHECKING

from groundswell.kit import clock
from groundswell.voices import actions

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


class KeySweep:
    """Once a day, destroys item keys without an item: found at one minute's sweep, looked at again at the next.

    What it remembers, it remembers in memory: two workers that both sweep, or one that was killed between, do no harm.
    """

    def __init__(self) -> None:
        self._looked_on: date | None = None
        self._suspects: Collection[UUID] = ()

    def __call__(self) -> None:
        """Look, or look again."""
        if self._suspects:
            actions.destroy_orphaned_keys(suspects=self._suspects)
            self._suspects = ()
        elif self._looked_on != clock.today():
            self._looked_on = clock.today()
            self._suspects = actions.suspect_item_keys()
