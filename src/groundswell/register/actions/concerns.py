"""Concerns are raised, sorted, and moved along their way."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import sentences
from groundswell.register.actions.checking import (
    Originals,
    SourceRef,
    note_change,
    record,
    require_keeping,
    require_no_copy,
    require_standing,
    start,
    take_name_off,
)
from groundswell.register.actions.looking import require_looked_at
from groundswell.register.actions.searching import show
from groundswell.register.actions.sources import attach
from groundswell.register.models import Concern, ConcernTheme, Item, Theme
from groundswell.register.rules import concerns as rules
from groundswell.register.rules import items
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.items import Kind, What
from groundswell.register.wordings import FIELDS, checked_words, line, paragraphs, put_words, said_in, words_of

NOTHING: Mapping[UUID, str] = {}


@transaction.atomic
def raise_concern(
    *,
    by: Person,
    title: str,
    text: str = "",
    stuck: Stuck = Stuck.NONE,
    themes: Collection[Theme] = (),
    audience: Audience = Audience.ME,
    sources: Iterable[SourceRef] = (),
    originals: Originals = NOTHING,
) -> Concern:
    """Write down a problem somebody has. It starts at the desk: at its writer, or at the advocates.

    `originals` are the words of the sealed voices behind it, as an unlocked desk has them. Raises Refused, and Copied
    where five words in a row are theirs.
    """
    words = checked_words(Kind.CONCERN, {"title": title, "text": text})
    concern = Concern(**words, stuck=stuck, moved_on=clock.today())
    require_no_copy(concern.title, originals, "title")
    require_no_copy(concern.said, originals, "text")
    start(concern, by, audience)
    concern.save(force_insert=True)
    note_change(concern, What.STATE, before="", after=State.RAISED, reason="", by=by)
    _give_themes(concern, themes)
    attach(concern, sources)
    show(concern)
    record(by, "raise_concern", concern)
    return concern


@transaction.atomic
def edit_concern(*, by: Person, concern: Concern, title: str, text: str, originals: Originals = NOTHING) -> None:
    """Change the words of a concern that stands at the desk. Words that are out change only by publishing new ones."""
    require_keeping(by, concern)
    require_standing(concern)
    rewrite(concern, {"title": title, "text": text}, originals, by=by)
    record(by, "edit_concern", concern)


@transaction.atomic
def classify_concern(*, by: Person, concern: Concern, stuck: Stuck, themes: Collection[Theme]) -> None:
    """Say why nobody fixes it by themselves, and what it is about: several themes, or none."""
    require_keeping(by, concern)
    require_standing(concern)
    concern.stuck = stuck
    concern.save(update_fields=["stuck"])
    ConcernTheme.objects.filter(concern=concern).exclude(theme__in=themes).delete()
    _give_themes(concern, themes)
    record(by, "classify_concern", concern, stuck=stuck, themes=len(themes))


@transaction.atomic
def move_concern(
    *,
    by: Person,
    concern: Concern,
    to: State,
    reason: str,
    pointer: str = "",
    kept: str = "",
    originals: Originals = NOTHING,
) -> Concern:
    """Move a concern along its way, with a reason that its readers and those behind it read.

    `pointer` says where to go with what is not ours; `kept` why details that could tell who said it may stay. Raises
    Refused, Marked, and Copied where five words in a row are those of `originals`.
    """
    moved = Concern.objects.select_for_update().get(id=concern.id)
    require_keeping(by, moved)
    require_standing(moved)
    reason, pointer = paragraphs(reason, "reason", longest=2_000), line(pointer, "pointer")
    lacks = rules.lacking(State(moved.state), to, reason=reason, pointer=pointer)
    if lacks is not None:
        raise Refused(sentences.LACKING[lacks], sentences.LACKING_FIELD[lacks])
    require_no_copy(items.said(reason, pointer), originals, "reason")
    require_looked_at(by, moved, items.said(reason, pointer), kept=kept, field="reason")
    place(moved, to, reason=reason, pointer=pointer if to is State.NOT_OURS else "", by=by)
    record(by, "move_concern", moved, to=to)
    return moved


def place(concern: Concern, to: State, *, reason: str, by: Person | None, pointer: str = "") -> None:
    """Put a concern, whose row the caller has locked, at a state, and write that into its history."""
    before = State(concern.state)
    concern.state, concern.moved_on = to, clock.today()
    concern.fixes += to is State.FIXED
    concern.save(update_fields=["state", "moved_on", "fixes"])
    note_change(concern, What.STATE, before=before, after=to, reason=reason, pointer=pointer, by=by)


def rewrite(item: Item, given: Mapping[str, str], originals: Originals, *, by: Person) -> None:
    """Put new words on an item that stands at the desk. Raises Refused or Copied."""
    if leaves_the_desk(Audience(item.audience)):
        raise Refused(
            _("Others read these words already. Propose new words: they are checked, and then replace these.")
        )
    words = checked_words(item.KIND, given)
    require_no_copy(said_in(item.KIND, words), originals, FIELDS[item.KIND][0].name)
    is_new = words != words_of(item)
    put_words(item, words)
    item.save(update_fields=list(words))
    if is_new:
        take_name_off(item, by)
    show(item)


def _give_themes(concern: Concern, themes: Collection[Theme]) -> None:
    ConcernTheme.objects.bulk_create(
        [ConcernTheme(concern=concern, theme=theme) for theme in themes], ignore_conflicts=True
    )
