"""A member suggests a statement, or a late idea, by their link; and finds the answer with a receipt."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.seal import receipts, tokens
from groundswell.kit.seal.receipts import BadReceipt
from groundswell.kit.seal.throttle import Throttle
from groundswell.kit.seal.tokens import BadToken
from groundswell.propositions.models import Statement
from groundswell.propositions.rounds import actions, alike, queries, refusals
from groundswell.propositions.rounds.actions import Known, Why
from groundswell.propositions.rounds.forms import ANYWAY, ReceiptForm, SuggestForm, WhyForm, is_sent_now
from groundswell.propositions.rounds.queries import Answered
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.views.alone import not_taken, of_this_server
from groundswell.voices import refusals as refusals_of_voices
from groundswell.voices.sealing import form_secret
from groundswell.web.access import Access, access

# Receipts that open nothing, for the whole process: no address is looked at, and a right receipt always opens.
guesses = Throttle(1, 60)


@access(Access.COOKIELESS, "GET", "POST")
def suggest(request: HttpRequest, link: str) -> HttpResponse:
    """Take a sentence, sealed until the desk has looked at it; hand out a receipt."""
    try:
        known = actions.require_link(link, Phase.VOTES)
        answer = _take(request, known, link) if request.method == "POST" else _form(request, known, link)
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


@access(Access.COOKIELESS, "GET", "POST")
def give_reason(request: HttpRequest, link: str, number: int) -> HttpResponse:
    """Take a reason to agree or disagree with a statement, sealed until the desk has looked at it."""
    try:
        known = actions.require_link(link, Phase.VOTES)
        about = _about(known, number)
        is_sent = request.method == "POST"
        answer = _take_reason(request, known, link, about) if is_sent else _reason(request, known, link, about)
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


@access(Access.COOKIELESS, "GET", "POST")
def suggested(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; show what became of the suggestion."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    answered = _answered(form) if form.is_bound and form.is_valid() else None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "propositions/rounds/suggested.html", {"form": form, "answered": answered}, status=status)


def _take(request: HttpRequest, known: Known, link: str) -> HttpResponse:
    form = SuggestForm(request.POST)
    try:
        nonce = tokens.read_token(request.POST.get("token"), form_secret(), clock.now())
    except BadToken as bad:
        form.add_error(None, refusals_of_voices.of_token(bad.reason).sentence)
        return _form(request, known, link, form)
    if not form.is_valid():
        return _form(request, known, link, form, token=request.POST["token"])
    act, text = request.POST.get("act", ""), form.cleaned_data["text"]
    near = [] if act == ANYWAY else alike.statements_like(known.round, text)
    if not is_sent_now(act, has_alike=bool(near)):
        return _compared(request, known, link, form, near)
    receipt = actions.suggest(known=known, text=text, is_idea=form.cleaned_data["kind"] == "idea", nonce=nonce)
    shown = {"round": known.round, "link": link, "receipt": receipt.text}
    return render(request, "propositions/rounds/suggestion_taken.html", shown)


def _compared(request: HttpRequest, known: Known, link: str, form: SuggestForm, near: list[str]) -> HttpResponse:
    """Show what seems to say the same, once, before anything is sent."""
    shown = {"round": known.round, "link": link, "form": form, "token": request.POST["token"]}
    shown |= {"near": near, "is_compared": True, "beside": alike.beside(known.round)}
    return render(request, "propositions/rounds/suggest.html", shown)


def _about(known: Known, number: int) -> Statement:
    """Return the statement that a reason is about. Raises NotTaken."""
    found = Statement.objects.filter(round=known.round, number=number, is_withdrawn=False).first()
    if found is None:
        raise NotTaken(refusals.unknown_statement().sentence, is_gone=False)
    return found


def _take_reason(request: HttpRequest, known: Known, link: str, about: Statement) -> HttpResponse:
    form = WhyForm(request.POST)
    try:
        nonce = tokens.read_token(request.POST.get("token"), form_secret(), clock.now())
    except BadToken as bad:
        form.add_error(None, refusals_of_voices.of_token(bad.reason).sentence)
        return _reason(request, known, link, about, form)
    if not form.is_valid():
        return _reason(request, known, link, about, form, token=request.POST["token"])
    sent, why = form.cleaned_data, Why(about.number, form.cleaned_data["side"] == "agree")
    receipt = actions.suggest(known=known, text=sent["text"], is_idea=False, nonce=nonce, why=why)
    shown = {"round": known.round, "link": link, "receipt": receipt.text}
    return render(request, "propositions/rounds/suggestion_taken.html", shown)


def _reason(
    request: HttpRequest, known: Known, link: str, about: Statement, form: WhyForm | None = None, *, token: str = ""
) -> HttpResponse:
    shown = {
        "round": known.round,
        "link": link,
        "statement": about,
        "form": form or WhyForm(),
        "token": token or tokens.new_token(form_secret()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "propositions/rounds/give_reason.html", shown, status=status)


def _form(
    request: HttpRequest, known: Known, link: str, form: SuggestForm | None = None, *, token: str = ""
) -> HttpResponse:
    shown = {
        "round": known.round,
        "link": link,
        "form": form or SuggestForm(),
        "beside": alike.beside(known.round),
        "token": token or tokens.new_token(form_secret()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "propositions/rounds/suggest.html", shown, status=status)


def _answered(form: ReceiptForm) -> Answered | None:
    try:
        receipt = receipts.parse_receipt(form.cleaned_data["receipt"])
    except BadReceipt as bad:
        form.add_error("receipt", refusals_of_voices.of_receipt(bad).sentence)
        return None
    found = queries.answer_by_receipt(receipt)
    if found is None and guesses.allows("guesses"):
        form.add_error("receipt", _("No suggestion of a round has this receipt. Compare it once more."))
    elif found is None:
        form.add_error("receipt", _("Too many receipts that open nothing were tried. Wait a minute, and try again."))
    return found
