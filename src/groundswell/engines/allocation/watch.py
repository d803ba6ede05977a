"""How much time is left of a search that may be stopped at any moment."""

import threading
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Watch:
    """Begins when it is made."""

    seconds: float
    stop: threading.Event = field(default_factory=threading.Event)
    began: float = field(default_factory=time.monotonic)

    @property
    def passed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds until the end; none once it was stopped."""
        return 0.0 if self.stop.is_set() else max(0.0, self.seconds - self.passed)

    @property
    def is_over(self) -> bool:
        """Whether the search has to end."""
        return self.left <= 0
