"""A talk in writing: book it, and say what becomes of its points, with a receipt and without a cookie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.kit.seal import receipts
from groundswell.kit.seal.receipts import BadReceipt, Receipt
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.refusals import Refused
from groundswell.talks import actions, queries, sentences
from groundswell.talks.forms import BookInWritingForm, PointForm, ReceiptForm
from groundswell.talks.models import Point
from groundswell.talks.moments import in_words, zone_of
from groundswell.talks.queries import TalkLine
from groundswell.talks.views.answering import invitation_to, new_token, nonce_of, outcome_of, times
from groundswell.voices import queries as voices
from groundswell.voices import refusals
from groundswell.voices.queries import Thread
from groundswell.web.access import Access, access
from groundswell.web.forms import Choice

# Receipts that open nothing, for the whole process: no address is looked at, and a right receipt always opens.
guesses = Throttle(1, 60)


@dataclass(frozen=True)
class Opened:
    """A dialogue that a receipt opened, and what was sent with it."""

    receipt: Receipt = field(repr=False)
    thread: Thread
    posted: QueryDict = field(repr=False)

    def talk(self) -> TalkLine:
        """Return the talk of this dialogue that the form is about; any other is missing."""
        asked = self.posted.get("talk", "")
        found = next((line for line in queries.talks_in(self.thread) if str(line.talk.id) == asked), None)
        if found is None:
            raise Http404
        return found


@access(Access.COOKIELESS, "GET", "POST")
def talk(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; then do what a form asks for. Every form goes to this one address, as in a dialogue."""
    if request.method != "POST":
        return render(request, "talks/receipt_door.html", {"form": ReceiptForm()})
    opened = _open(request)
    if isinstance(opened, Refused):
        return _closed(request, opened)
    if request.POST.get("do") == "calendar":
        return invitation_to(opened.talk().talk, opened.thread.voice.id)
    deed, done = _DEEDS.get(request.POST.get("do", ""), (None, ""))
    try:
        if deed is not None:
            deed(opened)
    except Refused as refused:
        return _page(request, opened, refused=refused)
    return _page(request, opened, done=done)


def _open(request: HttpRequest) -> Opened | Refused:
    try:
        receipt = receipts.parse_receipt(request.POST.get("receipt", ""))
    except BadReceipt as bad:
        return refusals.of_receipt(bad)
    thread = voices.thread_by_receipt(receipt)
    if thread is not None:
        return Opened(receipt, thread, request.POST)
    return refusals.unknown_receipt() if guesses.allows("guesses") else refusals.too_many_guesses()


def _closed(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Show the door again. The receipt is not repeated, but words that came with it are."""
    form = ReceiptForm({})
    form.is_valid()
    form.add_error("receipt", refused.sentence)
    shown = {"form": form, "text": request.POST.get("text", ""), "refused": form}
    return render(request, "talks/receipt_door.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _book(opened: Opened) -> None:
    try:
        slot = UUID(opened.posted.get("slot", ""))
    except ValueError:
        raise Refused(_("Choose a time."), "slot") from None
    actions.book_in_writing(thread=opened.thread, slot=slot, nonce=nonce_of(opened.posted))


def _note(opened: Opened) -> None:
    text, nonce = opened.posted.get("text", ""), nonce_of(opened.posted)
    actions.note_point(thread=opened.thread, talk=opened.talk().talk, text=text, nonce=nonce)


def _agree(opened: Opened) -> None:
    try:
        point = UUID(opened.posted.get("point", ""))
        actions.agree(thread=opened.thread, point=point, outcome=outcome_of(opened.posted))
    except (ValueError, Point.DoesNotExist):
        raise Http404 from None


def _nothing(opened: Opened) -> None:
    actions.say_nothing_to_publish(thread=opened.thread, talk=opened.talk().talk)


def _call_off(opened: Opened) -> None:
    actions.call_off(thread=opened.thread, talk=opened.talk().talk)


_DEEDS: dict[str, tuple[Callable[[Opened], None], str]] = {
    "book": (_book, "booked"),
    "note": (_note, "noted"),
    "agree": (_agree, "agreed"),
    "nothing": (_nothing, "agreed"),
    "off": (_call_off, "off"),
}


def _page(request: HttpRequest, opened: Opened, *, done: str = "", refused: Refused | None = None) -> HttpResponse:
    lines = queries.talks_in(opened.thread)
    points = queries.points_for_member(opened.thread, [line.talk for line in lines])
    readers = voices.people_reading([opened.thread.voice.id]).get(opened.thread.voice.id, frozenset())
    free = queries.free_slots(readers=readers)
    offered = times(free, zone_of(None))
    book, note = _forms(opened, offered, refused)
    shown = {
        "receipt": opened.receipt.text,
        "thread": opened.thread,
        "talks": [(line, in_words(line.talk.slot.starts_at), points[line.talk.id]) for line in lines],
        "free": free,
        "all_taken": not free and queries.are_all_taken(readers=readers),
        "form": book,
        "point_form": note,
        "noting": opened.posted.get("talk", ""),
        "choices": list(sentences.CHOICES.items()),
        "readers": voices.names_of_readers(opened.thread.voice.id) or [_("nobody any more")],
        "done": done,
        "refused": refused and (book if book.errors else note),
        "token": new_token(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "talks/receipt.html", shown, status=status)


def _forms(
    opened: Opened, offered: Sequence[tuple[str, Choice]], refused: Refused | None
) -> tuple[BookInWritingForm, PointForm]:
    """Return both forms; one that was refused is filled in, and has its sentence."""
    do = opened.posted.get("do") if refused else ""
    book = BookInWritingForm({"slot": opened.posted.get("slot", "")} if do == "book" else None, times=offered)
    note = PointForm(opened.posted if do not in {"", "book"} else None)
    if refused is not None:
        form: BookInWritingForm | PointForm = book if do == "book" else note
        form.full_clean()
        form.errors.clear()
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return book, note
