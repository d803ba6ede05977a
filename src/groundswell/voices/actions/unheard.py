"""Whoever can answer no more is taken to say no: their silence lets nothing out."""

from uuid import UUID

from groundswell.kit import clock
from groundswell.voices import ports, rules
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState


def refuse_unheard(*, voice_id: UUID) -> None:
    """Say no, for an author who can answer no more, to all words whose days to object are not over.

    What their yes let out, or their silence while they could have spoken, stays.
    """
    today = clock.today()
    for consent in Consent.objects.select_for_update(of=("self",)).filter(voice=voice_id, state=ConsentState.ASKED):
        if not rules.days_to_object_are_over(consent.announced_on, today):
            consent.state = ConsentState.OBJECTED
            consent.save(update_fields=["state"])
            for published in ports.published:
                published.words_refused(consent.voice_id, consent.about_kind, consent.about_id)
