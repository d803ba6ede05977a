"""Words leave the desk: proposed, checked by a person, agreed to by those behind them, published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Cell, Person, Served
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import sentences
from groundswell.register.actions.checking import (
    Copied,
    Originals,
    note_change,
    record,
    require_keeping,
    require_standing,
    set_audience,
    take_name_off,
)
from groundswell.register.actions.concerns import NOTHING
from groundswell.register.actions.perspectives import hear_holders
from groundswell.register.actions.proposing import end, let_out, put
from groundswell.register.actions.readers import put_audience
from groundswell.register.models import Concern, Item, Perspective, Source, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.items import item_of
from groundswell.register.queries.marks import marks_in
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules import identification, proposals, publication
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.items import Kind, What
from groundswell.register.rules.proposals import Content
from groundswell.register.wordings import FIELDS, checked_words, paragraphs, put_words, words_of
from groundswell.voices import actions as voices
from groundswell.voices.queries.proposals import Unlocked


@transaction.atomic
def propose_words(
    *,
    by: Person,
    item: Item,
    words: Mapping[str, str],
    audience: Audience,
    reason: str,
    cell: Cell | None = None,
    about: Served | None = None,
    originals: Originals = NOTHING,
    desk: Unlocked | None = None,
) -> Wording:
    """Propose words of an item for an audience beyond the desk. One proposal an item is on its way at a time.

    `about`: the community or project of which it is said; whoever lets it out reads where that one talks.

    Where a sealed voice is behind it, the proposal is sealed until it is published: a later change needs the `desk`
    unlocked. `originals` are the words of sealed voices that this desk has. Raises Refused, and Copied where five words
    in a row are theirs: such words are not even kept.
    """
    require_keeping(by, item)
    if isinstance(item, Concern):
        require_standing(item)
    if not leaves_the_desk(audience):
        raise Refused(_("Choose who else may read it: a cell, the organisation, or everybody."), "audience")
    if audience is Audience.CELL and cell is None:
        raise Refused(_("Choose which cell may read it."), "cell")
    reason = paragraphs(reason, "reason", longest=2_000, empty=_("Say why more people should read it."))
    said = checked_words(item.KIND, words)
    # Of two who propose at once, the second writes the first one's proposal anew.
    type(item)._default_manager.select_for_update().get(id=item.id)  # noqa: SLF001 - Django's documented access
    wording = queries.open_wording(item, lock=True) or Wording(item=item.id, kind=item.KIND)
    content = _written_anew(wording, Content(said, reason, about=str(about.id) if about else ""), desk)
    wording.proposed_on, wording.proposed_by = clock.today(), by
    wording.audience, wording.cell = audience, cell if audience is Audience.CELL else None
    content = _compared(wording, content, originals)
    put(wording, _looked_at(wording, content, by), by=by)
    record(by, "propose_words", item, audience=audience)
    return wording


@transaction.atomic
def keep_marks(
    *, by: Person, wording: Wording, looks: Collection[str], reason: str, desk: Unlocked | None = None
) -> None:
    """Let details stand, as the person who looked at them, with the reason why they tell nothing."""
    locked, item = _on_its_way(wording, by)
    content = content_of(locked, desk)
    reason = paragraphs(reason, "reason", longest=2_000, empty=_("Say why this can stay."))
    put(locked, proposals.kept(content, looks, by=by.name, reason=reason, day=clock.today().isoformat()), by=by)
    record(by, "keep_marks", item, marks=sorted({look.mark.value for look in content.looks if look.id in looks}))


@transaction.atomic
def compare_words(*, by: Person, wording: Wording, originals: Originals, desk: Unlocked | None = None) -> None:
    """Hold proposed words against sealed voices that another desk could not read. Raises Copied."""
    locked, item = _on_its_way(wording, by)
    content = content_of(locked, desk)
    compared = _compared(locked, content, originals)
    locked.save(update_fields=["compared"])
    if compared != content:
        put(locked, compared, by=by)
        _ask(locked, compared, set(compared.quoted) - set(content.quoted))
    record(by, "compare_words", item, voices=len(originals))


@transaction.atomic
def ask_authors(*, by: Person, wording: Wording, desk: Unlocked | None = None) -> int:
    """Ask everybody behind an item about exactly these words; return how many were asked. Raises Refused.

    Only words that a person has checked are shown to anybody, each copy sealed to its author.
    """
    locked, item = _on_its_way(wording, by)
    content = content_of(locked, desk)
    _require_checked(locked, content)
    behind = queries.voices_behind(locked)
    locked.asked_on = clock.today()
    locked.save(update_fields=["asked_on"])
    _ask(locked, content, behind)
    record(by, "ask_authors", item, asked=len(behind))
    return len(behind)


@transaction.atomic
def publish_words(*, by: Person, wording: Wording, desk: Unlocked | None = None) -> None:
    """Let exactly these words out, to exactly this audience. Raises Refused with everything that is missing."""
    locked, item = _on_its_way(wording, by)
    content = _looked_at(locked, content_of(locked, desk), by)
    missing = publication.missing(queries.case_of(locked, content))
    if missing:
        raise Refused(" ".join(str(sentences.MISSING[why]) for why in missing))
    _go_out(locked, content, item, by)
    record(by, "publish_words", item, audience=locked.audience)


@transaction.atomic
def drop_words(*, by: Person, wording: Wording) -> None:
    """Stop proposing words, and destroy them. What those behind it said of them stays theirs."""
    locked, item = _on_its_way(wording, by)
    end(locked)
    record(by, "drop_words", item)


def _on_its_way(wording: Wording, by: Person) -> tuple[Wording, Item]:
    """Return a proposal as it is now, which nobody else changes meanwhile, and its item. Raises Refused.

    Whoever acts has a page that was open before: somebody else may have written other words, or let them out.
    """
    locked = Wording.objects.select_for_update().get(id=wording.id)
    item = item_of(locked.kind, locked.item)
    require_keeping(by, item)
    if locked.published_on or locked.dropped_on:
        raise Refused(_("These words are not on their way any more. Look at the page again."))
    return locked, item


def _written_anew(wording: Wording, new: Content, desk: Unlocked | None) -> Content:
    """Return new content with the details known so far; agreement to other words counts no more."""
    if wording._state.adding:  # noqa: SLF001 - Django's documented way to tell a new row
        return new
    old = content_of(wording, desk)
    if old.words != new.words:
        wording.compared, wording.asked_on = [], None
        return replace(new, looks=old.looks)
    return replace(new, looks=old.looks, quoted=old.quoted)


def _compared(wording: Wording, content: Content, originals: Originals) -> Content:
    """Note against which voices these words were held, and which of them they quote. Raises Copied."""
    shown = queries.all_that_shows(wording, content)
    hits = tuple(identification.copied(shown, originals.values()))
    if hits:
        raise Copied(hits, FIELDS[Kind(wording.kind)][0].name)
    wording.compared = sorted({*wording.compared, *(str(voice) for voice in originals)})
    quoted = {str(voice) for voice, original in originals.items() if identification.is_quoted(shown, original)}
    return replace(content, quoted=sorted(quoted.union(content.quoted)))


def _ask(wording: Wording, content: Content, behind: Iterable[UUID | str]) -> None:
    """Ask the authors of these voices about the words, if anybody is asked already."""
    for voice in map(str, behind if wording.asked_on else ()):
        voices.ask_consent(
            voice_id=UUID(voice),
            about_kind=wording.kind,
            about_id=wording.item,
            words=queries.said_in(wording, content),
            where=queries.readers_of(wording),
            readers=queries.key_of(wording),
            is_quote=voice in content.quoted,
            asked_on=wording.asked_on,
        )


def _looked_at(wording: Wording, content: Content, by: Person) -> Content:
    """Return the content with the details at which a person must look now."""
    hits = marks_in(queries.all_that_shows(wording, content))
    return proposals.held_against(content, hits, by=by.name, day=clock.today().isoformat())


def _require_checked(wording: Wording, content: Content) -> None:
    missing = publication.missing(queries.case_of(wording, content))
    unchecked = [why for why in missing if isinstance(why, publication.Missing)]
    if unchecked:
        raise Refused(" ".join(str(sentences.MISSING[why]) for why in unchecked))


def _go_out(wording: Wording, content: Content, item: Item, by: Person) -> None:
    before, had = Audience(item.audience), words_of(item)
    put_words(item, content.words)
    set_audience(item, Audience(wording.audience), wording.cell)
    if had != content.words:
        note_change(item, What.WORDS, before="", after="new words", reason="", by=by)
        take_name_off(item, by)
    if isinstance(item, Perspective):
        agreed = queries.is_agreed_by_all(wording, content)
        hear_holders(item, agreed=agreed, is_new=had != content.words, by=by)
    # Whatever was linked had a say about these words: from now on each of them can take them down.
    Source.objects.filter(item=item.id, is_in_words=False).update(is_in_words=True)
    put_audience(item, before=before, reason=content.reason, by=by)
    let_out(wording, content)
