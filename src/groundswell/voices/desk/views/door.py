"""The door of the desk: set up, unlock, recover, lock."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit.seal.passphrase import BadRecoveryKey, parse_recovery_key
from groundswell.people.refusals import Refused
from groundswell.voices.desk import queries, rules, session
from groundswell.voices.desk.actions import handing_over, keys
from groundswell.voices.desk.actions.keys import Opened
from groundswell.voices.desk.forms import KeepRecoveryForm, NewPassphraseForm, RecoverForm, UnlockForm
from groundswell.voices.desk.panels import panels_for
from groundswell.voices.desk.refusals import BusyNow, WaitFirst
from groundswell.voices.desk.views.front import front, read_what_waits
from groundswell.voices.desk.views.opening import reader_of, see_other
from groundswell.web.access import Access, access


@access(Access.READER)
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk; locked, the way in and counts of concerns."""
    unlocked = session.unlocked(request)
    if unlocked is not None:
        return front(request, unlocked)
    if queries.current_key(reader_of(request)) is None:
        return redirect("desk_setup")
    return _door(request, UnlockForm())


@access(Access.READER, "POST")
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the desk with its passphrase."""
    form = UnlockForm(request.POST)
    if form.is_valid():
        try:
            opened = keys.unlock(reader=reader_of(request), words=form.cleaned_data["passphrase"])
        except Refused as refused:
            return _door(request, refuse(form, refused), status=_status(refused))
        session.open_desk(request, reader=reader_of(request), pairs=opened.pairs, generation=opened.generation)
        _tell_of_wrong_tries(request, opened)
        unlocked = session.unlocked(request)
        if unlocked is not None:
            handing_over.take_effect(unlocked=unlocked)
        if unlocked is not None and request.POST.get("show") == "yes":
            read_what_waits(request, unlocked)
        return HttpResponseRedirect(_next(request), status=HTTPStatus.SEE_OTHER)
    return _door(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@access(Access.READER, "POST")
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk."""
    session.lock(request)
    return see_other("desk")


@access(Access.READER, "GET", "POST")
def setup(request: HttpRequest) -> HttpResponse:
    """Make the key pair of a reader who has none, and show the recovery key."""
    reader = reader_of(request)
    if queries.current_key(reader) is not None:
        return redirect("desk")
    form = NewPassphraseForm(request.POST or None, reader=reader)
    if request.method == "POST" and form.is_valid():
        try:
            made = keys.set_up(reader=reader, words=form.cleaned_data["new_passphrase"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            session.open_desk(request, reader=reader, pairs=made.pairs, generation=made.generation)
            return show_recovery(request, made)
    return render(request, "voices/desk/setup.html", {"form": form}, status=_status_of(form))


@access(Access.READER, "POST")
def keep_recovery(request: HttpRequest) -> HttpResponse:
    """Take the third group, typed from paper, as the sign that the recovery key is kept."""
    form = KeepRecoveryForm(request.POST)
    try:
        recovery = parse_recovery_key(request.POST.get("recovery", ""))
    except BadRecoveryKey:
        return see_other("desk_keys")
    if form.is_valid():
        if rules.shows_the_paper(form.cleaned_data["group"], recovery.text):
            return _kept(request, form)
        form.add_error("group", _("That is not the third group. Look at your paper once more, or write the key again."))
    page = {"form": form, "recovery": recovery.text}
    return render(request, "voices/desk/recovery.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@access(Access.READER, "GET", "POST")
def recover(request: HttpRequest) -> HttpResponse:
    """Open the desk with the recovery key, and choose another passphrase."""
    reader = reader_of(request)
    if queries.current_key(reader) is None:
        return redirect("desk_setup")
    form = RecoverForm(request.POST or None, reader=reader)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = keys.recover(reader=reader, recovery=given["recovery"], words=given["new_passphrase"])
        except Refused as refused:
            refuse(form, refused)
        else:
            session.open_desk(request, reader=reader, pairs=opened.pairs, generation=opened.generation)
            return show_recovery(request, opened)
    return render(request, "voices/desk/recover.html", {"form": form}, status=_status_of(form))


def show_recovery(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Show a new recovery key, this once."""
    text = opened.recovery.text if opened.recovery else ""
    form = KeepRecoveryForm(initial={"recovery": text})
    return render(request, "voices/desk/recovery.html", {"form": form, "recovery": text})


def _door(request: HttpRequest, form: UnlockForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    form.fields["passphrase"].widget.attrs["autofocus"] = True
    page = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "panels": panels_for(reader_of(request), is_open=False),
        "show": request.POST.get("show") == "yes",
        "was_open": session.cookie_name() in request.COOKIES,
    }
    return render(request, "voices/desk/locked.html", page, status=status)


def _kept(request: HttpRequest, form: KeepRecoveryForm) -> HttpResponse:
    try:
        keys.keep_recovery(reader=reader_of(request), recovery=parse_recovery_key(form.cleaned_data["recovery"]))
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return see_other("desk_keys")
    messages.success(request, _("Your recovery key is kept. Nobody, we included, can show it again."))
    return see_other("desk")


def refuse[F: UnlockForm | NewPassphraseForm](form: F, refused: Refused) -> F:
    """Put a refusal where it belongs in the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return form


def _status(refused: Refused) -> int:
    if isinstance(refused, BusyNow):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.TOO_MANY_REQUESTS if isinstance(refused, WaitFirst) else HTTPStatus.UNPROCESSABLE_ENTITY


def _status_of(form: NewPassphraseForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _tell_of_wrong_tries(request: HttpRequest, opened: Opened) -> None:
    if opened.wrong_before:
        told = ngettext(
            "A wrong passphrase was tried since you last opened your desk.",
            "%(times)d wrong passphrases were tried since you last opened your desk.",
            opened.wrong_before,
        )
        messages.info(request, told % {"times": opened.wrong_before})


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else reverse("desk")
