"""Somebody outside is erased: the letters that bear the title of their question go, whether they left or not."""

from collections.abc import Collection, Mapping
from uuid import UUID

from groundswell.connectors.sending.models import Sending
from groundswell.connectors.sending.rules import What
from groundswell.questions.queries import outward


class Letters:
    """What was prepared or sent of questions."""

    def threads(self) -> Collection[UUID]:
        """Return of which questions. Two queries."""
        return {UUID(int=item) for item in outward.items_of(_of_questions()).values()}

    def forget(self, said: Mapping[UUID, tuple[str, tuple[str, ...]]]) -> None:
        """Empty the letters of those whose title is theirs. Where it stands outside, its link stays."""
        titled = {thread.int for thread, (title, _texts) in said.items() if title}
        gone = [hand_off for hand_off, item in outward.items_of(_of_questions()).items() if item in titled]
        Sending.objects.filter(what=What.HAND_OFF, about__in=gone).update(letters=[], digest="", words="")


def _of_questions() -> list[UUID]:
    return list(Sending.objects.filter(what=What.HAND_OFF).exclude(letters=[]).values_list("about", flat=True))
