"""Words leave the desk: proposed, checked by a person, agreed to by those behind them, published."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Cell, Person
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
)
from groundswell.register.actions.concerns import NOTHING
from groundswell.register.actions.perspectives import hear_holders
from groundswell.register.actions.readers import put_audience
from groundswell.register.models import Concern, Item, Mark, Perspective, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.items import item_of
from groundswell.register.queries.marks import marks_in
from groundswell.register.rules import identification, publication
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.items import Kind, What
from groundswell.register.wordings import FIELDS, checked_words, paragraphs, put_words, words_of
from groundswell.voices import actions as voices


@transaction.atomic
def propose_words(
    *,
    by: Person,
    item: Item,
    words: Mapping[str, str],
    audience: Audience,
    reason: str,
    cell: Cell | None = None,
    originals: Originals = NOTHING,
) -> Wording:
    """Propose words of an item for an audience beyond the desk. One proposal an item is on its way at a time.

    `originals` are the words of sealed voices behind it that the reader's unlocked desk has. Raises Refused, and
    Copied where five words in a row are theirs: such words are not even kept.
    """
    require_keeping(by, item)
    if isinstance(item, Concern):
        require_standing(item)
    if not leaves_the_desk(audience):
        raise Refused(_("Choose who else may read it: a cell, the organisation, or everybody."), "audience")
    if audience is Audience.CELL and cell is None:
        raise Refused(_("Choose which cell may read it."), "cell")
    reason = paragraphs(reason, "reason", longest=2_000, empty=_("Say why more people should read it."))
    wording = _wording(item, checked_words(item.KIND, words), by)
    wording.audience, wording.cell, wording.reason = audience, cell if audience is Audience.CELL else None, reason
    wording.save()
    _compare(wording, originals)
    _mark(wording, by)
    record(by, "propose_words", item, audience=audience)
    return wording


@transaction.atomic
def keep_mark(*, by: Person, mark: Mark, reason: str) -> None:
    """Let a detail stand, as the person who looked at it, with the reason why it tells nothing."""
    item = item_of(mark.wording.kind, mark.wording.item)
    require_keeping(by, item)
    mark.reason = paragraphs(reason, "reason", longest=2_000, empty=_("Say why this can stay."))
    mark.outcome, mark.by, mark.day = "kept", by, clock.today()
    mark.save(update_fields=["reason", "outcome", "by", "day"])
    record(by, "keep_mark", item, mark=mark.kind)


@transaction.atomic
def compare_words(*, by: Person, wording: Wording, originals: Originals) -> None:
    """Hold proposed words against sealed voices that another desk could not read. Raises Copied."""
    item = item_of(wording.kind, wording.item)
    require_keeping(by, item)
    _compare(wording, originals)
    record(by, "compare_words", item, voices=len(originals))


@transaction.atomic
def ask_authors(*, by: Person, wording: Wording) -> int:
    """Ask everybody behind an item about exactly these words; return how many were asked. Raises Refused.

    Only words that a person has checked are shown to anybody.
    """
    item = item_of(wording.kind, wording.item)
    require_keeping(by, item)
    _require_checked(wording)
    behind = queries.voices_behind(wording)
    for voice in behind:
        voices.ask_consent(
            voice_id=voice,
            about_kind=wording.kind,
            about_id=wording.item,
            words=queries.said_in(wording),
            where=queries.readers_of(wording),
            asked_on=clock.today(),
        )
    wording.asked_on = clock.today()
    wording.save(update_fields=["asked_on"])
    record(by, "ask_authors", item, asked=len(behind))
    return len(behind)


@transaction.atomic
def publish_words(*, by: Person, wording: Wording) -> None:
    """Let exactly these words out, to exactly this audience. Raises Refused with everything that is missing."""
    locked = Wording.objects.select_for_update().get(id=wording.id)
    item = item_of(locked.kind, locked.item)
    require_keeping(by, item)
    if locked.published_on or locked.dropped_on:
        raise Refused(_("These words are not on their way any more. Look at the page again."))
    _mark(locked, by)
    missing = publication.missing(queries.case_of(locked))
    if missing:
        raise Refused(" ".join(str(sentences.MISSING[why]) for why in missing))
    _go_out(locked, item, by)
    record(by, "publish_words", item, audience=locked.audience)


@transaction.atomic
def drop_words(*, by: Person, wording: Wording) -> None:
    """Stop proposing words. What those behind it said of them stays theirs."""
    item = item_of(wording.kind, wording.item)
    require_keeping(by, item)
    wording.dropped_on = clock.today()
    wording.save(update_fields=["dropped_on"])
    record(by, "drop_words", item)


def _wording(item: Item, words: Mapping[str, str], by: Person) -> Wording:
    """Return the proposal of an item that is on its way, with new words; agreement to other words counts no more."""
    wording = Wording.objects.filter(item=item.id, published_on=None, dropped_on=None).first()
    if wording is None:
        wording = Wording(item=item.id, kind=item.KIND)
    if wording.words != words:
        wording.words, wording.compared, wording.asked_on = dict(words), [], None
    wording.proposed_on, wording.proposed_by = clock.today(), by
    return wording


def _compare(wording: Wording, originals: Originals) -> None:
    text = queries.all_that_shows(wording)
    hits = tuple(identification.copied(text, originals.values()))
    if hits:
        raise Copied(hits, FIELDS[Kind(wording.kind)][0].name)
    wording.compared = sorted({*wording.compared, *(str(voice) for voice in originals)})
    wording.save(update_fields=["compared"])


def _mark(wording: Wording, by: Person) -> None:
    """Write down the details that a person must look at; one that is there no longer was rewritten."""
    found = {(hit.mark.value, hit.excerpt[:200]) for hit in marks_in(queries.all_that_shows(wording))}
    known = {(mark.kind, mark.excerpt): mark for mark in wording.marks.all()}
    Mark.objects.bulk_create([Mark(wording=wording, kind=kind, excerpt=text) for kind, text in found - known.keys()])
    for key, mark in known.items():
        if key not in found and mark.outcome == "":
            mark.outcome, mark.by, mark.day = "rewritten", by, clock.today()
        elif key in found and mark.outcome == "rewritten":
            mark.outcome, mark.by, mark.day = "", None, None
        else:
            continue
        mark.save(update_fields=["outcome", "by", "day"])


def _require_checked(wording: Wording) -> None:
    unchecked = [why for why in publication.missing(queries.case_of(wording)) if isinstance(why, publication.Missing)]
    if unchecked:
        raise Refused(" ".join(str(sentences.MISSING[why]) for why in unchecked))


def _go_out(wording: Wording, item: Item, by: Person) -> None:
    before, had = Audience(item.audience), words_of(item)
    put_words(item, wording.words)
    item.save(update_fields=list(wording.words))
    set_audience(item, Audience(wording.audience), wording.cell)
    if had != wording.words:
        note_change(item, What.WORDS, before="", after="new words", reason="", by=by)
    if isinstance(item, Perspective):
        hear_holders(item, agreed=queries.is_agreed_by_all(wording), is_new=had != wording.words, by=by)
    put_audience(item, before=before, reason=wording.reason, by=by)
    wording.published_on = clock.today()
    wording.save(update_fields=["published_on"])
