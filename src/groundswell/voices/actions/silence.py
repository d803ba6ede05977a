"""Whose silence is never a yes: of who talked about it, where that was promised, and of who has left."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from groundswell.kit import clock
from groundswell.kit.seal.boxes import Unopenable
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices import ports, sealing
from groundswell.voices.models import Consent, Voice
from groundswell.voices.queries.threads import threads_of
from groundswell.voices.rules import DAYS_TO_OBJECT, NEVER, ConsentState, Level


def is_never_a_yes(voice: Voice) -> bool:
    """Tell whether only a yes of a voice's author counts."""
    if any(each.needs_a_yes(voice.id) for each in ports.spoken_about):
        return True
    return voice.level != Level.ANONYMOUS and not _is_of_somebody_here(voice)


def require_a_yes(voices: Iterable[UUID]) -> None:
    """Let silence be no yes any more to what these authors were asked, where their time to object is not over."""
    running = Q(announced_on=None) | Q(announced_on__gt=clock.today() - timedelta(days=DAYS_TO_OBJECT))
    Consent.objects.filter(running, voice__in=list(voices), state=ConsentState.ASKED).update(announced_on=NEVER)


class Leavers:
    """Nobody who has left gets a letter or can sign in, so that nothing goes out because they say nothing."""

    def departed(self, person: Person) -> None:
        """Require a yes for all that this person said openly or signed."""
        require_a_yes(voice.id for voice in threads_of(person))


def _is_of_somebody_here(voice: Voice) -> bool:
    here = people.active_people().values_list("id", flat=True)
    if voice.level == Level.OPEN:
        return voice.author_id in set(here)
    return any(_signed(person, voice) for person in here)


def _signed(person: UUID, voice: Voice) -> bool:
    try:
        sealing.pair_by_owner(person, voice.id, bytes(voice.thread_private or b""))
    except Unopenable:
        return False
    return True
