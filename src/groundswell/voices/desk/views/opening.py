"""What every page behind the desk's door needs: the desk unlocked, and nothing lost that was typed when it was not."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.desk import session
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.forms import PassphraseField, UnlockForm
from groundswell.voices.desk.unlocked import Unlocked

type Opened[**P] = Callable[Concatenate[HttpRequest, Unlocked, P], HttpResponse]
type Guarded[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]

# The passphrase field of the page that keeps what was typed; no form of the desk has a field of this name.
REOPEN = "desk_passphrase"


class ReopenForm(UnlockForm):
    """The passphrase, on a page that also carries what was typed."""

    field_order = (REOPEN,)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, or None
        self.fields = {REOPEN: PassphraseField(label=self.fields["passphrase"].label)}


def behind_the_door[**P](view: Opened[P]) -> Guarded[P]:
    """Give a view the unlocked desk.

    A locked desk leads a reader to the door and back again; what was typed into a form is kept in the page that asks
    for the passphrase, and sent on with it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        unlocked = session.unlocked(request)
        if unlocked is not None:
            return view(request, unlocked, *args, **kwargs)
        if request.method != "POST":
            return redirect(f"{reverse('desk')}?{urlencode({'next': request.path})}")
        unlocked, kept = _opened_with_what_was_typed(request)
        return view(request, unlocked, *args, **kwargs) if unlocked else kept

    return cast("Guarded[P]", guarded)


def reader_of(request: HttpRequest) -> Person:
    """Return who is signed in, on routes that are for readers."""
    return cast("Person", request.user)


def see_other(where: str, *args: object, anchor: str = "") -> HttpResponseRedirect:
    """Return the redirect after something was done."""
    address = reverse(where, args=args) + (f"#{anchor}" if anchor else "")
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def missing() -> Http404:
    """Return what is raised for everything that is not this reader's, or not there."""
    return Http404()


def _opened_with_what_was_typed(request: HttpRequest) -> tuple[Unlocked | None, HttpResponse]:
    form = ReopenForm(request.POST if REOPEN in request.POST else None)
    if form.is_valid():
        try:
            opened = keys.unlock(reader=reader_of(request), words=form.cleaned_data[REOPEN])
        except Refused as refused:
            form.add_error(REOPEN, refused.sentence)
        else:
            session.open_desk(request, reader=reader_of(request), pairs=opened.pairs, generation=opened.generation)
            return session.unlocked(request), HttpResponse()
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OURS]
    page = {"form": form, "typed": typed, "words": request.POST.get("text", "")}
    return None, render(request, "voices/desk/reopen.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


_OURS = frozenset({REOPEN, "csrfmiddlewaretoken"})
