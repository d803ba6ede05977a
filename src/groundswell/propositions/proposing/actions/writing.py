"""A proposition is begun, written in parts, and takes up concerns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person, Role
from groundswell.people.refusals import Refused
from groundswell.propositions.models import About, Part, Proposition, Response, ReviewAsk, Round, Version
from groundswell.propositions.proposing.actions.checking import (
    changed,
    opened,
    paragraphs,
    record,
    require_advocate,
    require_undecided,
)
from groundswell.propositions.proposing.actions.objecting import stand_on_both
from groundswell.propositions.rounds.actions.moving import follow_round
from groundswell.register.queries import bearing
from groundswell.voices.actions.wording import one_line

MOST_PARTS = 30
MOST_CONCERNS = 50


@dataclass(frozen=True)
class PartWords:
    """What a part says."""

    title: str
    text: str
    cost_hours: Decimal | None = None
    time_reference: str = ""
    creates_role: bool = False
    duties: Sequence[str] = ()
    roles: Collection[Role] = field(default_factory=tuple)


@transaction.atomic
def begin_proposition(
    *, by: Person, title: str, need: str = "", concerns: Collection[UUID] = (), came_of: Round | None = None
) -> Proposition:
    """Begin a draft that the advocates read, about concerns that its writer may read. Raises Refused.

    `came_of`: the round of which it comes; each idea that was revealed there needs an answer.
    """
    require_advocate(by)
    proposition = Proposition.objects.create(
        title=one_line(title, "title", empty=_("Give it a title: one short sentence.")),
        need=paragraphs(need, "need"),
        written_by=by,
        written_on=clock.today(),
    )
    _take_up(by, proposition, concerns)
    record(by, "begin_proposition", proposition.id, concerns=len(concerns))
    if came_of is not None:
        follow_round(by=by, found=came_of, proposition=proposition.id)
    return proposition


@transaction.atomic
def change_proposition(
    *,
    by: Person,
    proposition: Proposition,
    revision: int,
    title: str,
    need: str,
    decide_by: date | None = None,
    decider: Person | None = None,
) -> Proposition:
    """Change the words at the head of a draft. Raises Refused, and Stale where somebody was quicker."""
    now = opened(by, proposition, revision)
    now.title = one_line(title, "title", empty=_("Give it a title: one short sentence."))
    now.need = paragraphs(need, "need")
    now.decide_by, now.decider = decide_by, decider
    now.save(update_fields=["title", "need", "decide_by", "decider"])
    changed(now)
    record(by, "change_proposition", now.id)
    return now


@transaction.atomic
def add_part(*, by: Person, proposition: Proposition, words: PartWords, revision: int | None = None) -> Part:
    """Add a part at the end. Raises Refused or Stale."""
    now = opened(by, proposition, revision)
    part = _write(Part(proposition=now, place=_next_place(now)), words)
    changed(now)
    record(by, "change_part", part.id, place=part.place)
    return part


@transaction.atomic
def change_part(*, by: Person, part: Part, words: PartWords, revision: int | None = None) -> Part:
    """Change a part that is not decided. Raises Refused or Stale."""
    now = opened(by, part.proposition, revision)
    require_undecided(part)
    _write(part, words)
    changed(now)
    record(by, "change_part", part.id)
    return part


@transaction.atomic
def split_part(
    *,
    by: Person,
    part: Part,
    stays: PartWords,
    goes: PartWords,
    answers: Collection[UUID] = (),
    revision: int | None = None,
) -> Part:
    """Make two parts of one, to be decided separately; `answers` are the items that the new one answers from now on.

    A standing objection to the part stands on both until its member says which of them it is about.
    """
    now = opened(by, part.proposition, revision)
    require_undecided(part)
    _write(part, stays)
    other = _write(Part(proposition=now, place=_next_place(now)), goes)
    moved = Response.objects.filter(part=part, item__in=answers).update(part=other)
    stand_on_both(part=part, other=other)
    changed(now)
    record(by, "split_part", part.id, into=other.id, answers=moved)
    return other


@transaction.atomic
def remove_part(*, by: Person, part: Part, revision: int | None = None) -> None:
    """Remove a part that answers nothing and of which nothing was said. Raises Refused."""
    now = opened(by, part.proposition, revision)
    require_undecided(part)
    if Response.objects.filter(part=part).exists():
        raise Refused(_("This part answers something that was said. Give those answers to another part first."))
    if part.decisions.exists() or ReviewAsk.objects.filter(part=part).exists():
        raise Refused(_("Somebody has answered or decided about this part, so it stays."))
    identity = part.id
    part.delete()
    changed(now)
    record(by, "remove_part", identity)


@transaction.atomic
def link_concern(*, by: Person, proposition: Proposition, concerns: Collection[UUID]) -> None:
    """Take up concerns: what bears on them must be answered from now on. Raises Refused."""
    now = opened(by, proposition)
    _take_up(by, now, concerns)
    changed(now)
    record(by, "link_concern", now.id, concerns=len(concerns))


@transaction.atomic
def unlink_concern(*, by: Person, proposition: Proposition, concern: UUID) -> None:
    """Let go of a concern of a draft. What was published once answers to everybody who was promised an answer."""
    now = opened(by, proposition)
    if Version.objects.filter(proposition=now).exists():
        raise Refused(_("Whoever raised it was told that this answers it. Decline or defer it with a reason instead."))
    About.objects.filter(proposition=now, concern=concern).delete()
    changed(now)
    record(by, "unlink_concern", now.id, concern=concern)


def _take_up(by: Person, proposition: Proposition, concerns: Collection[UUID]) -> None:
    found = bearing.readable_concerns(by, concerns)
    if len(found) != len(set(concerns)):
        raise Refused(_("Choose among the concerns that are offered here."), "concerns")
    if proposition.abouts.count() + len(found) > MOST_CONCERNS:
        raise Refused(_("A proposition about more than 50 concerns answers none well. Begin another one."), "concerns")
    About.objects.bulk_create(
        [About(proposition=proposition, concern=concern) for concern in found], ignore_conflicts=True
    )


def _next_place(proposition: Proposition) -> int:
    last = proposition.parts.aggregate(last=Max("place"))["last"] or 0
    if proposition.parts.count() >= MOST_PARTS:
        raise Refused(_("30 parts are more than anybody reads. Begin another proposition."))
    return int(last) + 1


def _write(part: Part, words: PartWords) -> Part:
    part.title = one_line(words.title, "title", empty=_("Give this part a title: one short sentence."))
    part.text = paragraphs(words.text, "text", empty=_("Say what is proposed: one sentence is enough."))
    part.cost_hours, part.creates_role = words.cost_hours, words.creates_role
    part.time_reference = one_line(words.time_reference, "time_reference", longest=80)
    part.duties = [one_line(duty, "duties") for duty in words.duties if duty.strip()]
    part.save()
    part.roles.set(words.roles)
    return part
