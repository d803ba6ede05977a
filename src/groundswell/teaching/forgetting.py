"""Our part where somebody outside is erased, for the context that knows them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from groundswell.teaching.actions import forgetting
from groundswell.teaching.rules.drafts import Erased


class Pieces:
    """Pieces that were written from questions."""

    def threads(self) -> Collection[UUID]:
        """Return of which questions something is held here."""
        return forgetting.threads_in_pieces()

    def forget(self, said: Mapping[UUID, tuple[str, tuple[str, ...]]]) -> None:
        """Remove these titles and texts of theirs, by the question in which they stood."""
        forgetting.forget_words({thread: Erased(texts, title) for thread, (title, texts) in said.items()})
