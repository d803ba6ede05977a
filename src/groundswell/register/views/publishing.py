"""Who can see an item, and the way of its words out of the desk."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from groundswell.people.models import Cell
from groundswell.people.rules import Audience
from groundswell.register import actions, sentences
from groundswell.register.actions.searching import address_of
from groundswell.register.forms import MarksForm, ProposalForm, ReadersForm
from groundswell.register.models import Item, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.items import MODELS
from groundswell.register.rules import publication
from groundswell.register.rules.audience import AT_THE_DESK, leaves_the_desk
from groundswell.register.rules.identification import Mark as MarkKind
from groundswell.register.rules.items import Kind
from groundswell.register.views.answering import (
    attempt,
    kept,
    originals_of,
    page,
    person_of,
    see,
    see_address,
    sent,
    tried,
)
from groundswell.register.wordings import FIELDS, words_of
from groundswell.voices import queries as voices
from groundswell.voices.rules import ConsentState
from groundswell.web.access import Access, access
from groundswell.web.forms import Choice

_BEYOND = tuple(each for each in Audience if each not in AT_THE_DESK)


@dataclass(frozen=True)
class Asked:
    """How many authors were asked about exactly these words, and what they said. Numbers, for the desk."""

    behind: int
    asked: int
    agreed: int
    objected: int


@access(Access.READER, "GET", "POST")
def readers(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Narrow who can see an item, or share it between desks."""
    found = _kept(request, kind, item)
    narrower = [each for each in Audience if not each.is_wider_than(Audience(found.audience))]
    offered = [*narrower, *([Audience.ADVOCATE] if found.audience == Audience.ME else [])]
    form = ReadersForm(sent(request), audiences=offered, initial={"audience": found.audience, "cell": found.cell})
    if tried(
        form,
        lambda said: actions.change_audience(
            by=person_of(request),
            item=found,
            audience=Audience(str(said["audience"])),
            cell=_cell(said),
            reason=str(said["reason"]),
            kept=str(said["kept"]),
        ),
    ):
        return see_address(address_of(found))
    return page(request, "readers", {"item": found, "kind": found.KIND, "back": address_of(found)}, form)


@access(Access.READER, "GET", "POST")
def words(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Propose the words with which an item would leave the desk."""
    found = _kept(request, kind, item)
    wording = queries.open_wording(found)
    form = ProposalForm(sent(request), item=type(found), audiences=_BEYOND, initial=_initial(found, wording))
    form.order_fields([*(field.name for field in FIELDS[found.KIND]), "audience", "cell", "reason"])
    if tried(
        form,
        lambda said: actions.propose_words(
            by=person_of(request),
            item=found,
            words={field.name: str(said[field.name]) for field in FIELDS[found.KIND]},
            audience=Audience(str(said["audience"])),
            cell=_cell(said),
            reason=str(said["reason"]),
            originals=originals_of(request, found),
        ),
    ):
        return see("publication", kind, found.id)
    return page(request, "propose", {"item": found, "kind": found.KIND, "back": address_of(found)}, form)


@access(Access.READER)
def publication_page(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Show how far proposed words are: marks, comparison, what the authors said."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    return page(request, "publication", _shown(found, wording), _marks_form(wording, None))


@access(Access.READER, "POST")
def keep(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Let details stand, for one reason."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    form = _marks_form(wording, request.POST)

    def keep_each(said: dict[str, object]) -> None:
        chosen = set(map(str, said["mark"]))  # type: ignore[call-overload]  # the values that were ticked
        for mark in wording.marks.filter(id__in=chosen):
            actions.keep_mark(by=person_of(request), mark=mark, reason=str(said["reason"]))

    if tried(form, keep_each):
        return see("publication", kind, found.id)
    return page(request, "publication", _shown(found, wording), form)


@access(Access.READER, "POST")
def compare(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Hold the words against the sealed voices that this reader's unlocked desk opens."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    originals = originals_of(request, found)
    attempt(request, lambda: actions.compare_words(by=person_of(request), wording=wording, originals=originals))
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def ask(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Ask everybody behind it about exactly these words."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    attempt(request, lambda: actions.ask_authors(by=person_of(request), wording=wording))
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def publish(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Let the words out."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    if attempt(request, lambda: actions.publish_words(by=person_of(request), wording=wording)):
        return see_address(address_of(found))
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def drop(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Stop proposing these words."""
    found = _kept(request, kind, item)
    actions.drop_words(by=person_of(request), wording=_wording(found))
    return see_address(address_of(found))


def _kept(request: HttpRequest, kind: str, item: UUID) -> Item:
    if kind not in set(Kind):
        raise Http404
    return kept(request, MODELS[Kind(kind)], item)


def _wording(item: Item) -> Wording:
    wording = queries.open_wording(item)
    if wording is None:
        raise Http404
    return wording


def _initial(item: Item, wording: Wording | None) -> dict[str, object]:
    if wording is None:
        now = item.audience if leaves_the_desk(Audience(item.audience)) else ""
        return {**words_of(item), "audience": now, "cell": item.cell}
    return {**wording.words, "audience": wording.audience, "cell": wording.cell, "reason": wording.reason}


def _shown(item: Item, wording: Wording) -> dict[str, object]:
    case = queries.case_of(wording)
    missing = publication.missing(case)
    return {
        "item": item,
        "kind": item.KIND,
        "back": address_of(item),
        "wording": wording,
        "words": [(field.name, wording.words[field.name]) for field in FIELDS[item.KIND]],
        "readers": queries.readers_of(wording),
        "case": case,
        "missing": [sentences.MISSING[why] for why in missing],
        "may_publish": not missing,
        "may_ask": case.has_voices and not any(isinstance(why, publication.Missing) for why in missing),
        "asked": _asked(wording),
        "resolved": [mark for mark in wording.marks.select_related("by") if mark.outcome],
    }


def _asked(wording: Wording) -> Asked:
    behind = voices.contributions(
        queries.voices_behind(wording),
        about_kind=wording.kind,
        about_id=wording.item,
        words=queries.said_in(wording),
        audience=Audience(wording.audience),
    )
    said = [each.consent for each in behind]
    objected = sum(each in {ConsentState.OBJECTED, ConsentState.REWORDED} for each in said)
    asked = sum(each is not None for each in said)
    return Asked(len(behind), asked, sum(each.has_said_yes for each in behind), objected)


def _marks_form(wording: Wording, posted: QueryDict | None) -> MarksForm:
    waiting = [mark for mark in wording.marks.all() if not mark.outcome]
    choices = [(str(mark.id), Choice(mark.excerpt, hint=str(sentences.MARK[MarkKind(mark.kind)]))) for mark in waiting]
    return MarksForm(posted, marks=choices)


def _cell(said: dict[str, object]) -> Cell | None:
    cell = said["cell"]
    return cell if isinstance(cell, Cell) else None
