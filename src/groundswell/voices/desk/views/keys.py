"""The reader's own keys: how old they are, a new passphrase, a new recovery key, a new pair."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.refusals import Refused
from groundswell.voices.desk import queries, rules, session
from groundswell.voices.desk.actions import ending, keys, resealing
from groundswell.voices.desk.actions.keys import Opened
from groundswell.voices.desk.forms import ChangePassphraseForm, UnlockForm
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.desk.views.door import refuse, show_recovery
from groundswell.voices.desk.views.opening import behind_the_door, reader_of, see_other
from groundswell.web.access import Access, access


@access(Access.READER)
@behind_the_door
def overview(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show the key, its age, what is still sealed to an older one, and what can be done."""
    return _overview(request, unlocked)


@access(Access.READER, "POST")
@behind_the_door
def change_passphrase(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Take another passphrase, and show a new recovery key."""
    form = ChangePassphraseForm(request.POST, reader=unlocked.reader, auto_id="change_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            opened = keys.change_passphrase(
                reader=unlocked.reader, words=given["passphrase"], new_words=given["new_passphrase"]
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return _changed(request, opened)
    return _overview(request, unlocked, change_form=form)


@access(Access.READER, "POST")
@behind_the_door
def print_recovery(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Make a new recovery key and show it."""
    form = UnlockForm(request.POST, auto_id="recovery_%s")
    if form.is_valid():
        try:
            opened = keys.print_recovery_again(reader=unlocked.reader, words=form.cleaned_data["passphrase"])
        except Refused as refused:
            refuse(form, refused)
        else:
            return _changed(request, opened)
    return _overview(request, unlocked, recovery_form=form)


@access(Access.READER, "POST")
@behind_the_door
def rotate(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Retire the key for a new one, and show its recovery key."""
    form = UnlockForm(request.POST, auto_id="rotate_%s")
    if form.is_valid():
        try:
            opened = keys.rotate(reader=unlocked.reader, words=form.cleaned_data["passphrase"])
        except Refused as refused:
            refuse(form, refused)
        else:
            return _changed(request, opened)
    return _overview(request, unlocked, rotate_form=form)


@access(Access.READER, "POST")
@behind_the_door
def reseal(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Do one step of re-sealing: it goes on where it stopped, whenever the reader asks."""
    left = resealing.reseal_some(unlocked=unlocked, most=resealing.A_STEP).left
    if left and request.POST.get("on"):
        # No address says "go on": a link that somebody sends must not do anything.
        return _overview(request, unlocked, goes_on=True)
    return see_other("desk_keys", anchor="reseal")


@access(Access.READER, "GET", "POST")
def lost(request: HttpRequest) -> HttpResponse:
    """Give up a desk whose passphrase and recovery key are both lost, and start again."""
    reader = reader_of(request)
    if queries.current_key(reader) is None:
        return redirect("desk_setup")
    if request.method == "POST" and request.POST.get("sure") == "yes":
        ending.give_up(reader=reader)
        session.lock(request)
        messages.warning(request, _("Your old key is destroyed. Choose a new passphrase."))
        return see_other("desk_setup")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = {"unsure": request.method == "POST", "alone": queries.read_by_nobody_else(reader)}
    return render(request, "voices/desk/lost.html", page, status=status)


def _changed(request: HttpRequest, opened: Opened) -> HttpResponse:
    session.keep_open(request, pairs=opened.pairs, generation=opened.generation)
    return show_recovery(request, opened)


def _overview(
    request: HttpRequest, unlocked: Unlocked, *, goes_on: bool = False, **forms: UnlockForm | ChangePassphraseForm
) -> HttpResponse:
    key = queries.current_key(unlocked.reader)
    page = {
        "key": key,
        "goes_on": goes_on,
        "due_on": rules.rotation_due_on(key.made_on) if key else None,
        "rotation_is_near": key is not None and rules.is_rotation_near(key.made_on, clock.today()),
        "progress": resealing.progress(unlocked),
        "retired": queries.retired_keys(unlocked.reader),
        "change_form": ChangePassphraseForm(reader=unlocked.reader, auto_id="change_%s"),
        "recovery_form": UnlockForm(auto_id="recovery_%s"),
        "rotate_form": UnlockForm(auto_id="rotate_%s"),
        **forms,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    return render(request, "voices/desk/keys.html", page, status=status)
