"""Ideas, and how each fits each concern."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import (
    Originals,
    SourceRef,
    record,
    require_keeping,
    require_no_copy,
    require_standing,
    start,
)
from groundswell.register.actions.concerns import NOTHING, rewrite
from groundswell.register.actions.looking import require_looked_at
from groundswell.register.actions.openly import said_openly
from groundswell.register.actions.searching import show
from groundswell.register.actions.sources import attach
from groundswell.register.models import Concern, Fit, Idea
from groundswell.register.rules import fits, items
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.items import Kind
from groundswell.register.wordings import checked_words, line, paragraphs


@transaction.atomic
def note_idea(
    *,
    by: Person,
    title: str,
    text: str = "",
    concern: Concern | None = None,
    holder: Person | None = None,
    audience: Audience = Audience.ME,
    sources: Iterable[SourceRef] = (),
    originals: Originals = NOTHING,
) -> Idea:
    """Write down a suggestion at the desk, for a concern or for none yet. Raises Refused or Copied."""
    idea = Idea(**checked_words(Kind.IDEA, {"title": title, "text": text}), holder=holder)
    require_no_copy(idea.title, originals, "title")
    require_no_copy(idea.said, originals, "text")
    start(idea, by, audience)
    idea.save(force_insert=True)
    attach(idea, sources)
    if concern is not None:
        _offer(by, idea, concern)
    show(idea)
    record(by, "note_idea", idea)
    return idea


@transaction.atomic
def add_own_idea(*, by: Person, concern: Concern, text: str, nonce: bytes | None = None) -> Idea:
    """Add one's own idea to a concern, openly: whoever reads the concern reads it, outsiders aside. Raises Refused.

    It is also an open voice of its author, so that it stands under "what I said".
    """
    words = paragraphs(text, "text", empty=_("Write your idea first. One sentence is enough."))
    spoken = said_openly(by, concern, words, nonce)
    if spoken.item_exists:
        return Idea.objects.get(id=spoken.item)
    title = items.first_line(words)
    idea = Idea(id=spoken.item, title=title, text="" if title == words else words, holder=by)
    idea.written_by, idea.written_on = by, clock.today()
    spoken.give_readers(idea)
    idea.save(force_insert=True)
    attach(idea, spoken.sources)
    _offer(by, idea, concern)
    show(idea)
    record(by, "add_own_idea", idea, concern=concern.id)
    return idea


@transaction.atomic
def edit_idea(*, by: Person, idea: Idea, title: str, text: str, originals: Originals = NOTHING) -> None:
    """Change the words of an idea that stands at the desk."""
    require_keeping(by, idea)
    rewrite(idea, {"title": title, "text": text}, originals, by=by)
    record(by, "edit_idea", idea)


@transaction.atomic
def judge_fit(
    *,
    by: Person,
    idea: Idea,
    concern: Concern,
    fit: FitKind,
    condition: str = "",
    note: str = "",
    kept: str = "",
    originals: Originals = NOTHING,
) -> Fit:
    """Say what an idea does to a concern; "depends on" needs to say on what. Raises Refused, Marked or Copied."""
    require_keeping(by, concern)
    require_keeping(by, idea)
    require_standing(concern)
    condition, note = line(condition, "condition"), paragraphs(note, "note", longest=2_000)
    if fits.needs_a_condition(fit, condition):
        raise Refused(_("Say on what it depends: when would it help?"), "condition")
    require_no_copy(items.said(condition, note), originals, "note")
    require_looked_at(by, concern, items.said(condition, note), kept=kept, field="note")
    told = {"kind": fit, "condition": condition, "note": note, "day": clock.today(), "by": by}
    judged, _created = Fit.objects.update_or_create(concern=concern, idea=idea, defaults=told)
    record(by, "judge_fit", idea, concern=concern.id, fit=fit)
    return judged


@transaction.atomic
def part_idea(*, by: Person, idea: Idea, concern: Concern) -> None:
    """Take a pair apart that has nothing to do with each other."""
    require_keeping(by, concern)
    if Fit.objects.filter(concern=concern, idea=idea).delete()[0]:
        record(by, "part_idea", idea, concern=concern.id)


def _offer(by: Person, idea: Idea, concern: Concern) -> None:
    require_standing(concern)
    Fit.objects.create(concern=concern, idea=idea, kind=FitKind.OFFERED, day=clock.today(), by=by)
