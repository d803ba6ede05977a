"""Everything that was said is answered, and both sides are heard."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Idea, Part, Proposition, Response, Side
from groundswell.propositions.proposing import policy, sentences
from groundswell.propositions.proposing.actions.checking import (
    LONGEST_REASON,
    Originals,
    opened,
    paragraphs,
    record,
    require_details_seen,
    require_own_words,
)
from groundswell.propositions.proposing.closed import mark_of, tag_of
from groundswell.propositions.proposing.required import coverage_of, given_in, told_to
from groundswell.propositions.proposing.rules import coverage as rules
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.propositions.rounds.behind import sides_among
from groundswell.register.actions.looking import require_looked_at
from groundswell.register.queries import bearing
from groundswell.register.rules.items import Kind


@transaction.atomic
def answer_item(
    *,
    by: Person,
    proposition: Proposition,
    item: UUID,
    fate: Fate,
    reason: str,
    part: Part | None,
    same_as: UUID | None = None,
    kept: str = "",
    originals: Originals = None,
) -> Response:
    """Answer something that was said, as its words are now. Whoever said it reads the reason.

    `kept` says why details of the reason that could tell who said it may stay. Raises Refused, Marked or Copied.
    """
    now = opened(by, proposition)
    reason = paragraphs(reason, "reason", longest=LONGEST_REASON)
    known = coverage_of(now)
    fault = rules.unanswerable(
        item,
        fate,
        required=known.items.keys(),
        given=given_in(known.responses.values()),
        has_part=part is not None and part.proposition_id == now.id,
        reason=reason,
        same_as=same_as,
    )
    if fault is not None:
        raise Refused(sentences.UNANSWERABLE[fault], sentences.UNANSWERABLE_FIELD[fault])
    found = known.items[item]
    if item not in told_to(by, [found]):
        raise PermissionError
    require_own_words([reason], originals, "reason")
    if isinstance(found, Idea):
        require_details_seen(by, now.id, reason, kept=kept, field="reason")
    else:
        require_looked_at(by, found, reason, kept=kept, field="reason")
    told: dict[str, object] = {
        "kind": found.KIND,
        "fate": fate,
        "reason": reason,
        "part": part,
        "by": by,
        "day": clock.today(),
    }
    told |= {"same_as": same_as if fate is Fate.SAME_AS else None, "words": known.marks[item]}
    response, _made = Response.objects.update_or_create(proposition=now, item=item, defaults=told)
    record(by, "answer_item", response.id, fate=fate)
    return response


@transaction.atomic
def note_side(
    *, by: Person, proposition: Proposition, perspective: UUID, heard: Heard, reason: str, kept: str = ""
) -> Side:
    """Note that nobody confirmed a perspective, or that whoever holds it does not confirm these words."""
    now = opened(by, proposition)
    words = _words_of(now, perspective)
    if heard is Heard.HELD:
        raise PermissionError
    reason = paragraphs(reason, "reason", longest=LONGEST_REASON, empty=_("Say whom you asked, and what came of it."))
    require_details_seen(by, now.id, reason, kept=kept, field="reason")
    told = {"reason": reason, "words": words, "day": clock.today(), "by": by}
    side, _made = Side.objects.update_or_create(
        proposition=now, perspective=perspective, heard=heard, tag="", defaults=told
    )
    record(by, "note_side", now.id, heard=heard)
    return side


@transaction.atomic
def hold_side(*, by: Person, proposition: Proposition, perspective: UUID) -> None:
    """Say "that is my view too". It names nobody, in the page and in the table, and leaves no line in the log.

    Whoever writes propositions is no proof that a side was heard, and says nothing here.
    """
    if policy.may_write(by):
        raise PermissionError
    known = coverage_of(proposition)
    read = {*told_to(by, known.items.values()), *(each.id for each in known.divided)}
    if perspective not in read:
        raise LookupError
    words = _words_of(proposition, perspective)
    tag = tag_of(perspective, by.id)
    told = {"words": words, "day": clock.today()}
    Side.objects.update_or_create(
        proposition=proposition, perspective=perspective, heard=Heard.HELD, tag=tag, defaults=told
    )


@transaction.atomic
def let_go_of_side(*, by: Person, proposition: Proposition, perspective: UUID) -> None:
    """Take back "that is my view too"."""
    tag = tag_of(perspective, by.id)
    Side.objects.filter(proposition=proposition, perspective=perspective, heard=Heard.HELD, tag=tag).delete()


@transaction.atomic
def forget_answers_to_nothing() -> int:
    """Forget the answers to what the register has no more, inside the transaction in which somebody took it back.

    Ideas that were written alone, and sides of statements, are of nobody, so nobody takes one back.
    """
    items = set(Response.objects.values_list("item", flat=True)) | set(
        Side.objects.values_list("perspective", flat=True)
    )
    gone = items - bearing.still_there(items)
    gone -= set(Idea.objects.filter(id__in=gone).values_list("id", flat=True))
    gone -= sides_among(gone)
    Side.objects.filter(perspective__in=gone).delete()
    return Response.objects.filter(item__in=gone).delete()[0]


def _words_of(proposition: Proposition, perspective: UUID) -> bytes:
    known = coverage_of(proposition)
    views = [each for each in known.items.values() if each.KIND is Kind.PERSPECTIVE]
    side = next((each for each in (*views, *known.divided) if each.id == perspective), None)
    if side is None:
        raise LookupError
    return mark_of(side.said)
