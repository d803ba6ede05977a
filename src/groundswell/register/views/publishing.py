"""Who can see an item, and the way of its words out of the desk."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent
from groundswell.people.models import Cell, Served
from groundswell.people.rules import Audience
from groundswell.register import actions, policy, sentences
from groundswell.register.actions.searching import address_of
from groundswell.register.forms import MarksForm, ProposalForm, ReadersForm
from groundswell.register.models import Item, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.items import MODELS, is_by_its_holder
from groundswell.register.queries.proposals import Sealed, content_of, wordings_on_their_way
from groundswell.register.queries.readers import kept_from
from groundswell.register.rules import publication
from groundswell.register.rules.audience import AT_THE_DESK, leaves_the_desk
from groundswell.register.rules.items import Kind
from groundswell.register.rules.proposals import Content
from groundswell.register.views.answering import kept, originals_of, page, person_of, see, see_address, tried
from groundswell.register.wordings import FIELDS, words_of
from groundswell.voices import queries as voices
from groundswell.voices.desk.session import unlocked
from groundswell.voices.queries.proposals import readers_of_proposal
from groundswell.voices.rules import ConsentState
from groundswell.web.access import Access, access
from groundswell.web.forms import Choice

# From whoever wrote it to the advocates: the one widening that is no publication.
_SHARED = (Audience.ADVOCATE, Audience.ME)
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
    now = Audience(found.audience)
    offered = [each for each in Audience if not each.is_wider_than(now) or (each, now) == _SHARED]
    if not policy.reading_of(person_of(request)).is_advocate or kept_from(found):
        offered = [each for each in offered if each is not Audience.ADVOCATE or each is now]
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
            originals=originals_of(request, found),
        ),
    ):
        return see_address(address_of(found))
    return page(request, "readers", {"item": found, "kind": found.KIND, "back": address_of(found)}, form)


@access(Access.READER, "GET", "POST")
def words(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Propose the words with which an item would leave the desk."""
    found = _kept(request, kind, item)
    wording = queries.open_wording(found)
    content = _content(request, wording) if wording else None
    if wording and content is None and request.method == "GET":
        return see("publication", kind, found.id)
    form = ProposalForm(sent(request), item=type(found), audiences=_BEYOND, initial=_initial(found, wording, content))
    form.order_fields([*(field.name for field in FIELDS[found.KIND]), "audience", "cell", "about", "reason"])
    if tried(
        form,
        lambda said: actions.propose_words(
            by=person_of(request),
            item=found,
            words={field.name: str(said[field.name]) for field in FIELDS[found.KIND]},
            audience=Audience(str(said["audience"])),
            cell=_cell(said),
            about=_about(said),
            reason=str(said["reason"]),
            originals=originals_of(request, found),
            desk=unlocked(request),
        ),
    ):
        return see("publication", kind, found.id)
    holder = found.written_by.name if is_by_its_holder(found) and found.written_by != person_of(request) else ""
    shown = {"item": found, "kind": found.KIND, "back": address_of(found), "holder": holder}
    return page(request, "propose", shown, form)


@access(Access.READER)
def on_their_way(request: HttpRequest) -> HttpResponse:
    """Show all proposals that this reader keeps, the oldest first."""
    found = wordings_on_their_way(policy.reading_of(person_of(request)))
    return page(request, "on_their_way", {"found": found})


