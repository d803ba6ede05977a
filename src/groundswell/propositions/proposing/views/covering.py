"""Coverage: what was said, what is answered, what is missing; and both sides."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import sent, tried, who
from groundswell.propositions.models import Part, Proposition
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.forms import AnswerItemForm, SideForm
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.queries.versions import newest
from groundswell.propositions.proposing.required import Row, coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.propositions.proposing.views.answering import originals, page, readable, see
from groundswell.register.queries import lists
from groundswell.register.queries.bearing import Told
from groundswell.register.rules.items import Kind
from groundswell.web.access import Access, access


@access(Access.ADVOCATE)
def coverage(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show everything that must be answered, what lacks an answer first, with one click to each."""
    found = readable(request, proposition)
    known = coverage_of(found)
    linked = set(found.abouts.values_list("concern", flat=True))
    offered = [each for each in lists.concerns_kept_by(who(request)) if each.id not in linked and each.audience != "me"]
    rows = known.rows_for(who(request))
    shown = {
        "proposition": found,
        "coverage": known,
        "rows": rows,
        "kept": known.kept_from(who(request)),
        "offered": offered,
        "linked": linked,
        "notes": pages.notes_on(known),
        "is_published": newest(found) is not None,
    }
    return page(request, "coverage", shown)


@access(Access.ADVOCATE, "GET", "POST")
def answer_item(request: HttpRequest, proposition: UUID, item: UUID) -> HttpResponse:
    """Answer something that was said."""
    found = readable(request, proposition)
    rows = coverage_of(found).rows_for(who(request))
    row = next((each for each in rows if each.told.id == item), None)
    if row is None:
        raise Http404
    parts = list(found.parts.all())
    form = AnswerItemForm(sent(request), parts=parts, rows=rows, item=item, initial=_initial(row, parts))
    if tried(form, lambda: _answer(request, found, item, form)):
        return see("coverage", found.id)
    return page(request, "answer_item", {"proposition": found, "row": row, "parts": parts}, form)


@access(Access.ADVOCATE, "GET", "POST")
def note_side(request: HttpRequest, proposition: UUID, item: UUID) -> HttpResponse:
    """Note that nobody confirmed a perspective, or that whoever holds it does not."""
    found, told = _side(request, proposition, item)
    form = SideForm(sent(request))
    if tried(form, lambda: _note(request, found, item, form)):
        return see("coverage", found.id)
    return page(request, "side", {"proposition": found, "told": told}, form)


@access(Access.MEMBER, "POST")
def hold_side(request: HttpRequest, proposition: UUID, item: UUID) -> HttpResponse:
    """Say "that is my view too", or take it back."""
    found, _told = _side(request, proposition, item)
    act = actions.let_go_of_side if request.POST.get("undo") else actions.hold_side
    act(by=who(request), proposition=found, perspective=item)
    return see("proposition", found.id, at="sides")


def _side(request: HttpRequest, proposition: UUID, item: UUID) -> tuple[Proposition, Told]:
    found = readable(request, proposition)
    known = coverage_of(found)
    views = (row.told for row in known.rows_for(who(request)) if row.told.kind is Kind.PERSPECTIVE)
    told = next((each for each in (*views, *known.divided_told) if each.id == item), None)
    if told is None:
        raise Http404
    return found, told


def _answer(request: HttpRequest, found: Proposition, item: UUID, form: AnswerItemForm) -> None:
    said = form.cleaned_data
    actions.answer_item(
        by=who(request),
        proposition=found,
        item=item,
        fate=Fate(said["fate"]),
        reason=said["reason"],
        part=Part.objects.filter(id=said["part"], proposition=found).first() if said["part"] else None,
        same_as=UUID(said["same_as"]) if said["same_as"] else None,
        kept=said["kept"],
        originals=originals(request, found, [item]),
    )


def _note(request: HttpRequest, found: Proposition, item: UUID, form: SideForm) -> None:
    said = form.cleaned_data
    actions.note_side(
        by=who(request),
        proposition=found,
        perspective=item,
        heard=Heard(said["heard"]),
        reason=said["reason"],
        kept=said["kept"],
    )


def _initial(row: Row, parts: list[Part]) -> dict[str, object]:
    if row.response is None:
        return {"part": str(parts[0].id) if len(parts) == 1 else ""}
    given = row.response
    return {"fate": given.fate, "reason": given.reason, "part": str(given.part_id), "same_as": str(given.same_as or "")}
