"""Epics are begun, changed, told of, held, linked and ended."""

from decimal import Decimal
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.epics import actions, policy
from groundswell.epics.actions import EpicWords
from groundswell.epics.forms import ConcernForm, EndForm, EpicForm, HoldForm, TellForm
from groundswell.epics.forms import epic_of as initial_of
from groundswell.epics.models import Epic, Hold
from groundswell.epics.queries import epics as queries
from groundswell.epics.rules.problem import Stream
from groundswell.epics.views.answering import epic_of, page, see
from groundswell.people.answering import attempt, sent, tried, who
from groundswell.people.models import Cell
from groundswell.propositions.proposing.queries.decided import decided_lately
from groundswell.register.queries import bearing, lists
from groundswell.register.rules.identification import Tidied
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.session import unlocked
from groundswell.voices.queries import agreed_by_author, said_by_author
from groundswell.web.access import Access, access


@access(Access.PLANNING, "GET", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an epic."""
    form = EpicForm(sent(request), decisions=_decisions(), initial={"stream": Stream.INTERNAL})
    made: list[Epic] = []
    if tried(form, lambda: made.append(actions.begin_epic(by=who(request), words=_words(form), cells=_cells(form)))):
        return see("epic", made[0].id)
    return page(request, "write", {}, form)


@access(Access.PLANNING, "GET", "POST")
def edit(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Write an epic anew, and say which cells help."""
    found = epic_of(epic)
    form = EpicForm(sent(request), decisions=_decisions(), initial=initial_of(found))
    if tried(form, lambda: _change(request, found, form)):
        return see("epic", found.id)
    now = epic_of(epic) if form.errors else None
    return page(request, "write", {"epic": found, "now": now}, form)


@access(Access.MEMBER, "GET", "POST")
def tell(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Say how an epic stands this sprint."""
    found, person = _open(epic), who(request)
    if not policy.may_tell(person, found):
        raise Http404
    (line,) = queries.lines_of([found])
    last = {"position": line.update.position} if line.update else {}
    form = TellForm(sent(request), initial=last)
    if tried(form, lambda: actions.tell(by=person, epic=found, **form.cleaned_data)):
        return see("epic", found.id)
    return page(request, "tell", {"epic": found, "line": line}, form)


@access(Access.MEMBER, "GET", "POST")
def hold(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Put an epic on hold, in a cell or everywhere."""
    found, person = _open(epic), who(request)
    cells = [each for each in _helping(found) if policy.may_hold(person, found, each)]
    everywhere = policy.may_hold(person, found, None)
    if not cells and not everywhere:
        raise Http404
    first = {"cell": request.GET.get("cell", "") or (None if everywhere else cells[0].id)}
    form = HoldForm(sent(request), cells=cells, everywhere=everywhere, initial=first)
    if tried(form, lambda: actions.hold(by=person, epic=found, **form.cleaned_data)):
        return see("epic", found.id)
    return page(request, "hold", {"epic": found}, form)


@access(Access.MEMBER, "POST")
def go_on(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Let an epic go on."""
    found = Hold.objects.select_related("epic", "cell").filter(id=hold).first()
    if found is None or not policy.may_hold(who(request), found.epic, found.cell):
        raise Http404
    attempt(request, lambda: actions.go_on(by=who(request), hold=found))
    return see("epic", found.epic_id)


@access(Access.PLANNING, "GET", "POST")
def concerns(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Say which concerns an epic is to relieve."""
    found, person = epic_of(epic), who(request)
    linked = queries.concerns_of(person, found)
    offered = _concerns(request, {each.id for each in linked})
    form = ConcernForm(sent(request), concerns=offered)
    if tried(form, lambda: actions.link_concern(by=person, epic=found, concern=UUID(form.cleaned_data["concern"]))):
        return see("concerns", found.id)
    return page(request, "concerns", {"epic": found, "linked": linked, "offered": offered}, form)


@access(Access.PLANNING, "POST")
def unlink(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Take the link to a concern out again."""
    found, person = epic_of(epic), who(request)
    wanted = request.POST.get("concern", "")
    for linked in queries.links_to(found, wanted):
        attempt(request, partial(actions.let_go_of_concern, by=person, epic=found, concern=linked))
    return see("concerns", found.id)


@access(Access.ADVOCATE, "GET", "POST")
def end(request: HttpRequest, epic: UUID) -> HttpResponse:
    """End an epic; those who raised its concerns are asked whether it helped."""
    found = epic_of(epic)
    form = EndForm(sent(request))
    if tried(form, lambda: _end(request, found, form)):
        return see("epic", found.id)
    shown = {"epic": found, "concerns": queries.concerns_of(who(request), found), "locked": unlocked(request) is None}
    return page(request, "end", shown, form)


def _end(request: HttpRequest, epic: Epic, form: EndForm) -> None:
    said = form.cleaned_data
    links = list(epic.links.values_list("concern", flat=True))
    actions.end_epic(
        by=who(request), epic=epic, outcome=said["outcome"], kept=said["kept"], originals=_originals(request, links)
    )


def _originals(request: HttpRequest, concerns: list[UUID]) -> dict[UUID, Tidied]:
    """Return what was said in confidence behind these concerns, as far as the reader's desk is unlocked."""
    desk_now = unlocked(request)
    if desk_now is None:
        return {}
    roots = {each.id for each in bearing.standing_for(concerns).values()}
    found = {voice: desk.conversation(desk_now, voice) for voice in bearing.sealed_behind([*concerns, *roots])}
    opened = {voice: desk.opened(desk_now, closed).entries for voice, closed in found.items() if closed is not None}
    return {
        voice: Tidied(said_by_author(entries), list(agreed_by_author(entries).values()))
        for voice, entries in opened.items()
    }


def _change(request: HttpRequest, epic: Epic, form: EpicForm) -> None:
    actions.change_epic(
        by=who(request), epic=epic, words=_words(form), cells=_cells(form), revision=form.cleaned_data["revision"]
    )


def _words(form: EpicForm) -> EpicWords:
    said = form.cleaned_data
    return EpicWords(
        name=said["name"],
        why=said["why"],
        stream=Stream(said["stream"]),
        is_accelerated=said["is_accelerated"],
        minimum_hours=said["minimum_hours"] or Decimal(0),
        owner=said["owner"],
        decision=UUID(said["decision"]) if said["decision"] else None,
    )


def _cells(form: EpicForm) -> list[Cell]:
    return list(form.cleaned_data["cells"])


def _decisions() -> list[tuple[UUID, str]]:
    return [(each.id, each.title) for each in decided_lately()]


def _open(epic: UUID) -> Epic:
    found = epic_of(epic)
    if found.ended_on is not None:
        raise Http404
    return found


def _helping(epic: Epic) -> list[Cell]:
    return [each.cell for each in epic.helping.filter(until_on=None).select_related("cell")]


def _concerns(request: HttpRequest, linked: set[UUID]) -> list[tuple[UUID, str]]:
    readable = bearing.told_to(who(request), lists.concerns_read_by(who(request))).values()
    return [(each.id, each.heading) for each in readable if each.id not in linked and not each.is_kept]
