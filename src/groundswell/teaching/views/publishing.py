"""A piece goes out; a story of a decision is opened, and looked at by a second person first."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.people.rules import Audience
from groundswell.teaching import actions, policy
from groundswell.teaching.forms.pieces import LookForm, PublishForm
from groundswell.teaching.models import Piece
from groundswell.teaching.queries import pieces as queries
from groundswell.teaching.views.answering import page, piece_of, see
from groundswell.web.access import Access, access


@access(Access.PLANNING, "GET", "POST")
def publish(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Show exactly what readers would read, and publish it."""
    found = piece_of(piece)
    form = PublishForm(sent(request), initial={"readers": Audience.ORGANISATION})
    fallen: list[UUID] = []
    if tried(form, lambda: fallen.extend(_publish(request, found, form))):
        if not fallen:
            return see("piece", found.id)
        told = ngettext(
            "It is out. %(n)d quote fell out: its speaker took it back.",
            "It is out. %(n)d quotes fell out: their speakers took them back.",
            len(fallen),
        )
        return go_on(request, told % {"n": len(fallen)}, "teaching:piece", found.id)
    return page(request, "publish", {"piece": found, "shown": queries.page_of(found)}, form)


@access(Access.ADVOCATE, "POST")
def widen(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Open a story of something decided inside to everybody."""
    found = piece_of(piece)
    if attempt(request, lambda: actions.widen(by=who(request), piece=found)):
        return go_on(
            request,
            _("It is open. A second person looks now whether somebody could be known."),
            "teaching:piece",
            piece,
        )
    return see("piece", found.id)


@access(Access.MEMBER, "GET", "POST")
def look(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Look, as a second person, whether somebody could be known by these words."""
    found, person = piece_of(piece), who(request)
    if not policy.may_look(person, found):
        raise Http404
    mark, marks = queries.looked_at(found)
    form = LookForm(sent(request), initial={"seen": mark})
    if tried(form, lambda: actions.look(by=person, piece=found, **form.cleaned_data)):
        return see("piece", found.id)
    shown = {"piece": found, "shown": queries.page_of(found), "marks": marks, "mark": mark}
    return page(request, "look", shown, form)


@access(Access.PLANNING, "POST")
def take_down(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Take a piece down outside."""
    found = piece_of(piece)
    attempt(request, lambda: actions.take_down(by=who(request), piece=found))
    return see("piece", found.id)


@access(Access.PLANNING, "POST")
def take_out(request: HttpRequest, piece: UUID, quote: UUID) -> HttpResponse:
    """Say that a quote which was taken back is out of every copy elsewhere."""
    found = piece_of(piece)
    attempt(request, lambda: actions.take_out_quote(by=who(request), piece=found, quote=quote))
    return see("piece", found.id)


def _publish(request: HttpRequest, found: Piece, form: PublishForm) -> list[UUID]:
    said = form.cleaned_data
    return actions.publish_piece(by=who(request), piece=found, readers=Audience(said["readers"]), kept=said["kept"])
