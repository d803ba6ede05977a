"""The way back for anonymous authors: a receipt in the form, and nothing in the address."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from groundswell.kit.seal import receipts
from groundswell.kit.seal.receipts import BadReceipt, Receipt
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.refusals import Refused
from groundswell.voices import ports, queries, refusals
from groundswell.voices.forms import ReceiptForm
from groundswell.voices.queries import Thread
from groundswell.voices.rules import Ending
from groundswell.voices.views import dialogue
from groundswell.voices.views.dialogue import Unfinished
from groundswell.web.access import Access, access

# What a form asks for; an ending says which.
type Deed = Callable[[Thread, QueryDict], Ending | None]

_NOTHING: tuple[Deed, str] = (lambda _thread, _sent: None, "")
_DEEDS: dict[str, tuple[Deed, str]] = {
    "write": (dialogue.write, "written"),
    "confirm": (dialogue.confirm, "confirmed"),
    "consent": (dialogue.answer_consent, "answered"),
    "draft": (dialogue.answer_draft, "answered"),
    "end": (dialogue.end, "closed"),
}
_GONE = frozenset(Ending) - {Ending.CLOSE}

# Receipts that open nothing, for the whole process: no address is looked at, and a right receipt always opens.
guesses = Throttle(1, 60)


class Unopened(Exception):
    """The receipt opens nothing; the answer says why."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__("unopened")
        self.answer = answer


@access(Access.COOKIELESS, "GET", "POST")
def thread(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; open its dialogue, and do in it what a form asks for.

    All forms go to this one address: a browser writes what it sent to an address into its own files, unless the page
    that answers has that same address.
    """
    if request.method != "POST":
        return render(request, "voices/thread_door.html", {"form": ReceiptForm()})
    try:
        receipt, opened = _open(request)
    except Unopened as unopened:
        return unopened.answer
    deed, done = _DEEDS.get(request.POST.get("do", ""), _NOTHING)
    try:
        ending = deed(opened, request.POST)
    except Unfinished as unfinished:
        return _page(request, receipt, opened, unfinished=unfinished)
    if ending in _GONE:
        return render(request, "voices/thread_gone.html", {"withdrawn": ending == Ending.WITHDRAW})
    return _reopened(request, receipt, done=done)


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
    """Show the door again, filled in, with the words that came with the receipt."""
    form = ReceiptForm(request.POST)
    form.full_clean()
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
    shown = dialogue.page_of(opened, unfinished) | {
        "receipt": receipt.text,
        "done": done,
        "ways": list(ports.ways_by_receipt),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if unfinished else HTTPStatus.OK
    return render(request, "voices/thread.html", shown, status=status)
