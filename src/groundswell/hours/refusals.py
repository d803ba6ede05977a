"""Why hours cannot be granted, planned or logged as asked."""

from groundswell.people.refusals import Refused


class PastLimit(Refused):
    """A plan would pass a strict limit. `minutes` is by how much: an override has to name a person and a reason."""

    def __init__(self, sentence: str, minutes: int) -> None:
        super().__init__(sentence, "minutes")
        self.minutes = minutes


__all__ = ["PastLimit", "Refused"]
