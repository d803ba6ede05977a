"""The desk's follow-up: who waits for a first answer, and low answers of elsewhere."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.checkins import importing, policy, queries
from groundswell.checkins.actions import check_ups as actions
from groundswell.checkins.follow_up.forms import CheckUpsForm, QuickForm, TitleForm
from groundswell.checkins.follow_up.listing import first_answers
from groundswell.checkins.importing.doing import one
from groundswell.checkins.queries import check_ups
from groundswell.checkins.rules.check_ups import Fault, Scale, scale_of
from groundswell.kit.tables import LARGEST_BYTES, Report, Unreadable, decoded
from groundswell.people.refusals import Refused
from groundswell.register.actions import Copied
from groundswell.voices.desk import session
from groundswell.voices.desk.views.opening import behind_the_door, missing, see_other
from groundswell.voices.queries.proposals import Unlocked
from groundswell.web.access import Access, access


@access(Access.READER)
@behind_the_door
def follow_up(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show who waits for a first answer, overdue ones first, and what else there is to look after."""
    listed = first_answers(unlocked.reader, with_muted=True)
    words = {
        "waiting": [each for each in listed if not each.voice.is_muted],
        "muted": [each for each in listed if each.voice.is_muted],
        "answers": len(check_ups.check_ups_sealed_to(unlocked)),
        "help": queries.help_offered(),
    }
    return render(request, "checkins/follow_up.html", words)


@access(Access.READER)
@behind_the_door
def low_answers(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show the low answers of an imported check-up, once this desk has opened (and so counted) them."""
    return _low_answers(request, unlocked)


@access(Access.READER, "POST")
@behind_the_door
def open_low_answers(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Open the list: it is counted in the log, as every reading is."""
    sealed = check_ups.check_ups_sealed_to(unlocked)
    mark = check_ups.mark_of(sealed)
    if sealed and not session.is_marked(request, mark):
        actions.open_check_ups(unlocked=unlocked, answers=len(sealed))
        session.mark_read(request, [mark])
    return see_other("checkins:low_answers")


@access(Access.READER, "GET", "POST")
@behind_the_door
def bring_check_ups(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show what a table holds; keep exactly that, sealed, when it is asked for."""
    if request.method != "POST":
        return render(request, "checkins/bring_check_ups.html", {"form": CheckUpsForm()})
    form = CheckUpsForm(request.POST, request.FILES)
    form.is_valid()
    try:
        text = _text(form)
        report = _brought(unlocked, form, text)
    except (Unreadable, Refused) as unreadable:
        form.add_error("file" if form.cleaned_data.get("file") else "text", unreadable.sentence)
        return render(request, "checkins/bring_check_ups.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if report.is_kept:
        messages.success(request, _kept(report))
        return see_other("checkins:low_answers")
    return _preview(request, form, text, report)


@access(Access.READER, "GET", "POST")
@behind_the_door
def add_check_up(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Keep one answer that somebody gave, by hand."""
    form = QuickForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wanted, problems = one(form.cleaned_data)
        for problem in problems:
            form.add_error(problem.column, problem.sentence)
        if wanted is not None and _was_kept(
            form, lambda: actions.keep_check_ups(by=unlocked.reader, lines=[wanted.kept])
        ):
            messages.success(request, " ".join(filter(None, (_("Kept, sealed to the readers."), wanted.note))))
            return see_other("checkins:low_answers")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "checkins/add_check_up.html", {"form": form}, status=status)


@access(Access.READER, "GET", "POST")
@behind_the_door
def concern_of_check_up(request: HttpRequest, unlocked: Unlocked, check_up: UUID) -> HttpResponse:
    """Make a concern of what is how we work, in words of one's own."""
    sealed = check_ups.check_ups_sealed_to(unlocked)
    if check_up not in sealed:
        raise missing()
    if not session.is_marked(request, check_ups.mark_of(sealed)):
        return see_other("checkins:low_answers")
    line = next((each for each in check_ups.opened_check_ups(unlocked) if each.id == check_up), None)
    if line is None or not policy.may_become_a_concern(line.told.cause):
        raise missing()
    form = TitleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            concern = actions.raise_from_check_up(
                unlocked=unlocked, check_up=check_up, title=form.cleaned_data["title"]
            )
        except Copied:
            form.add_error("title", _("Five words in a row are the author's. Say it in your own."))
        except Refused as refused:
            form.add_error("title", refused.sentence)
        else:
            return see_other("register:concern", concern)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "checkins/concern_of_check_up.html", {"form": form, "line": line}, status=status)


