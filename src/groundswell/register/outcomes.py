"""What the voices need of the register: what became of each, and that it lets go of what is taken back."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.people.rules import Audience
from groundswell.register import actions, sentences
from groundswell.register.actions.searching import address_of
from groundswell.register.models import Concern, Perspective
from groundswell.register.queries.outcomes import Became, became_of
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind
from groundswell.register.rules.outcomes import tells_the_title
from groundswell.register.rules.perspectives import Standing
from groundswell.voices.ports import Outcome

# How far a concern is on the way that everybody knows: said, heard, decided, done, helped.
_STATIONS = {
    State.RAISED: "heard",
    State.LOOKED_AT: "heard",
    State.DECIDED: "decided",
    State.BEING_FIXED: "decided",
    State.FIXED: "done",
    State.CONFIRMED: "helped",
    State.NOT_OURS: "decided",
}


class Outcomes:
    """The register as a source of outcomes, for pages of authors who are known by a voice alone."""

    def outcomes_of(self, voices: Collection[UUID]) -> Mapping[UUID, Sequence[Outcome]]:
        """Return what became of each of these voices. A constant number of queries."""
        return {voice: [_outcome(each) for each in found] for voice, found in became_of(voices).items()}

    def confirm(self, voice: UUID, about: UUID, *, helped: bool) -> None:
        """Take "this helped" or "not fixed" from the author of a voice; what is not theirs to say changes nothing."""
        concern = Concern.objects.filter(id=about).first()
        if concern is not None:
            actions.answer_fix(voice=voice, concern=concern, helped=helped)


class Withdrawals:
    """The register as something that shows words because of voices."""

    def voice_withdrawn(self, voice: UUID) -> None:
        """Let go of whatever leaned on a voice, inside the transaction that takes it back."""
        actions.take_down_withdrawn(voice=voice)

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Look again at words that an author does not want out."""
        if about_kind in set(Kind):
            actions.take_down_for(voice=voice, item_id=about_id)


def _outcome(became: Became) -> Outcome:
    item = became.item
    return Outcome(
        about=item.id,
        title=became.title or _neutral(became),
        state=str(_state(became)),
        reason=became.reason,
        day=became.day,
        station=_STATIONS[became.state] if became.state else "heard",
        url=address_of(item) if tells_the_title(Audience(item.audience)) else "",
        may_confirm=became.may_confirm,
        said=became.said,
    )


def _state(became: Became) -> sentences.Words:
    if became.state is not None:
        return sentences.STATE[became.state]
    if isinstance(became.item, Perspective):
        return sentences.STANDING[Standing(became.item.standing)]
    return _("noted")


def _neutral(became: Became) -> str:
    """Return what stands in the place of a title that not everybody may read: it may hold others' words too."""
    return {
        Kind.CONCERN: _("A concern at the desk"),
        Kind.IDEA: _("An idea at the desk"),
        Kind.PERSPECTIVE: _("A perspective at the desk"),
        Kind.MEASURE: _("Something that is being done"),
        Kind.EVIDENCE: _("Something on the shelf"),
    }[became.item.KIND]
