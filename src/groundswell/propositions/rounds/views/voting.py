"""The book of votes: one statement a page, or a list. It shows statements, and never what was voted before."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.propositions.models import Statement
from groundswell.propositions.rounds import actions, order, refusals
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules import routing, sheets
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.rules.sheets import LONGEST_NUMBER, Cast, Vote, VoteFault
from groundswell.propositions.rounds.views.alone import not_taken, of_this_server
from groundswell.web.access import Access, access

A_PAGE = 25
SKIP = "skip"


@access(Access.COOKIELESS, "GET", "POST")
def one(request: HttpRequest, link: str) -> HttpResponse:
    """Show the first statement of this voter's order; count a vote, and show the next."""
    try:
        known = actions.require_link(link, Phase.VOTES)
        answer = _take(request, known, link) if request.method == "POST" else _first(request, known, link)
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


@access(Access.COOKIELESS, "GET", "POST")
def every(request: HttpRequest, link: str) -> HttpResponse:
    """Show all statements, some a page; count the votes on those that were chosen."""
    try:
        known = actions.require_link(link, Phase.VOTES)
        answer = _take_some(request, known, link) if request.method == "POST" else _list(request, known, link)
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


@access(Access.COOKIELESS, "POST")
def done(request: HttpRequest, link: str) -> HttpResponse:
    """Note that this voter need not be waited for."""
    try:
        known = actions.require_link(link, Phase.VOTES)
        actions.finish_book(known=known)
    except NotTaken as refused:
        return of_this_server(not_taken(request, refused))
    return of_this_server(_end(request, known, link, is_done=True))


def _first(request: HttpRequest, known: Known, link: str) -> HttpResponse:
    return _statement(request, known, link, order.of(known))


def _take(request: HttpRequest, known: Known, link: str) -> HttpResponse:
    number, sent, ordered = _number(request.POST.get("statement", "")), request.POST.get("vote", ""), order.of(known)
    try:
        if number is None or number not in ordered:
            raise refusals.unknown_statement()
        if sent != SKIP:
            actions.vote(known=known, statement=number, cast=_cast(sent, request.POST.get("matters", "")))
    except NotTaken:
        raise
    except Refused as refused:
        here = number if refused.field == "vote" else None
        return _statement(request, known, link, ordered, here, refused=refused.sentence)
    counted = "" if sent == SKIP else _counted(sheets.vote_of(sent))
    following = routing.following(ordered, number)
    if following is None:
        return _end(request, known, link, counted=counted)
    return _statement(request, known, link, ordered, following, counted=counted)


def _statement(
    request: HttpRequest,
    known: Known,
    link: str,
    ordered: list[int],
    number: int | None = None,
    *,
    counted: str = "",
    refused: str = "",
) -> HttpResponse:
    """Show a statement, the first one where none is named; the end where there is none at all."""
    if not ordered:
        return _end(request, known, link)
    here = ordered[0] if number is None else number
    shown = {
        "round": known.round,
        "link": link,
        "statement": Statement.objects.get(round=known.round, number=here),
        "place": ordered.index(here) + 1,
        "all": len(ordered),
        "counted": counted,
        "refused": refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "propositions/rounds/vote.html", shown, status=status)


def _list(request: HttpRequest, known: Known, link: str, *, counted: str = "", refused: str = "") -> HttpResponse:
    statements = Statement.objects.filter(round=known.round, is_withdrawn=False)
    page = Paginator(statements, A_PAGE).get_page(request.GET.get("page"))
    sent = request.POST if refused else {}
    lines = [(each, sent.get(f"vote-{each.number}", ""), bool(sent.get(f"matters-{each.number}"))) for each in page]
    shown = {"round": known.round, "link": link, "page": page, "lines": lines, "counted": counted, "refused": refused}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "propositions/rounds/vote_all.html", shown, status=status)


def _take_some(request: HttpRequest, known: Known, link: str) -> HttpResponse:
    try:
        votes = _votes(request)
        actions.vote_all(known=known, votes=votes)
    except NotTaken:
        raise
    except Refused as refused:
        return _list(request, known, link, refused=refused.sentence)
    return _list(request, known, link, counted=_("Counted: %(count)d.") % {"count": len(votes)})


def _votes(request: HttpRequest) -> dict[int, Cast]:
    found = {}
    for name, value in request.POST.items():
        prefix, _dash, number = name.partition("-")
        if prefix == "vote" and str(value):
            place = _number(number)
            if place is None:
                raise refusals.unknown_statement()
            found[place] = _cast(str(value), request.POST.get(f"matters-{number}", ""))
    if not found:
        raise refusals.of_vote(VoteFault.NONE)
    return found


def _end(request: HttpRequest, known: Known, link: str, *, counted: str = "", is_done: bool = False) -> HttpResponse:
    shown = {"round": known.round, "link": link, "counted": counted, "is_done": is_done}
    return render(request, "propositions/rounds/vote_end.html", shown)


def _cast(sent: str, matters: str) -> Cast:
    vote = sheets.vote_of(sent)
    if isinstance(vote, VoteFault):
        raise refusals.of_vote(vote)
    return Cast(vote, bool(matters))


def _counted(vote: Vote | VoteFault) -> str:
    words = {Vote.AGREE: _("Counted: you agree."), Vote.DISAGREE: _("Counted: you disagree.")}
    return words.get(vote, _("Counted: you pass.")) if isinstance(vote, Vote) else ""


def _number(text: str) -> int | None:
    """Return the number that was sent; None for what is none, however long."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_one and int(text) < sheets.MOST_STATEMENTS else None
