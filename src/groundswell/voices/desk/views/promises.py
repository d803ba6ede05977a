"""The promise list: to whom, what, by which day."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import clock
from groundswell.people.refusals import Refused
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions import notes
from groundswell.voices.desk.forms import PromiseForm
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.desk.views.opening import behind_the_door, missing, see_other
from groundswell.voices.models import DeskNote
from groundswell.web.access import Access, access

LAST_PAGE = 9999


@access(Access.READER, "GET", "POST")
@behind_the_door
def promises(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show the promises, and take a new one."""
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notes.promise(unlocked=unlocked, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return see_other("desk_promises")
    number, today = _page_number(request.GET.get("page", "")), clock.today()
    kept, more = queries.kept_promises(unlocked, number)
    listed = queries.notes(unlocked).promises
    page = {
        "form": form,
        "promises": [(each, each.standing(today)) for each in listed],
        "readable": queries.still_read(unlocked, [each.voice for each in listed if each.voice]),
        "kept": kept,
        "number": number,
        "next_number": number + 1 if more else None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "voices/desk/promises.html", page, status=status)


@access(Access.READER, "POST")
@behind_the_door
def keep(request: HttpRequest, unlocked: Unlocked, note_id: UUID) -> HttpResponse:
    """Note that a promise was kept."""
    return _act(request, unlocked, note_id, notes.keep_promise)


@access(Access.READER, "POST")
@behind_the_door
def reopen(request: HttpRequest, unlocked: Unlocked, note_id: UUID) -> HttpResponse:
    """Take that back."""
    return _act(request, unlocked, note_id, notes.reopen_promise)


@access(Access.READER, "POST")
@behind_the_door
def drop(request: HttpRequest, unlocked: Unlocked, note_id: UUID) -> HttpResponse:
    """Delete a promise."""
    return _act(request, unlocked, note_id, notes.drop_promise)


def _act(request: HttpRequest, unlocked: Unlocked, note_id: UUID, act: Callable[..., None]) -> HttpResponse:
    try:
        act(unlocked=unlocked, note=note_id)
    except DeskNote.DoesNotExist:
        raise missing() from None
    return see_other("desk" if request.POST.get("back") == "desk" else "desk_promises", anchor="promises")


def _page_number(written: str) -> int:
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(LAST_PAGE))
    return max(1, int(written)) if is_number else 1
