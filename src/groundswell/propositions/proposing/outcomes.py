"""What voices and people need of propositions: what became of each voice, and that what is taken back is let go."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.propositions.models import Decision, Helped, Response
from groundswell.propositions.proposing import actions, sentences
from groundswell.propositions.proposing.queries.pages import newest_decisions
from groundswell.propositions.proposing.queries.titles import title_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.decisions import Outcome as Decided
from groundswell.register.queries import bearing
from groundswell.register.rules.items import Kind
from groundswell.voices.ports import Outcome


class Outcomes:
    """Propositions as a source of outcomes, for pages of authors who are known by a voice alone."""

    def outcomes_of(self, voices: Collection[UUID]) -> Mapping[UUID, Sequence[Outcome]]:
        """Return what published propositions answer to each of these voices. A constant number of queries."""
        items = bearing.items_of_voices(voices)
        every = {item for found in items.values() for item in found}
        answers = _answers(items=every) if every else []
        if not answers:
            return {voice: [] for voice in items}
        decided = newest_decisions({each.part_id for each in answers})
        said = {(decision, voice): helped for decision, voice, helped in _said(voices=voices)}
        titles = title_of({each.proposition_id: each.proposition for each in answers}.values())
        return {
            voice: list(_outcomes([each for each in answers if each.item in found], decided, titles, voice, said))
            for voice, found in items.items()
        }

    def confirm(self, voice: UUID, about: UUID, *, helped: bool) -> None:
        """Take "this helped" from the author of a voice; what is not theirs to say changes nothing."""
        actions.say_helped(voice=voice, decision=about, helped=helped)


class Withdrawals:
    """Propositions as something that answers voices. Plugged in after the register, which lets go first."""

    def voice_withdrawn(self, voice: UUID) -> None:
        """Forget the answers to what is gone, inside the transaction that takes it back."""
        del voice
        actions.forget_answers_to_nothing()

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Nothing here shows words of a voice: what the register does not show, is not shown here either."""


class Leavers:
    """Propositions as something in which what was asked of somebody ends with them."""

    def departed(self, person: Person) -> None:
        """End it, inside the transaction that ends their access."""
        actions.let_go_of_leaver(person=person)


@prepared
def _answers(given: Given) -> QuerySet[Response]:
    rows = Response.objects.filter(item__among=given.items, proposition__versions__isnull=False)
    return rows.select_related("proposition", "part").distinct().order_by("day", "id")


@prepared
def _said(given: Given) -> QuerySet[Helped, tuple[UUID, UUID, bool]]:
    return Helped.objects.filter(voice__among=given.voices).values_list("decision_id", "voice", "helped")


def _outcomes(
    answers: Sequence[Response],
    decided: Mapping[UUID, Decision],
    titles: Mapping[UUID, str],
    voice: UUID,
    said: Mapping[tuple[UUID, UUID], bool],
) -> Iterator[Outcome]:
    for each in answers:
        decision = decided.get(each.part_id)
        asks = decision is not None and _asks(each, decision)
        answer = said.get((decision.id, voice)) if decision and asks else None
        yield Outcome(
            about=decision.id if decision and asks else each.id,
            title=titles[each.proposition_id],
            state=_state(each, decision),
            reason=each.reason,
            day=decision.decided_on if decision else each.day,
            station="decided" if decision else "heard",
            url=reverse("propositions:proposition", args=[each.proposition_id]),
            may_confirm=asks and answer is None,
            said=answer,
        )


def _asks(response: Response, decision: Decision) -> bool:
    is_due = decision.review_on <= clock.today() and decision.outcome == Decided.YES
    return is_due and response.kind == Kind.CONCERN


def _state(response: Response, decision: Decision | None) -> str:
    fate = sentences.FATE[Fate(response.fate)]
    if decision is None:
        return _("proposed: %(fate)s") % {"fate": fate}
    outcome = sentences.OUTCOME[Decided(decision.outcome)]
    return _("%(fate)s; decided: %(outcome)s") % {"fate": fate, "outcome": outcome}