@access(Access.READER)
def publication_page(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Show how far proposed words are: marks, comparison, what the authors said."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    content = _content(request, wording)
    if content is None:
        return page(request, "publication", _closed(found, wording))
    return page(request, "publication", _shown(found, wording, content), _marks_form(content, None))


@access(Access.READER, "POST")
def keep(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Let details stand, for one reason."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    content = _content(request, wording)
    if content is None:
        return see("publication", kind, found.id)
    form = _marks_form(content, request.POST)
    if tried(
        form,
        lambda said: actions.keep_marks(
            by=person_of(request),
            wording=wording,
            looks=set(map(str, said["mark"])),  # type: ignore[call-overload]  # the values that were ticked
            reason=str(said["reason"]),
            desk=unlocked(request),
        ),
    ):
        return see("publication", kind, found.id)
    return page(request, "publication", _shown(found, wording, content), form)


@access(Access.READER, "POST")
def compare(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Hold the words against the sealed voices that this reader's unlocked desk opens."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    originals, desk = originals_of(request, found), unlocked(request)
    attempt(
        request,
        lambda: actions.compare_words(by=person_of(request), wording=wording, originals=originals, desk=desk),
    )
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def ask(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Ask everybody behind it about exactly these words."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    attempt(request, lambda: actions.ask_authors(by=person_of(request), wording=wording, desk=unlocked(request)))
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def publish(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Let the words out."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    desk = unlocked(request)
    content = _content(request, wording)
    if attempt(request, lambda: actions.publish_words(by=person_of(request), wording=wording, desk=desk)):
        _say_where_it_is_talked_about(request, content)
        return see_address(address_of(found))
    return see("publication", kind, found.id)


@access(Access.READER, "POST")
def drop(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Stop proposing these words."""
    found = _kept(request, kind, item)
    wording = _wording(found)
    attempt(request, lambda: actions.drop_words(by=person_of(request), wording=wording))
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


def _content(request: HttpRequest, wording: Wording) -> Content | None:
    """Return what a proposal says; None where it is sealed and this desk does not open it now."""
    try:
        return content_of(wording, unlocked(request))
    except Sealed:
        return None


def _initial(item: Item, wording: Wording | None, content: Content | None) -> dict[str, object]:
    if wording is None or content is None:
        about = queries.served_in(item.said)
        usual = about.default_audience if about and leaves_the_desk(Audience(about.default_audience)) else ""
        now = item.audience if leaves_the_desk(Audience(item.audience)) else usual
        return {**words_of(item), "audience": now, "cell": item.cell, "about": about}
    told = {"audience": wording.audience, "cell": wording.cell, "about": content.about, "reason": content.reason}
    return {**content.words, **told}


def _closed(item: Item, wording: Wording) -> dict[str, object]:
    return {
        "item": item,
        "kind": item.KIND,
        "back": address_of(item),
        "readers": queries.readers_of(wording),
        "is_closed": True,
        "opens_for": readers_of_proposal(wording.id),
    }


def _shown(item: Item, wording: Wording, content: Content) -> dict[str, object]:
    case = queries.case_of(wording, content)
    missing = publication.missing(case)
    return {
        "item": item,
        "kind": item.KIND,
        "back": address_of(item),
        "wording": wording,
        "words": [(field.name, content.words[field.name]) for field in FIELDS[item.KIND]],
        "readers": queries.readers_of(wording),
        "opens_for": readers_of_proposal(wording.id),
        "case": case,
        "missing": [sentences.MISSING[why] for why in missing],
        "may_publish": not missing,
        "may_ask": case.has_voices and not any(isinstance(why, publication.Missing) for why in missing),
        "asked": _asked(wording, content),
        "resolved": content.resolved,
        "about": queries.served_by(content),
    }


def _asked(wording: Wording, content: Content) -> Asked:
    behind = voices.contributions(
        queries.voices_behind(wording),
        about_kind=wording.kind,
        about_id=wording.item,
        words=queries.said_in(wording, content),
        audience=Audience(wording.audience),
        readers=queries.key_of(wording),
    )
    said = [each.consent for each in behind]
    objected = sum(each in {ConsentState.OBJECTED, ConsentState.REWORDED} for each in said)
    asked = sum(each is not None for each in said)
    return Asked(len(behind), asked, sum(each.has_said_yes for each in behind), objected)


def _marks_form(content: Content, posted: QueryDict | None) -> MarksForm:
    whole = _("the whole text")
    choices = [
        (look.id, Choice(look.excerpt or whole, hint=str(sentences.MARK[look.mark]))) for look in content.waiting
    ]
    return MarksForm(posted, marks=choices)


def _about(said: dict[str, object]) -> Served | None:
    about = said.get("about")
    return about if isinstance(about, Served) else None


def _say_where_it_is_talked_about(request: HttpRequest, content: Content | None) -> None:
    about = queries.served_by(content) if content else None
    if about is not None and about.channels:
        told = {"name": about.name, "where": ", ".join(about.channels)}
        messages.success(request, _("It is out. Say it where %(name)s talks, too: %(where)s.") % told)


def _cell(said: dict[str, object]) -> Cell | None:
    cell = said.get("cell")
    return cell if isinstance(cell, Cell) else None
