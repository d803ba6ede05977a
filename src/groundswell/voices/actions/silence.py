"""Whose silence is no yes: of who talked about it, where that was promised, of who has left or cannot be asked."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

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
    _open_questions().filter(voice__in=list(voices)).update(announced_on=NEVER)


def refuse_unheard(*, voice_id: UUID) -> None:
    """Say no, for an author who can answer no more, to all words whose time to object is not over.

    What their yes let out, or their silence while they could have spoken, stays.
    """
    for consent in _open_questions().select_for_update(of=("self",)).filter(voice=voice_id):
        consent.state = ConsentState.OBJECTED
        consent.save(update_fields=["state"])
        tell_refusal(consent)


def tell_refusal(consent: Consent) -> None:
    """Tell whatever shows words because of voices that an author does not want these out."""
    for published in ports.published:
        published.words_refused(consent.voice_id, consent.about_kind, consent.about_id)


class Leavers:
    """Nobody who has left gets a letter or can sign in, so that nothing goes out because they say nothing."""

    def departed(self, person: Person) -> None:
        """Require a yes for all that this person said openly or signed."""
        require_a_yes(voice.id for voice in threads_of(person))


def _open_questions() -> QuerySet[Consent]:
    """Return what was asked and not answered, and may still be objected to: the rule's `has_had_time`, not yet."""
    running = Q(announced_on=None) | Q(announced_on__gt=clock.today() - timedelta(days=DAYS_TO_OBJECT))
    return Consent.objects.filter(running, state=ConsentState.ASKED)


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
