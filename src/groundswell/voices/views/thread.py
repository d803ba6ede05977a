"""The way back for anonymous authors: a receipt in the form, and nothing in the address."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from groundswell.kit.seal import receipts
from groundswell.kit.seal.receipts import BadReceipt, Receipt
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.refusals import Refused
from groundswell.voices import queries, refusals
from groundswell.voices.forms import ReceiptForm
from groundswell.voices.queries import Thread
from groundswell.voices.rules import Ending
from groundswell.voices.views import dialogue
from groundswell.voices.views.dialogue import Unfinished
from groundswell.web.access import Access, access

type Deed = Callable[[Thread, QueryDict], None]

# Receipts that open nothing, for the whole process: no address is looked at, and a right receipt always opens.
guesses = Throttle(1, 60)


class Unopened(Exception):
    """The receipt opens nothing; the answer says why."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__("unopened")
        self.answer = answer


@access(Access.COOKIELESS, "GET", "POST")
def thread(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; open its dialogue."""
    if request.method != "POST":
        return render(request, "voices/thread_door.html", {"form": ReceiptForm()})
    return _do(request, lambda _thread, _sent: None)


@access(Access.COOKIELESS, "GET", "POST")
def write(request: HttpRequest) -> HttpResponse:
    """Add words."""
    return _do(request, dialogue.write, done="written")


@access(Access.COOKIELESS, "GET", "POST")
def confirm(request: HttpRequest) -> HttpResponse:
    """Say whether it helped."""
    return _do(request, dialogue.confirm, done="confirmed")


@access(Access.COOKIELESS, "GET", "POST")
def answer_consent(request: HttpRequest) -> HttpResponse:
    """Say yes or no to exact words."""
    return _do(request, dialogue.answer_consent, done="answered")


@access(Access.COOKIELESS, "GET", "POST")
def answer_draft(request: HttpRequest) -> HttpResponse:
    """Say whether a tidied version is right."""
    return _do(request, dialogue.answer_draft, done="answered")


@access(Access.COOKIELESS, "GET", "POST")
def end(request: HttpRequest) -> HttpResponse:
    """End it in one of three ways."""
    if request.method != "POST":
        return _to_the_door()
    try:
        receipt, opened = _open(request)
    except Unopened as unopened:
        return unopened.answer
    try:
        ending = dialogue.end(opened, request.POST)
    except Unfinished as unfinished:
        return _page(request, receipt, opened, unfinished=unfinished)
    if ending == Ending.CLOSE:
        return _reopened(request, receipt, done="closed")
    return render(request, "voices/thread_gone.html", {"withdrawn": ending == Ending.WITHDRAW})


def _do(request: HttpRequest, deed: Deed, *, done: str = "") -> HttpResponse:
    if request.method != "POST":
        return _to_the_door()
    try:
        receipt, opened = _open(request)
    except Unopened as unopened:
        return unopened.answer
    try:
        deed(opened, request.POST)
    except Unfinished as unfinished:
        return _page(request, receipt, opened, unfinished=unfinished)
    return _reopened(request, receipt, done=done)


def _to_the_door() -> HttpResponse:
    return HttpResponseRedirect(reverse("thread"))


def _open(request: HttpRequest) -> tuple[Receipt, Thread]:
    """Return the dialogue of the receipt that was sent; raises Unopened with the page that says why not."""
    try:
        receipt = receipts.parse_receipt(request.POST.get("receipt", ""))
    except BadReceipt as bad:
        raise Unopened(_refuse(request, refusals.of_receipt(bad), HTTPStatus.UNPROCESSABLE_ENTITY)) from None
    opened = queries.thread_by_receipt(receipt)
    if opened is not None:
        return receipt, opened
    if guesses.allows("guesses"):
        raise Unopened(_refuse(request, refusals.unknown_receipt(), HTTPStatus.UNPROCESSABLE_ENTITY))
    raise Unopened(_refuse(request, refusals.too_many_guesses(), HTTPStatus.TOO_MANY_REQUESTS))


def _refuse(request: HttpRequest, refused: Refused, status: HTTPStatus) -> HttpResponse:
    """Show the door again. The receipt is not repeated, but words that came with it are."""
    form = ReceiptForm({})
    form.is_valid()
    form.add_error("receipt", refused.sentence)
    shown = {"form": form, "text": request.POST.get("text", "")}
    return render(request, "voices/thread_door.html", shown, status=status)


def _reopened(request: HttpRequest, receipt: Receipt, *, done: str) -> HttpResponse:
    """Show the dialogue as it is after what was done."""
    opened = queries.thread_by_receipt(receipt)
    if opened is None:
        return _refuse(request, refusals.unknown_receipt(), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, receipt, opened, done=done)


def _page(
    request: HttpRequest, receipt: Receipt, opened: Thread, *, unfinished: Unfinished | None = None, done: str = ""
) -> HttpResponse:
    shown = dialogue.page_of(opened, unfinished) | {"receipt": receipt.text, "done": done}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if unfinished else HTTPStatus.OK
    return render(request, "voices/thread.html", shown, status=status)