@access(Access.READER, "POST")
@behind_the_door
def see_to_check_up(request: HttpRequest, unlocked: Unlocked, check_up: UUID) -> HttpResponse:
    """Take an answer off the list: somebody saw to it."""
    return _acted(request, lambda: actions.see_to(unlocked=unlocked, check_up=check_up), _("Seen to."))


@access(Access.READER, "POST")
@behind_the_door
def list_check_up_again(request: HttpRequest, unlocked: Unlocked, check_up: UUID) -> HttpResponse:
    """Put an answer back onto the list."""
    return _acted(request, lambda: actions.list_again(unlocked=unlocked, check_up=check_up), _("On the list again."))


@access(Access.READER, "POST")
@behind_the_door
def choose_scale(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Choose to convert the answers of another scale, or take that back."""
    scale = scale_of(request.POST.get("scale", ""))
    if isinstance(scale, Fault):
        return see_other("checkins:low_answers")
    act = actions.drop_conversion if "back" in request.POST else actions.choose_conversion
    return _acted(request, lambda: _on(scale, act, unlocked), _("Saved."))


@access(Access.READER, "POST")
@behind_the_door
def share_check_ups(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Seal what this desk opens to readers who came later."""
    return _acted(
        request, lambda: actions.share_check_ups(unlocked=unlocked), _("Every reader of today can read them.")
    )


@access(Access.READER, "POST")
@behind_the_door
def forget_check_ups(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Delete every imported answer that this desk can open."""
    return _acted(request, lambda: actions.forget_check_ups(unlocked=unlocked), _("Deleted, with their keys."))


def _low_answers(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    sealed = check_ups.check_ups_sealed_to(unlocked)
    is_open = bool(sealed) and session.is_marked(request, check_ups.mark_of(sealed))
    words = {
        "sealed": len(sealed),
        "is_open": is_open,
        "found": check_ups.check_ups_at(unlocked) if is_open else None,
        "unread": check_ups.unread_by_readers() if is_open else 0,
        "help": queries.help_offered(),
    }
    return render(request, "checkins/low_answers.html", words)


def _on(scale: Scale, act: Callable[..., None], unlocked: Unlocked) -> None:
    act(by=unlocked.reader, scale=scale)


def _acted(request: HttpRequest, act: Callable[[], object], told: str) -> HttpResponse:
    try:
        act()
    except LookupError:
        raise missing() from None
    except Refused as refused:
        told = refused.sentence
    messages.success(request, told)
    return see_other("checkins:low_answers")


def _was_kept(form: forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


def _text(form: CheckUpsForm) -> str:
    file = form.cleaned_data.get("file")
    return str(form.cleaned_data.get("text", "")) if file is None else decoded(file.read(LARGEST_BYTES + 1))


def _brought(unlocked: Unlocked, form: CheckUpsForm, text: str) -> Report:
    """Try the table; keep it when what would be kept is what was seen."""
    table, keep_good = importing.read(text), bool(form.cleaned_data.get("keep_good"))
    known = [each.told for each in check_ups.opened_check_ups(unlocked)]
    trial = importing.bring_in(table, by=unlocked.reader, keep_good=keep_good, known=known, dry_run=True)
    is_seen = form.cleaned_data.get("seen") == trial.fingerprint
    is_wanted = "do" in form.data and bool(trial.changes) and (keep_good or not trial.problems)
    if not (is_seen and is_wanted):
        return trial
    return importing.bring_in(table, by=unlocked.reader, keep_good=keep_good, known=known)


def _preview(request: HttpRequest, form: CheckUpsForm, text: str, report: Report) -> HttpResponse:
    keep_good = bool(form.cleaned_data.get("keep_good"))
    words = {
        "form": CheckUpsForm(initial={"text": text, "keep_good": keep_good, "seen": report.fingerprint}),
        "report": report,
        "may_do": bool(report.changes) and (keep_good or not report.problems),
        "needs_keep_good": bool(report.problems) and not keep_good,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if report.problems else HTTPStatus.OK
    return render(request, "checkins/bring_check_ups.html", words, status=status)


def _kept(report: Report) -> str:
    count = len(report.changes)
    return ngettext("%(count)d answer is kept, sealed.", "%(count)d answers are kept, sealed.", count) % {
        "count": count
    }
