"""Parts are decided, and somebody looks later whether it helped."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Decision, Helped, Part, Proposition, Response
from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.actions.checking import (
    LONGEST_REASON,
    opened,
    paragraphs,
    record,
    require_details_seen,
    require_undecided,
)
from groundswell.propositions.proposing.queries.asked import reviews_of
from groundswell.propositions.proposing.queries.reviews import is_blocked
from groundswell.propositions.proposing.queries.versions import content_of, part_now
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules import decisions as rules
from groundswell.propositions.proposing.rules.asked import Asked, AskedAbout, same_words
from groundswell.propositions.proposing.rules.decisions import Helped as HelpedKind
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.register.queries import bearing
from groundswell.register.rules.items import Kind


@transaction.atomic
def decide_part(
    *,
    by: Person,
    part: Part,
    outcome: Outcome,
    reason: str,
    decider: Person | None,
    review_on: date | None,
    transition_at: str = "",
    kept: str = "",
) -> Decision:
    """Write down how a part is decided, by whom, why, and when somebody looks whether it helped. Raises Refused.

    Refused while people are still asked about it, and while an objection to this part stands. What does something
    needs a review of exactly these words that is over.
    """
    now = opened(by, part.proposition)
    require_undecided(part)
    reason = paragraphs(reason, "reason", longest=LONGEST_REASON)
    read, is_in_review, about = _as_it_is_read(now, part)
    fault = rules.decision_fault(
        outcome=outcome,
        is_published=read is not None,
        is_covered=coverage_of(now).is_whole,
        is_in_review=is_in_review,
        is_as_published=read is not None and same_words(part_now(part).asked_words, read),
        is_asked_about=about.asked is Asked.THESE,
        stands_objection=is_blocked(part),
        reason=reason,
        has_decider=decider is not None,
        review_on=review_on,
        today=clock.today(),
        needs_transition=part.creates_role and outcome is Outcome.YES,
        transition=transition_at,
    )
    if fault is rules.DecisionFault.ASKED:
        raise Refused(sentences.asked(about))
    if fault is not None or decider is None or review_on is None:
        fault = fault or rules.DecisionFault.DECIDER
        raise Refused(sentences.DECISION_FAULT[fault], sentences.DECISION_FIELD[fault])
    require_details_seen(by, part.id, reason, kept=kept, field="reason")
    decision = Decision.objects.create(
        part=part,
        number=part.decisions.count() + 1,
        outcome=outcome,
        reason=reason,
        decider=decider,
        decided_on=clock.today(),
        review_on=review_on,
        creates_role=part.creates_role,
        transition_at=transition_at,
        by=by,
    )
    record(by, "decide_part", decision.id, part=part.id, outcome=outcome)
    return decision


@transaction.atomic
def look_again(
    *, by: Person, decision: Decision, helped: HelpedKind, found: str, review_on: date | None = None, kept: str = ""
) -> None:
    """Write down at the review date whether a decision helped; `review_on`: look once more. Raises Refused."""
    opened(by, decision.part.proposition)
    if not rules.is_to_look_at(decision.review_on, decision.looked_on, clock.today()):
        raise Refused(_("Its day has not come, or somebody has looked already."))
    decision.found = paragraphs(found, "found", longest=LONGEST_REASON, empty=_("Say what you found, in plain words."))
    require_details_seen(by, decision.id, decision.found, kept=kept, field="found")
    if review_on is not None and review_on <= clock.today():
        raise Refused(_("Choose a day to come, or leave it empty."), "review_on")
    decision.helped, decision.looked_on = helped, clock.today()
    decision.review_on = review_on or decision.review_on
    decision.save(update_fields=["helped", "found", "looked_on", "review_on"])
    record(by, "look_again", decision.id, helped=helped)


@transaction.atomic
def say_helped(*, voice: UUID, decision: UUID, helped: bool) -> bool:
    """Take "this helped" or "it did not" from whoever raised a concern, known by a voice alone: it names nobody.

    Returns False where there is nothing to say: it is not theirs, or its day has not come.
    """
    found = Decision.objects.filter(id=decision, outcome=Outcome.YES, review_on__lte=clock.today()).first()
    if found is None or not _is_behind(voice, found):
        return False
    told = {"helped": helped, "day": clock.today()}
    Helped.objects.update_or_create(decision=found, voice=voice, defaults=told)
    return True


@transaction.atomic
def note_where(
    *, by: Person, proposition: Proposition, discussed: str, discussed_at: str, handbook: str, handbook_at: str
) -> None:
    """Note where it is discussed outside, and where the change of the handbook stands. Raises Refused."""
    now = opened(by, proposition)
    if discussed != Proposition.Discussed.NOWHERE and not discussed_at:
        raise Refused(_("Link the discussion, so that people find it."), "discussed_at")
    if handbook == Proposition.Handbook.MERGED and _creates_role_without_plan(now):
        raise Refused(
            _("It creates a role. A decision with its transition plan comes before the handbook."), "handbook"
        )
    now.discussed, now.discussed_at = discussed, discussed_at
    now.handbook, now.handbook_at = handbook, handbook_at
    now.save(update_fields=["discussed", "discussed_at", "handbook", "handbook_at"])
    record(by, "note_where", now.id, discussed=discussed, handbook=handbook)


def _as_it_is_read(proposition: Proposition, part: Part) -> tuple[str | None, bool, AskedAbout]:
    """Return what everybody reads of a part, whether people are asked now, and how far they were about these words."""
    known = reviews_of(proposition)
    parts = content_of(known.versions[-1]).parts if known.versions else ()
    read = next((each.asked_words for each in parts if each.id == part.id), None)
    about = known.about(part.id, read) if read is not None else AskedAbout(Asked.NEVER)
    return read, known.is_open, about


def _creates_role_without_plan(proposition: Proposition) -> bool:
    planned = Decision.objects.filter(part__proposition=proposition, outcome=Outcome.YES).exclude(transition_at="")
    return proposition.parts.filter(creates_role=True).exclude(id__in=planned.values("part")).exists()


def _is_behind(voice: UUID, decision: Decision) -> bool:
    items = bearing.items_of_voices([voice])[voice]
    return Response.objects.filter(part=decision.part, kind=Kind.CONCERN, item__in=items).exists()
