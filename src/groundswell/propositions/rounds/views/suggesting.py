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
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.forms import ReceiptForm, SuggestForm
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
    is_idea = form.cleaned_data["kind"] == "idea"
    receipt = actions.suggest(known=known, text=form.cleaned_data["text"], is_idea=is_idea, nonce=nonce)
    shown = {"round": known.round, "link": link, "receipt": receipt.text}
    return render(request, "propositions/rounds/suggestion_taken.html", shown)


def _form(
    request: HttpRequest, known: Known, link: str, form: SuggestForm | None = None, *, token: str = ""
) -> HttpResponse:
    shown = {
        "round": known.round,
        "link": link,
        "form": form or SuggestForm(),
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
